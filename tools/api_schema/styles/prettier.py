"""JSON in the layout of Prettier (https://prettier.io), to the byte and without Node.

Its defaults count: 80 columns, two spaces. What fits on a line stands on one, except that an object
whose source has a line break after its brace stays open (https://prettier.io/docs/rationale#objects),
and so does a list of several objects or lists that have several members each. Lists of numbers are
filled.
"""

import re
from json.encoder import encode_basestring as quoted

from api_schema.styles.widths import width_of

WIDTH = 80
STEP = "  "
CONSTANTS = {True: "true", False: "false", None: "null"}
# What Prettier removes from a number: the plus of an exponent, and zeros that say nothing.
NEEDLESS = ((re.compile(r"e\+?(-?)0*(?=\d)"), r"e\1"), (re.compile(r"(\.\d+?)0+(?=e|$)"), r"\1"))


def prettier(content: object) -> str:
    """Return what Prettier makes of the document in one line, as ``json.dumps`` writes it."""
    return Layout(keeps_open=False).of(content, margin="\n", column=0, after=0) + "\n"


def prettier_open(content: object) -> str:
    """Return what Prettier makes of the indented document: objects stay open."""
    return Layout(keeps_open=True).of(content, margin="\n", column=0, after=0) + "\n"


class Layout:
    """The rules, for one kind of source."""

    def __init__(self, *, keeps_open: bool) -> None:
        self._keeps_open = keeps_open

    def of(self, node: object, *, margin: str, column: int, after: int) -> str:
        """Return a node's text.

        Args:
            node: The node.
            margin: A line break and the indentation of the line that the node starts on.
            column: Where in that line it starts.
            after: How many characters follow on the line that it ends on.
        """
        if not isinstance(node, dict | list) or not node:
            return scalar(node)
        if not self._stays_open(node):
            line = self._on_one_line(node, WIDTH - column - after)
            if line is not None:
                return line
        if isinstance(node, dict):
            return self._open_object(node, margin + STEP, margin)
        return self._open_list(node, margin + STEP, margin)

    def _open_object(self, node: dict[str, object], inner: str, margin: str) -> str:
        members = []
        last = len(node) - 1
        for index, (key, value) in enumerate(node.items()):
            head = f"{quoted(key)}: "
            column = len(inner) - 1 + width_of(head)
            members.append(
                head + self.of(value, margin=inner, column=column, after=int(index < last))
            )
        return f"{{{inner}{f',{inner}'.join(members)}{margin}}}"

    def _open_list(self, node: list[object], inner: str, margin: str) -> str:
        column = len(inner) - 1
        if len(node) > 1 and all(map(is_number, node)):
            return f"[{inner}{filled(node, inner)}{margin}]"
        last = len(node) - 1
        items = [
            self.of(item, margin=inner, column=column, after=int(index < last))
            for index, item in enumerate(node)
        ]
        return f"[{inner}{f',{inner}'.join(items)}{margin}]"

    def _on_one_line(self, node: object, room: int) -> str | None:
        """Return a node as a part of a line, if the line has room for it."""
        if not isinstance(node, dict | list) or not node:
            text = scalar(node)
            return text if width_of(text) <= room else None
        if self._stays_open(node):
            return None
        if isinstance(node, dict):
            return self._object_on_one_line(node, room)
        parts = []
        room -= 2 * len(node)  # the brackets, and a comma and a space between items
        for item in node:
            part = self._on_one_line(item, room)
            if part is None:
                return None
            room -= width_of(part)
            parts.append(part)
        return f"[{', '.join(parts)}]"

    def _object_on_one_line(self, node: dict[str, object], room: int) -> str | None:
        parts = []
        room -= 2 * len(node) + 2  # the same, and the spaces inside the braces
        for key, value in node.items():
            head = f"{quoted(key)}: "
            room -= width_of(head)
            part = self._on_one_line(value, room)
            if part is None:
                return None
            room -= width_of(part)
            parts.append(head + part)
        return f"{{ {', '.join(parts)} }}"

    def _stays_open(self, node: dict[str, object] | list[object]) -> bool:
        if isinstance(node, dict):
            return self._keeps_open
        kind = type(node[0])
        return (
            len(node) > 1
            and kind in {dict, list}
            and all(type(item) is kind and len(item) > 1 for item in node)
        )


def scalar(node: object) -> str:
    """Return what takes no more than a part of a line."""
    if isinstance(node, str):
        return quoted(node)
    if node is None or isinstance(node, bool):
        return CONSTANTS[node]
    if isinstance(node, float):
        return decimal(node)
    return "{}" if isinstance(node, dict) else str(node)


def decimal(number: float) -> str:
    """Return a number that is no integer."""
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - only NaN is so
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[repr(number)]
    text = repr(number)
    for pattern, instead in NEEDLESS:
        text = pattern.sub(instead, text)
    return text


def is_number(node: object) -> bool:
    """Tell whether a node is a number, which a truth value is in Python only."""
    return isinstance(node, int | float) and not isinstance(node, bool)


def filled(numbers: list[object], margin: str) -> str:
    """Return numbers on as few lines as they need."""
    lines: list[str] = []
    line = ""
    room = WIDTH - len(margin) + 1
    for index, number in enumerate(numbers):
        text = scalar(number) + ("," if index < len(numbers) - 1 else "")
        if line and len(line) + 1 + len(text) > room:
            lines.append(line)
            line = text
        else:
            line = f"{line} {text}" if line else text
    return margin.join([*lines, line])
