"""A run in the formats that other tools read; nothing in them is secret."""
