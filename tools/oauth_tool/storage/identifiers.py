"""The one way in which a name becomes part of SQL text."""


def quoted(identifier: str) -> str:
    """Return an identifier in the double quotes of the SQL standard."""
    return '"' + identifier.replace('"', '""') + '"'


def qualified(schema: str, identifier: str) -> str:
    """Return an identifier inside its schema."""
    return f"{quoted(schema)}.{quoted(identifier)}"
