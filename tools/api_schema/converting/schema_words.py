"""Schemas put together and taken apart."""

from api_schema.converting.place import Node, as_object, as_objects


def without(schema: Node, *names: str) -> Node:
    """Return a schema without some of its words."""
    return {key: value for key, value in schema.items() if key not in names}


def also(schema: Node, condition: Node) -> Node:
    """Return a schema with one more condition."""
    return {**schema, "allOf": [*as_objects(schema.get("allOf")), condition]}


def either(schemas: list[object]) -> Node:
    """Return a schema that accepts what any of these does."""
    different = [each for i, each in enumerate(schemas) if each not in schemas[:i]]
    return as_object(different[0]) if len(different) == 1 else {"anyOf": different}


def lacks(name: str) -> Node:
    """Return a schema of what has no property of this name."""
    return {"not": {"type": "object", "required": [name]}}


def as_list(value: object) -> list[object]:
    """Return a list, an empty one if it is something else."""
    return value if isinstance(value, list) else []
