"""What an application's routes tell beyond the document: who wrote an operation, who reaches it."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING

from api_schema.probe.recognising import run_at_start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

# What a path parameter is filled with, to see which route a request of that form reaches.
SAMPLES = {
    "int": "918273645",
    "float": "918273645.5",
    "uuid": "5f3c8a52-3b0e-4a4e-9c7b-0d6a1f2e9b81",
    "path": "sample-918/sample-273",
}
SAMPLE = "sample-918273645"
REGISTERING = frozenset(
    (
        "add_api",
        "add_api_route",
        "add_route",
        "add_routes",
        "add_url_rule",
        "api_route",
        "include_router",
        "register_blueprint",
    )
)


class Route:
    """A route that requests can take, in the words of all versions of FastAPI and Starlette."""

    def __init__(self, found: object) -> None:
        self.path = str(getattr(found, "path", ""))
        self.methods = {str(method).upper() for method in getattr(found, "methods", None) or ()}
        self.endpoint = getattr(found, "endpoint", None)
        self.is_published = bool(getattr(found, "include_in_schema", False))
        self.regex = getattr(found, "path_regex", None)
        self.converters = getattr(found, "param_convertors", None) or {}

    def sample(self) -> str:
        """Return a path that a request to this route may have."""
        text = self.path
        for name, converter in self.converters.items():
            kind = type(converter).__name__.replace("Convertor", "").lower()
            value = SAMPLES.get(kind, SAMPLE)
            for form in (f"{{{name}}}", f"{{{name}:{kind}}}"):
                text = text.replace(form, value)
        return text


def about_routes(app: object, document: dict[str, object], *, locates: bool) -> dict[str, object]:
    """Return which operations no request reaches, and what the lifespan registers.

    Args:
        app: The application.
        document: Its document.
        locates: Whether to tell the function behind each operation, too.
    """
    try:
        routes = [Route(found) for found in flat(app)]
        told: dict[str, object] = {"shadowed": list(shadowed(routes, document))}
        told["registers_later"] = list(registered_later(app))
        if locates:
            told["functions"] = {
                f"{method} {route.path}": place_of(route.endpoint)
                for route in reversed(routes)
                for method in route.methods
            }
    except Exception:  # noqa: BLE001 - an application may be anything; its document is what counts
        return {}
    return told


def flat(app: object) -> Iterator[object]:
    """Yield the routes of an application in the order in which they are tried."""
    routes = getattr(app, "routes", ())
    flatten = getattr(sys.modules.get("fastapi.routing"), "iter_route_contexts", None)
    yield from flatten(routes) if flatten else routes


def shadowed(routes: list[Route], document: dict[str, object]) -> Iterator[dict[str, str]]:
    """Yield the published operations that an earlier route takes every request of."""
    paths = document.get("paths")
    for index, route in enumerate(routes):
        if not (route.is_published and isinstance(paths, dict) and route.path in paths):
            continue
        sample = route.sample()
        for method in sorted(route.methods):
            taker = next((r for r in routes[:index] if takes(r, method, sample)), None)
            if taker is not None:
                yield {
                    "operation": f"{method} {route.path}",
                    "by": taker.path,
                    "at": place_of(route.endpoint),
                }


def takes(route: Route, method: str, sample: str) -> bool:
    """Tell whether a route answers a request."""
    if method not in route.methods or route.regex is None:
        return False
    return bool(route.regex.match(sample)) if "{" in route.path else route.path == sample


def place_of(endpoint: object) -> str:
    """Return a function's name, file and line."""
    function = inspect.unwrap(endpoint) if callable(endpoint) else endpoint
    code = getattr(function, "__code__", None)
    name = f"{getattr(function, '__module__', '?')}.{getattr(function, '__qualname__', '?')}"
    return f"{name} ({code.co_filename}:{code.co_firstlineno})" if code else name


def registered_later(app: object) -> Iterator[str]:
    """Yield the places of code that registers routes when the server starts, and not before."""
    for function in run_at_start(app):
        code = getattr(inspect.unwrap(function) if callable(function) else None, "__code__", None)
        if code is not None and any(
            REGISTERING.intersection(each.co_names) for each in codes(code)
        ):
            yield place_of(function)


def codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a function's code and that of the functions in it."""
    yield code
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from codes(constant)
