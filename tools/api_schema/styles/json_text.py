"""JSON as Python writes it."""

import json


def plain(content: object) -> str:
    """Return one line with spaces after commas and colons, as ``json.dumps`` writes it."""
    return json.dumps(content, ensure_ascii=False) + "\n"


def pretty(content: object) -> str:
    """Return JSON that is indented by two spaces."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def minified(content: object) -> str:
    """Return JSON without any space."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
