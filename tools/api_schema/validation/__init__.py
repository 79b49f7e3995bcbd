"""Validators: each takes a document and returns the problems that it finds."""
