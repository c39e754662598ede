"""Forms of the yearly work; they check shape and never write."""
