"""An OpenAPI document as text, exactly as its backend wrote it."""

import json
from dataclasses import dataclass

from tool_cli.errors import CheckFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that a backend handed over.

    Attributes:
        text: What ``json.dumps(document, ensure_ascii=False)`` gave there.
        operations: How many operations its paths and webhooks hold.
    """

    text: str
    operations: int

    def content(self) -> dict[str, object]:
        """Return the document as Python objects."""
        content: dict[str, object] = json.loads(self.text)
        return content

    def written(self, *, pretty: bool) -> str:
        """Return the text of a file that holds the document; pretty is indented by two spaces."""
        text = json.dumps(self.content(), ensure_ascii=False, indent=2) if pretty else self.text
        return f"{text}\n"


def require_operations(document: Document) -> None:
    """Refuse a document that says nothing.

    Raises:
        CheckFailed: The document has no operations.
    """
    if document.operations == 0:
        raise CheckFailed(
            "the document has no operations",
            "routes that only a lifespan or a startup event registers are not seen by an export;"
            " --allow-empty accepts it as it is",
        )
