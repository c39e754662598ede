"""What the pages of the yearly work show, in words and links, made from what the rooms below know."""
