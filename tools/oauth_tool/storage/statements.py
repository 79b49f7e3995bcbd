"""SQL statements as data: text, table names and bound values, rendered by each database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oauth_tool.storage.identifiers import quoted
from oauth_tool.storage.tables import Column, Row, Table, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """A value on its way into a column: a parameter, or a literal where SQL is printed."""

    column: Column
    value: Value

    def __repr__(self) -> str:
        return f"Bound({self.column.field})"


Part = str | Table | Bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One statement, and the columns of the rows that it answers with."""

    parts: tuple[Part, ...]
    answers: tuple[Column, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """A condition: the moment in the column lies before this one."""

    moment: Value


Where = Mapping[str, Value | Before]
"""Field → the value that it equals; None asks for an empty field."""


def insert(table: Table, row: Row) -> Statement:
    """Return the statement that adds a row; fields without a column are left out."""
    columns = [column for column in table.columns if column.field in row]
    values = [(Bound(column=column, value=row[column.field]),) for column in columns]
    names = ", ".join(quoted(column.name) for column in columns)
    return Statement(
        parts=("INSERT INTO ", table, f" ({names}) VALUES (", *_joined(values, ", "), ")")
    )


def select(
    table: Table,
    where: Where | None = None,
    *,
    newest_first: bool = False,
    at_most: int | None = None,
) -> Statement:
    """Return the statement that reads all columns of the rows that meet every condition."""
    names = ", ".join(quoted(column.name) for column in table.columns)
    order = ""
    if newest_first:
        order = f" ORDER BY {quoted(table.column('created_at').name)} DESC"
    limit = "" if at_most is None else f" LIMIT {at_most:d}"
    return Statement(
        parts=("SELECT ", names, " FROM ", table, *_conditions(table, where), order, limit),
        answers=table.columns,
    )


def update(table: Table, changes: Row, where: Where) -> Statement:
    """Return the statement that changes rows; fields without a column are left out."""
    changed = [
        _equal(table.column(field), value) for field, value in changes.items() if table.holds(field)
    ]
    return Statement(
        parts=("UPDATE ", table, " SET ", *_joined(changed, ", "), *_conditions(table, where))
    )


def delete(table: Table, where: Where) -> Statement:
    """Return the statement that removes the rows that meet every condition."""
    return Statement(parts=("DELETE FROM ", table, *_conditions(table, where)))


def _conditions(table: Table, where: Where | None) -> tuple[Part, ...]:
    if not where:
        return ()
    met = [_condition(table.column(field), value) for field, value in where.items()]
    return (" WHERE ", *_joined(met, " AND "))


def _condition(column: Column, value: Value | Before) -> tuple[Part, ...]:
    if value is None:
        return (f"{quoted(column.name)} IS NULL",)
    if isinstance(value, Before):
        return (f"{quoted(column.name)} < ", Bound(column=column, value=value.moment))
    return _equal(column, value)


def _equal(column: Column, value: Value) -> tuple[Part, ...]:
    return (f"{quoted(column.name)} = ", Bound(column=column, value=value))


def _joined(groups: Iterable[tuple[Part, ...]], separator: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for group in groups:
        parts += [separator, *group] if parts else group
    return tuple(parts)
