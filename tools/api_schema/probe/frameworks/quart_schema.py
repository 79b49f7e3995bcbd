"""Quart-Schema: what ``quart schema`` prints.

https://quart-schema.readthedocs.io/en/latest/how_to_guides/documenting.html
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def documents_of(app: Any) -> dict[str, Callable[[], object]]:
    """Return the one document, if the application has the extension."""
    extension = app.extensions.get("QUART_SCHEMA")
    return {"": partial(document_of, app, extension)} if extension else {}


def document_of(app: Any, extension: Any) -> object:
    """Return the document, written with the application's own encoder."""
    return json.loads(app.json.dumps(extension.openapi_provider.schema()))


def run_at_start(app: Any) -> Iterator[object]:
    """Yield what runs before it serves."""
    yield from app.before_serving_funcs
    yield from app.while_serving_gens
