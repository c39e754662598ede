"""Where things are: boundaries read from files, postcodes looked up, and which side of the line they lie."""
