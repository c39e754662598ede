"""What pages say of records and of what the rules found: words and rows, ready for a template."""
