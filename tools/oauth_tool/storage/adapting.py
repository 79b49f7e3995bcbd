"""Fit the tables of a profile to a database as it really is: editions of a platform differ."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from oauth_tool.storage.identifiers import qualified
from oauth_tool.storage.tables import Column, Table, Tables
from tool_cli.errors import ToolError

Found = Mapping[str, frozenset[str] | None]
"""Column → the values that it takes if they are a closed list (an enum), else None."""


def adapted(tables: Tables, found: Mapping[str, Found]) -> Tables:
    """Return the tables with the columns that there are.

    Args:
        tables: The profile's tables.
        found: Our name of a table → the columns that it has; nothing if it is not there.

    Raises:
        ToolError: A table or column is missing that nothing works without.
    """
    there: dict[str, Any] = {
        field.name: _adapted(table, found.get(field.name, {}))
        if (table := getattr(tables, field.name))
        else None
        for field in fields(Tables)
    }
    return Tables(**there)


def _adapted(table: Table, found: Found) -> Table | None:
    if not found and table.may_be_absent:
        return None
    if not found:
        raise ToolError(
            f"the database has no table {qualified(table.schema, table.name)}",
            "run the platform's migrations, or name its schema with ?schema=NAME in the URL",
        )
    missing = [column for column in table.columns if column.name not in found]
    needed = [column.name for column in missing if column.field not in table.optional]
    if needed:
        raise ToolError(
            f"the table {qualified(table.schema, table.name)} has no column {', '.join(needed)}",
            "this edition of the platform is not one that the profile describes",
        )
    there = table.without(column.field for column in missing) if missing else table
    if not any(found.values()):
        return there
    return replace(there, columns=tuple(_with_values(column, found) for column in there.columns))


def _with_values(column: Column, found: Found) -> Column:
    return replace(column, values=found[column.name])
