"""Files that people attach: written anew, kept in private, handed out behind a door."""
