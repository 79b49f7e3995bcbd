"""Litestar: what ``litestar schema openapi`` writes.

https://docs.litestar.dev/latest/usage/openapi/
"""

from __future__ import annotations

import json
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def documents_of(app: Any) -> dict[str, Callable[[], object]]:
    """Return the one document, unless the application has switched it off."""
    return {"": partial(document_of, app)} if app.openapi_config else {}


def document_of(app: Any) -> object:
    """Return the document, written with the application's own encoders."""
    serialization = import_module("litestar.serialization")
    text = serialization.encode_json(
        app.openapi_schema.to_schema(), serializer=serialization.get_serializer(app.type_encoders)
    )
    return json.loads(text)


def run_at_start(app: Any) -> Iterator[object]:
    """Yield what its lifespan runs."""
    yield from app.on_startup
    yield from app._lifespan_managers
