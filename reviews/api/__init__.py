"""The read-only API: the figures of the book as JSON, for programs of Local Trust that have a token."""
