"""Pages about one area and its register."""
