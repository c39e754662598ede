"""The yearly work of the demonstration programme: past rounds submitted, this year's at every stage."""
