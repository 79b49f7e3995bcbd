"""An operation of a document, and a parameter."""

from typing import NamedTuple

from api_schema.validation.grammar import Json
from api_schema.validation.path import Path


class Operation(NamedTuple):
    """An operation of a path of the API.

    Attributes:
        node: The operation itself.
        path: Where it is.
        method: The HTTP method.
        url: The path template.
        item: The path item that it belongs to.
        item_path: Where that is.
    """

    node: Json
    path: Path
    method: str
    url: str
    item: Json
    item_path: Path


class Parameter(NamedTuple):
    """A parameter, with references followed, and the place where it is listed."""

    node: Json
    path: Path
