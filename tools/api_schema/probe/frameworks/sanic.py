"""Sanic Extensions: what is served as ``/docs/openapi.json``.

https://sanic.dev/en/plugins/sanic-ext/openapi/basics.html
"""

from __future__ import annotations

import json
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

BEFORE = "before_server_start"


def documents_of(app: Any) -> dict[str, Callable[[], object]]:
    """Return the one document, if the extensions are installed and describe this application."""
    import_module("sanic.application.ext").setup_ext(app)  # as every start of a server does
    blueprint = app.blueprints.get("openapi")
    return {"": partial(document_of, app, blueprint)} if blueprint else {}


def document_of(app: Any, blueprint: Any) -> object:
    """Return the document.

    The extension collects it in a listener of its blueprint, once the routes are final. That one
    is called; those of the application, which open its connections, are not.
    """
    app.finalize()
    for future in blueprint._future_listeners:
        if future.event == BEFORE:
            future.listener(app)
    builders = import_module("sanic_ext.extensions.openapi.builders")
    document = builders.SpecificationBuilder().build(app).serialize()
    response = import_module("sanic.response").json(document)
    return json.loads(response.body)


def run_at_start(app: Any) -> Iterator[object]:
    """Yield the listeners that run before it serves."""
    for future in app._future_listeners:
        if not future.listener.__module__.startswith("sanic_ext."):
            yield future.listener
