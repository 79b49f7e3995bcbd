"""Read the names of parameters out of a path template."""

import re

_PARTS = re.compile(r"\{([^{}]*)\}|([{}])")


class MalformedTemplate(ValueError):
    """The braces of a path template do not match, or hold nothing."""


def names_in(template: str) -> list[str]:
    """Return the names of a template's parameters in order.

    Raises:
        MalformedTemplate: Its braces do not match, or hold nothing.
    """
    names = []
    for part in _PARTS.finditer(template):
        if not part[1]:
            raise MalformedTemplate(template)
        names.append(part[1])
    return names


def blanked(template: str) -> str:
    """Return a template without the names, so that equal ones match the same requests."""
    return _PARTS.sub("{}", template)
