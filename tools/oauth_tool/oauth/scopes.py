"""Scopes: what a client asks for, what it may have (RFC 6749 3.3)."""

from collections.abc import Collection, Iterable


def parse_scope(text: str) -> tuple[str, ...]:
    """Return the scopes of a ``scope`` parameter, each once, in the order given."""
    return each_once(text.split())


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names without repetition, in the order given."""
    return tuple(dict.fromkeys(names))


def not_among(names: Iterable[str], allowed: Collection[str]) -> tuple[str, ...]:
    """Return the names that are not allowed, in the order given."""
    return tuple(name for name in names if name not in allowed)
