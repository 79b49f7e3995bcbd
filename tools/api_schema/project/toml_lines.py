"""The line of a key in a TOML file, which Python's parser does not tell."""

import re

_HEADER = re.compile(r"\s*\[\[?(?P<keys>[^\[\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""(?P<keys>[A-Za-z0-9_\-."' \t]+?)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^."'\s]+))\s*""")


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """Return the line of a key, or of the nearest table around it that has a line of its own."""
    best, depth = 1, 0
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line.lstrip())
        if header:
            table = here = _parts(header["keys"])
        elif key:
            here = (*table, *_parts(key["keys"]))
        else:
            continue
        if len(here) > depth and keys[: len(here)] == here:
            best, depth = number, len(here)
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(filter(None, found), "") for found in _PART.findall(dotted))
