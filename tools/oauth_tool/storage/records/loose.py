"""A row whose values go into data as they are."""

from typing import Any

from oauth_tool.storage.tables import Row


def loose(row: Row) -> dict[str, Any]:
    """Return the values of a row by field."""
    # The kinds of the columns have given every value its type already.
    return dict(row)
