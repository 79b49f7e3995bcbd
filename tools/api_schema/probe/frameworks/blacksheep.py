"""BlackSheep: what its OpenAPI handler serves.

https://www.neoteroi.dev/blacksheep/openapi/
"""

from __future__ import annotations

import inspect
import json
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

BUILDER = "build_docs"
HANDLERS = "blacksheep.server.openapi.common"


def documents_of(app: Any) -> dict[str, Callable[[], object]]:
    """Return the documents of the handlers that are bound to the application, by their path."""
    makers: dict[str, Callable[[], object]] = {
        handler.json_spec_path: partial(document_of, app, handler) for handler in handlers_of(app)
    }
    return {"": next(iter(makers.values()))} if len(makers) == 1 else makers


def handlers_of(app: Any) -> Iterator[Any]:
    """Yield the handlers, which wait for the application's start."""
    for waiting in app.after_start._handlers:
        method = inspect.unwrap(waiting)
        if getattr(method, "__name__", "") == BUILDER:
            yield method.__self__


def document_of(app: Any, handler: Any) -> object:
    """Return a handler's document.

    Routes and controllers are made ready as in the application's start, in its order; the
    functions that it runs meanwhile, which open its connections, are left out.
    """
    app.register_default_di_types()
    app.router.apply_routes()
    app.use_controllers()
    app.normalize_handlers()
    document = handler.generate_documentation(app)
    handler.on_docs_generated(document)
    writer = handler._serializer or import_module(HANDLERS).DefaultSerializer()
    return json.loads(writer.to_json(document))


def run_at_start(app: Any) -> Iterator[object]:
    """Yield what runs when it starts."""
    yield from app.on_start._handlers
    for waiting in app.after_start._handlers:
        if getattr(inspect.unwrap(waiting), "__name__", "") != BUILDER:
            yield waiting
