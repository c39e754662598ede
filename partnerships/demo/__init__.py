"""Makes up the demonstration programme: invented areas with ten years of believable registers."""
