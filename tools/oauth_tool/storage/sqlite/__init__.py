"""A store in one SQLite file. To print SQL takes a part of it, so it is imported file by file."""
