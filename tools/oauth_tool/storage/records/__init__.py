"""Rows of the tables as the data of the rules, and back: one module a noun."""
