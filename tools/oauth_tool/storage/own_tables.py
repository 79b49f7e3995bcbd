"""Tables that only the embedded platform has."""

from oauth_tool.storage.tables import Table
from tool_cli.errors import ToolError


def needed(table: Table | None) -> Table:
    """Return a table that is there.

    Raises:
        ToolError: The database lacks it.
    """
    if table is None:
        raise ToolError(
            "the database lacks tables that the embedded platform needs for standard OAuth",
            "name another one with --database, such as sqlite:///PATH",
        )
    return table
