"""A document as its users want it: some operations, other words, another version of OpenAPI."""

import json
from dataclasses import dataclass, field

from api_schema.document import Document
from api_schema.editing.operations import operations_in
from api_schema.editing.overriding import Overrides, overridden
from api_schema.editing.selecting import Selection, selected
from tool_cli.errors import CheckFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a document is to be.

    Attributes:
        selection: Which operations it has.
        overrides: What it says of the API.
        version: Its version of OpenAPI; empty for that of the backend.
    """

    selection: Selection = field(default_factory=Selection)
    overrides: Overrides = field(default_factory=Overrides)
    version: str = ""


def shaped(document: Document, shape: Shape) -> tuple[Document, list[str]]:
    """Return a document in a shape, and a line for each thing that its version cannot say.

    Raises:
        InvalidInput: A pattern fits no operation.
        CheckFailed: The document cannot be converted, or is nested too deeply for that.
    """
    if shape == Shape():
        return document, []
    try:
        return _shaped(document, shape)
    except RecursionError as error:
        raise CheckFailed(
            "the document is nested too deeply to be changed", "export it as it is"
        ) from error


def _shaped(document: Document, shape: Shape) -> tuple[Document, list[str]]:
    content = overridden(selected(document.content(), shape.selection), shape.overrides)
    lines: list[str] = []
    if shape.version:
        from api_schema.converting.converting import converted  # noqa: PLC0415 - few need it

        conversion = converted(content, shape.version)
        content = conversion.document
        lines = [str(loss) for loss in conversion.losses]
    text = json.dumps(content, ensure_ascii=False)
    return Document(text=text, operations=len(list(operations_in(content)))), lines
