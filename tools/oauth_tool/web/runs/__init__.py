"""Runs that are kept after the browser is closed, and what two of them differ in."""
