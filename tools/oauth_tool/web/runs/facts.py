"""A shown exchange as facts that can be compared one by one with those of another run.

What differs between any two runs is left out or named instead: the moment, the identifier of a
temporary app, the address. Whatever differs beyond that is worth a look.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from oauth_tool.client.messages import Headers, header
from oauth_tool.client.trace import ShownExchange, ShownMessage
from oauth_tool.web.exports.run import Run

VOLATILE_HEADERS = frozenset({"age", "connection", "content-length", "date", "keep-alive"})
# Seconds since 1970 that RFC 7519 4.1, RFC 7662 2.2 and OpenID Connect Core 2 know.
MOMENTS = frozenset({"exp", "iat", "nbf", "auth_time", "updated_at"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
A_MOMENT = "(a moment)"
# What is made up anew each time, and is no secret that the mask would have hidden.
RANDOM = frozenset({"code_challenge", "nonce", "jti"})
MADE_UP = "(made up anew)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a fact stands: in which part of an exchange, under which name."""

    part: str
    name: str


Facts = Mapping[Place, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnNames:
    """What is called differently in every run, and what to call it in all of them."""

    names: tuple[tuple[str, str], ...]

    def neutral(self, text: str) -> str:
        """Return a text with the names of this run replaced."""
        for name, instead in self.names:
            text = text.replace(name, instead)
        return _MOMENT.sub(A_MOMENT, text)


def own_names(run: Run) -> OwnNames:
    """Return what only this run calls so; longer names first, as one may stand in another."""
    addresses = list(run.addresses.items())[::-1]  # of two names for one address the first wins
    names = {
        **{urlsplit(url).netloc: f"({name} host)" for name, url in addresses},
        **{url: f"({name})" for name, url in addresses},
        run.client_id: "(client id)",
        run.redirect_uri: "(redirect URI)",
    }
    pairs = [(name, instead) for name, instead in names.items() if name]
    return OwnNames(names=tuple(sorted(pairs, key=lambda pair: -len(pair[0]))))


def facts_of(exchange: ShownExchange, names: OwnNames) -> Facts:
    """Return all facts of an exchange in reading order."""
    found = {
        Place(part=part, name=name): names.neutral(value) for part, name, value in _facts(exchange)
    }
    return {place: _instead(place) or value for place, value in found.items()}


def _facts(exchange: ShownExchange) -> Iterable[tuple[str, str, str]]:
    yield "request", "method", exchange.method
    yield "request", "address", exchange.url.partition("?")[0]
    for name, value in _joined(exchange.parameters):
        yield "parameter", name, value
    yield from _message_facts("request", exchange.request)
    if exchange.failure:
        yield "answer", "failure", exchange.failure
    if exchange.status is not None:
        yield "answer", "status", f"{exchange.status} {exchange.reason}".rstrip()
    if exchange.response:
        yield from _message_facts("answer", exchange.response)


def _message_facts(part: str, message: ShownMessage) -> Iterable[tuple[str, str, str]]:
    for name, value in _joined(message.headers):
        if name.lower() not in VOLATILE_HEADERS:
            yield f"{part} header", name.lower(), value
    for name, value in _body_facts(message):
        yield f"{part} body", name, value


def _body_facts(message: ShownMessage) -> Iterable[tuple[str, str]]:
    if "x-www-form-urlencoded" in header(message.headers, "Content-Type"):
        return _joined(parse_qsl(message.body.replace("\n", "&"), keep_blank_values=True))
    try:
        return _members(json.loads(message.body), "")
    except (ValueError, RecursionError):
        return [("text", message.body)] if message.body else []


def _members(value: object, pointer: str) -> Iterable[tuple[str, str]]:
    match value:
        case dict() if value:
            for name, member in value.items():
                yield from _members(member, f"{pointer}/{name}")
        case list() if value:
            for place, member in enumerate(value):
                yield from _members(member, f"{pointer}/{place}")
        case _:
            yield pointer or "/", json.dumps(value, ensure_ascii=False)


def _joined(pairs: Headers | Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    values: dict[str, str] = {}
    for name, value in pairs:
        values[name] = f"{values[name]}, {value}" if name in values else value
    return values.items()


def _instead(place: Place) -> str | None:
    member = place.name.rpartition("/")[2]
    if member in RANDOM:
        return MADE_UP
    return A_MOMENT if member in MOMENTS and place.part.endswith("body") else None
