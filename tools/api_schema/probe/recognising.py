"""From an application to its documents: by its framework, by ``openapi()``, or by a plug-in.

A target may be a document as well, or a function that returns one.
A plug-in is an entry point of the group ``api_schema.frameworks`` in the backend's environment. Its
name is the top-level module of the applications that it knows, and it loads a function that takes
one and returns its document.
"""

from __future__ import annotations

import inspect
from functools import partial
from typing import TYPE_CHECKING

from api_schema.probe.failure import Failure
from api_schema.probe.frameworks.table import framework_of, top_of
from api_schema.probe.own_modules import import_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeGuard

    Maker = Callable[[], object]

GROUP = "api_schema.frameworks"


def is_app(candidate: object) -> bool:
    """Tell whether this is an application that something here can get a document from."""
    if inspect.isclass(candidate) or candidate is None:
        return False
    return (
        is_document(candidate)
        or framework_of(type(candidate).__mro__) is not None
        or callable(getattr(candidate, "openapi", None))
        or plug_in_for(candidate) is not None
    )


def is_document(candidate: object) -> TypeGuard[dict[str, object]]:
    """Tell whether this is no application but a document, such as a function may return."""
    return isinstance(candidate, dict) and bool(candidate.keys() & {"openapi", "swagger"})


def document_maker(app: object, mount: str) -> Maker:
    """Return the function that makes the document of an application.

    Args:
        app: The application.
        mount: The path of the part that is meant; empty for the one document that there is.
    """
    documents = documents_of(app)
    mount = mount.rstrip("/")
    if mount in documents:
        return documents[mount]
    if not documents:
        raise Failure("no-document", name=type(app).__name__)
    if mount:
        raise Failure("mount-not-found", name=mount, near=sorted(filter(None, documents)))
    if len(documents) > 1:
        raise Failure("several-documents", near=sorted(documents))
    return next(iter(documents.values()))


def documents_of(app: object) -> dict[str, Maker]:
    """Return an application's documents by their path."""
    if is_document(app):
        return {"": lambda: app}
    file = framework_of(type(app).__mro__)
    own_maker = getattr(app, "openapi", None)
    if file is None and callable(own_maker):
        return {"": own_maker}
    documents: dict[str, Maker] = {}
    if file is not None:
        documents = import_own(f"frameworks.{file}").documents_of(app)
    plug_in = None if documents else plug_in_for(app)
    return {"": partial(plug_in, app)} if plug_in else documents


def run_at_start(app: object) -> Iterator[object]:
    """Yield the functions that the application would call when its server starts."""
    file = framework_of(type(app).__mro__)
    if file is None:
        router = getattr(app, "router", None)
        yield getattr(router, "lifespan_context", None)
        yield from getattr(router, "on_startup", ())
    else:
        yield from getattr(import_own(f"frameworks.{file}"), "run_at_start", no_functions)(app)


def no_functions(_: object) -> tuple[object, ...]:
    """Return what a framework calls that has no start of its own."""
    return ()


def plug_in_for(app: object) -> Callable[[object], object] | None:
    """Return the function that an installed package has for applications like this one."""
    tops = [top_of(each) for each in type(app).__mro__ if top_of(each) not in NO_FRAMEWORKS]
    if not tops:
        return None
    from importlib import metadata  # noqa: PLC0415 - slow to import, and few need it

    entry_points: Any = metadata.entry_points()
    of_python_39 = isinstance(entry_points, dict)
    found = entry_points.get(GROUP, ()) if of_python_39 else entry_points.select(group=GROUP)
    for top in tops:
        for each in found:
            if each.name == top:
                loaded: Callable[[object], object] = each.load()
                return loaded
    return None


NO_FRAMEWORKS = frozenset(("builtins", "abc", "typing", "collections", "functools", "types"))
