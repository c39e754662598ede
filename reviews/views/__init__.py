"""Pages of the yearly work and of the view across areas."""
