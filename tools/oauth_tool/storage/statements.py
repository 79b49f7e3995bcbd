"""SQL statements as data: a shape with gaps, made once for a table, and the values in the gaps."""

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


Frame = str | Table | Column
Part = str | Table | Bound


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Shape:
    """A statement without its values.

    The same statement on the same table has the same shape, this very object: a database renders
    it once and knows it again.

    Attributes:
        parts: Its text; a column stands where the value for that column goes.
        gaps: The columns whose values go into it, in their order.
        answers: The columns of the rows that it answers with.
    """

    parts: tuple[Frame, ...]
    gaps: tuple[Column, ...]
    answers: tuple[Column, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One statement: its shape, and the values in the order of the gaps."""

    shape: Shape
    values: tuple[Value, ...] = ()

    def __repr__(self) -> str:
        return f"Statement({self.shape.parts[:2]})"

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its text, with the values in their places."""
        values = iter(self.values)
        return tuple(
            Bound(column=part, value=next(values)) if isinstance(part, Column) else part
            for part in self.shape.parts
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """A condition: the moment in the column lies before this one."""

    moment: Value


Where = Mapping[str, Value | Before]
"""Field → the value that it equals; None asks for an empty field."""


def insert(table: Table, row: Row) -> Statement:
    """Return the statement that adds a row; fields without a column are left out."""
    key = ("insert", *row)
    shape = table.shapes.get(key) or _kept(table, key, _insert(table, row))
    return Statement(shape=shape, values=tuple([row[gap.field] for gap in shape.gaps]))


def select(
    table: Table,
    where: Where | None = None,
    *,
    newest_first: bool = False,
    at_most: int | None = None,
) -> Statement:
    """Return the statement that reads all columns of the rows that meet every condition."""
    met = where or {}
    key = ("select", newest_first, at_most, *_kinds(met))
    shape = table.shapes.get(key) or _kept(table, key, _select(table, met, newest_first, at_most))
    return Statement(shape=shape, values=_values(met))


def update(table: Table, changes: Row, where: Where) -> Statement:
    """Return the statement that changes rows; fields without a column are left out."""
    key = ("update", *changes, "where", *_kinds(where))
    shape = table.shapes.get(key) or _kept(table, key, _update(table, changes, where))
    met = _values(where)
    changed = shape.gaps[: len(shape.gaps) - len(met)]
    return Statement(shape=shape, values=(*[changes[gap.field] for gap in changed], *met))


def delete(table: Table, where: Where) -> Statement:
    """Return the statement that removes the rows that meet every condition."""
    key = ("delete", *_kinds(where))
    shape = table.shapes.get(key) or _kept(
        table, key, _framed("DELETE FROM ", table, *_conditions(table, where))
    )
    return Statement(shape=shape, values=_values(where))


def _kept(table: Table, key: tuple[object, ...], shape: Shape) -> Shape:
    table.shapes[key] = shape
    return shape


def _insert(table: Table, row: Row) -> Shape:
    columns = [column for column in table.columns if column.field in row]
    names = ", ".join(quoted(column.name) for column in columns)
    gaps = _joined([(column,) for column in columns], ", ")
    return _framed("INSERT INTO ", table, f" ({names}) VALUES (", *gaps, ")")


def _select(table: Table, where: Where, newest_first: bool, at_most: int | None) -> Shape:  # noqa: FBT001 - of one caller
    names = ", ".join(quoted(column.name) for column in table.columns)
    order = ""
    if newest_first:
        order = f" ORDER BY {quoted(table.column('created_at').name)} DESC"
    limit = "" if at_most is None else f" LIMIT {at_most:d}"
    conditions = _conditions(table, where)
    return _framed(
        "SELECT ", names, " FROM ", table, *conditions, order, limit, answers=table.columns
    )


def _update(table: Table, changes: Row, where: Where) -> Shape:
    changed = [_equal(table.column(field)) for field in changes if table.holds(field)]
    return _framed("UPDATE ", table, " SET ", *_joined(changed, ", "), *_conditions(table, where))


def _framed(*parts: Frame, answers: tuple[Column, ...] = ()) -> Shape:
    gaps = tuple(part for part in parts if isinstance(part, Column))
    return Shape(parts=parts, gaps=gaps, answers=answers)


def _kinds(where: Where) -> tuple[object, ...]:
    # What decides about the text of a condition: its field, and whether that is to be empty.
    return (*where, *map(type, where.values()))


def _values(where: Where) -> tuple[Value, ...]:
    return tuple(
        [
            value.moment if isinstance(value, Before) else value
            for value in where.values()
            if value is not None
        ]
    )


def _conditions(table: Table, where: Where) -> tuple[Frame, ...]:
    if not where:
        return ()
    met = [_condition(table.column(field), value) for field, value in where.items()]
    return (" WHERE ", *_joined(met, " AND "))


def _condition(column: Column, value: Value | Before) -> tuple[Frame, ...]:
    if value is None:
        return (f"{quoted(column.name)} IS NULL",)
    if isinstance(value, Before):
        return (f"{quoted(column.name)} < ", column)
    return _equal(column)


def _equal(column: Column) -> tuple[Frame, ...]:
    return (f"{quoted(column.name)} = ", column)


def _joined(groups: Iterable[tuple[Frame, ...]], separator: str) -> tuple[Frame, ...]:
    parts: list[Frame] = []
    for group in groups:
        parts += [separator, *group] if parts else group
    return tuple(parts)
