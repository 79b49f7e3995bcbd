"""The layouts that a document is written in: JSON in several forms, and YAML."""
