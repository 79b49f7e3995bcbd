"""The shape of a JSON body as a table: what checks a body also describes it in the document."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from oauth_tool.web.operations import Schema
from oauth_tool.web.platform_bodies import (
    Body,
    Check,
    a_flag,
    a_text,
    a_text_or_none,
    checked_fields,
    maybe_a_text,
    maybe_one_of,
    one_of_or_none,
    some_texts,
)

# No database holds a NUL in a text, so a body with one is refused.
TEXT: Schema = {"type": "string", "pattern": r"^[^\u0000]*$"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a body.

    Attributes:
        check: Says what is wrong with it.
        schema: Says the same to who reads the document.
        is_required: Whether it must be there.
    """

    check: Check
    schema: Schema
    is_required: bool = True


A_TEXT = Field(check=a_text, schema=TEXT)
MAYBE_A_TEXT = Field(check=maybe_a_text, schema=TEXT, is_required=False)
A_TEXT_OR_NONE = Field(check=a_text_or_none, schema={**TEXT, "nullable": True}, is_required=False)
SOME_TEXTS = Field(check=some_texts, schema={"type": "array", "items": TEXT})
A_FLAG = Field(check=a_flag, schema={"type": "boolean"})


def choice(values: Collection[str]) -> Field:
    """Return a field that is one of a few texts, or not there: then it means the first of them."""
    listed = list(values)
    return Field(
        check=maybe_one_of(listed),
        schema={"type": "string", "enum": listed, "default": listed[0]},
        is_required=False,
    )


def choice_or_none(values: Collection[str]) -> Field:
    """Return a field that is one of a few texts, null, or not there."""
    return Field(
        check=one_of_or_none(values),
        schema={"type": "string", "nullable": True, "enum": [*values, None]},
        is_required=False,
    )


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The fields that a body has. Others are ignored."""

    fields: Mapping[str, Field]

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """What is to be checked, field by field."""
        return {name: field.check for name, field in self.fields.items()}

    def fields_of(self, body: Body) -> Mapping[str, Any]:
        """Return the fields that are there, once every one of them has passed its check.

        Raises:
            InvalidBody: It names every one that has not.
        """
        return checked_fields(body, self.checks)

    def schema(self) -> Schema:
        """Return the schema of the bodies that pass."""
        required = [name for name, field in self.fields.items() if field.is_required]
        schema: dict[str, object] = {
            "type": "object",
            "properties": {name: dict(field.schema) for name, field in self.fields.items()},
        }
        return {**schema, "required": required} if required else schema
