"""Which version of the specification a document follows."""

import re
from enum import StrEnum

from api_schema.validation.grammar import OPENAPI, SWAGGER, Grammar, Json


class Version(StrEnum):
    """A version of the OpenAPI Specification, without its patch number."""

    V20 = "2.0"
    V30 = "3.0"
    V31 = "3.1"
    V32 = "3.2"

    @property
    def grammar(self) -> Grammar:
        """The table of what stands where."""
        return SWAGGER if self is Version.V20 else OPENAPI

    @property
    def has_nullable(self) -> bool:
        """Whether ``nullable`` means something."""
        return self is Version.V30

    @property
    def has_json_schema(self) -> bool:
        """Whether its schemas are those of JSON Schema 2020-12, with ``$ref`` among siblings."""
        return self in {Version.V31, Version.V32}


FIELDS = {"swagger": {"2.0"}, "openapi": {"3.0", "3.1", "3.2"}}


def unknown_version(document: Json) -> tuple[str, str]:
    """Return the field of a document that names a version nobody knows here, and what is wrong.

    The field is empty where there is none.
    """
    for field in FIELDS:
        if field in document:
            value = document[field]
            if isinstance(value, str):
                return field, f"no version {value!r} of {field} is known here"
            if isinstance(value, int | float) and not isinstance(value, bool):
                return (
                    field,
                    f"{field} is the number {value}, and has to be a text: put it in quotes",
                )
            return field, f"{field} is no text"
    return "", "there is no openapi or swagger version"


def version_of(document: Json) -> Version | None:
    """Return the version that a document says it follows, None if it is not known here."""
    for field, known in FIELDS.items():
        text = document.get(field)
        found = re.match(r"(\d+\.\d+)(\.|$)", text) if isinstance(text, str) else None
        if found and found[1] in known:
            return Version(found[1])
    return None
