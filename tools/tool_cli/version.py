"""The version of the one distribution in which all commands come."""

VERSION = "0.1.0"  # as in pyproject.toml, which a test holds; its metadata takes 50 ms to read
