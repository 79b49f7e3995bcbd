"""Where a server registered something else than was asked for (RFC 7591 3.2.1)."""

import json
from collections.abc import Mapping

LONGEST_VALUE = 200
Metadata = Mapping[str, object]


def differences(asked: Metadata, given: Metadata) -> tuple[str, ...]:
    """Say where the server registered something else than was asked for.

    The order of a list has no meaning, nor has that of the words of a scope.
    """
    return tuple(
        f"{name}: asked for {_shown(value)}, {_given(name, given)}"
        for name, value in asked.items()
        if _comparable(name, value) != _comparable(name, given.get(name))
    )


def _comparable(name: str, value: object) -> object:
    if name == "scope" and isinstance(value, str):
        return sorted(value.split())
    return sorted(map(json.dumps, value)) if isinstance(value, list | tuple) else value


def _given(name: str, given: Metadata) -> str:
    return f"registered {_shown(given[name])}" if name in given else "not in the answer"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
