"""Change the parameters of a request before it is sent: whatever its body is written in."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from oauth_tool.client.answers import object_in
from oauth_tool.client.messages import Request, header

FORM = "x-www-form-urlencoded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edits:
    """What to change.

    Attributes:
        values: Parameter → its new value.
        left_out: Parameters that are not sent.
        url: Where to send it instead; None for where it would go.
    """

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    left_out: Collection[str] = frozenset()
    url: str | None = None


def parameters_of(request: Request) -> Mapping[str, str]:
    """Return the parameters in a request's body, in their order."""
    if FORM in header(request.headers, "Content-Type"):
        return dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    return {name: str(value) for name, value in (object_in(request.body) or {}).items()}


def edited(request: Request, edits: Edits) -> Request:
    """Return the request with changed parameters; one without a body keeps having none."""
    moved = replace(request, url=edits.url) if edits.url else request
    if not request.body:
        return moved
    changed = {**parameters_of(request), **edits.values}
    kept = {name: value for name, value in changed.items() if name not in edits.left_out}
    if FORM in header(request.headers, "Content-Type"):
        return replace(moved, body=urlencode(kept).encode())
    return replace(moved, body=json.dumps(kept, ensure_ascii=False).encode())
