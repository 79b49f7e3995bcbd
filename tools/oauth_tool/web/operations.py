"""An endpoint as data: where it is, what it takes and answers, and the function that does it.

One table gives the routes and the OpenAPI document, so neither can say what the other does not.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import hdrs, web

Schema = Mapping[str, Any]
"""A JSON schema, or another part of an OpenAPI document: JSON has no narrower type."""

Scheme = Mapping[str, tuple[str, ...]]
"""A way to be let in, and the scopes that it needs."""

JSON = "application/json"
NO_BODY: Schema = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """The body that a request carries.

    Attributes:
        schema: What it is like.
        content_type: How it is written.
        encoding: How the parts of a form are written.
    """

    schema: Schema
    content_type: str = JSON
    encoding: Schema = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """What a document says of one endpoint.

    Attributes:
        method: How it is asked.
        path: Below the prefix of its API.
        answers: The schemas of its answers by status, all of them JSON; ``NO_BODY`` for none.
        tag: Which of the API's parts it belongs to.
        body: What a request carries.
        query: The parameters in the query string, none of which is required.
        path_schemas: The schemas of variable parts of the path that are more than a text.
        security: The ways to be let in, any of which is enough.
        summary: Says what it does.
    """

    method: str
    path: str
    answers: Mapping[int, Schema]
    tag: str
    body: Taken | None = None
    query: Mapping[str, Schema] = field(default_factory=dict)
    path_schemas: Mapping[str, Schema] = field(default_factory=dict)
    security: tuple[Scheme, ...] = ()
    summary: str = ""

    @property
    def title(self) -> str:
        """The sentence that says what it does."""
        return self.summary


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation(Described):
    """One endpoint, and the function that answers.

    Attributes:
        handler: The function; the first line of its docstring is the summary if there is no other.
    """

    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]

    @property
    def title(self) -> str:
        """The sentence that says what it does."""
        return self.summary or first_line(self.handler)


def first_line(function: object) -> str:
    """Return the first line of what a function says of itself."""
    return (function.__doc__ or "").partition("\n")[0]


def routes_of(operations: Iterable[Operation], prefix: str) -> list[web.RouteDef]:
    """Return the routes of an API's endpoints. Like FastAPI's, they do not answer HEAD for GET."""
    return [_route_of(one, f"{prefix}{one.path}") for one in operations]


def _route_of(one: Operation, path: str) -> web.RouteDef:
    if one.method == hdrs.METH_GET:
        return web.get(path, one.handler, allow_head=False)
    return web.route(one.method, path, one.handler)
