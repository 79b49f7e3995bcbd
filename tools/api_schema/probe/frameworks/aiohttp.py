"""aiohttp, which describes no application itself: one does that under a key named ``openapi``.

The value is the document or a function that takes the application and returns it. An application
may have the key as a text or as an ``AppKey``; aiohttp-apispec's ``swagger_dict`` is known, too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

KEYS = ("openapi", "swagger_dict")


def documents_of(app: Any) -> dict[str, Callable[[], object]]:
    """Return the one document, if the application has one."""
    for key in app:
        if name_of(key) in KEYS:
            return {"": partial(document_of, app, app[key])}
    return {}


def document_of(app: Any, value: object) -> object:
    """Return the document that a value is or makes."""
    return value(app) if callable(value) else value


def name_of(key: object) -> str:
    """Return the last word of a key; that of an ``AppKey`` begins with the module it is made in."""
    name = key if isinstance(key, str) else getattr(key, "_name", "")
    return str(name).rpartition(".")[2]


def run_at_start(app: Any) -> Iterator[object]:
    """Yield what runs when it starts."""
    yield from app.on_startup
    yield from app.cleanup_ctx
