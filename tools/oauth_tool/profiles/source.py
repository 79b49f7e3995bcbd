"""The text of a user's file as YAML nodes, within limits that no honest profile meets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import yaml
from yaml.reader import Reader

from oauth_tool.profiles.mistakes import Finding, KeyPath, Mistake, Place
from tool_cli.errors import InvalidInput

# The C parser is ten times as fast; a PyYAML built without libyaml lacks it.
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 30
START = Place(line=1, column=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much a file may hold. Aliases multiply values: ten lines can stand for billions."""

    kibibytes: int = 256
    values: int = 10_000


PROFILE = Limits()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file that was read.

    Attributes:
        file: Its name.
        content: What stands in it; None if that cannot be said.
        places: Where each part of the content stands; an entry of a mapping at its key.
        mistakes: What is wrong before anybody asks what it means.
        unread: Paths whose values could not be read, and stand in the content as texts.
    """

    file: str
    content: object = None
    places: Mapping[KeyPath, Place] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    unread: frozenset[KeyPath] = frozenset()

    def located(self, finding: Finding) -> Mistake:
        """Return what is wrong with its place; what is not there is missed where it belongs."""
        path = finding.path
        while path and path not in self.places:
            path = path[:-1]
        return Mistake(file=self.file, place=self.places.get(path, START), finding=finding)


class Mark(Protocol):
    """Where the parser was, both numbers from 0; its two implementations share no class."""

    line: int
    column: int


class Unreadable(Exception):
    """Nothing can be said of the file beyond this."""

    def __init__(self, place: Place, message: str, remedy: str) -> None:
        super().__init__(message)
        self.place = place
        self.finding = Finding(path=(), message=message, remedy=remedy)


def bytes_of(file: Path, what: str, limits: Limits = PROFILE) -> bytes:
    """Return the content of a file, and no more of it than shows that it is too large.

    Raises:
        InvalidInput: The file cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(limits.kibibytes * 1024 + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "this is no path"
        raise InvalidInput(
            f"cannot read the {what} {file}: {why}", "give the path of a YAML file"
        ) from error


def root_node(data: bytes, limits: Limits) -> yaml.Node | None:
    """Return the node at the top of a file, None if the file is empty.

    Raises:
        Unreadable: It is too large, no text, no YAML, or nested too deep.
    """
    text = _text(data, limits)
    try:
        _check_depth(text)
        root: yaml.Node | None = yaml.compose(text, Loader=SafeLoader)
    except yaml.MarkedYAMLError as error:
        told = ", ".join(part for part in (error.context, error.problem) if part)
        raise Unreadable(
            place_of(error.problem_mark),
            f"this is not YAML: {told}",
            "check indentation, quotes, colons and brackets",
        ) from error
    return root


def place_of(mark: Mark | None) -> Place:
    """Return the place that a mark of the parser means."""
    return START if mark is None else Place(line=mark.line + 1, column=mark.column + 1)


def too_deep(place: Place) -> Unreadable:
    """Return the error about something that is nested too deep."""
    return Unreadable(
        place, f"this is nested more than {MAX_DEPTH} deep", "a profile is far flatter"
    )


def _text(data: bytes, limits: Limits) -> str:
    if len(data) > limits.kibibytes * 1024:
        raise Unreadable(
            START, f"the file is larger than {limits.kibibytes} KiB", "no honest one is that large"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        raise Unreadable(_end_of(before), "this is not UTF-8", "save it as UTF-8") from error
    control = Reader.NON_PRINTABLE.search(text)
    if control:
        place = _end_of(text[: control.start()])
        raise Unreadable(place, "a control character stands here", "remove it")
    return text


def _end_of(text: str) -> Place:
    return Place(line=text.count("\n") + 1, column=len(text) - text.rfind("\n"))


def _check_depth(text: str) -> None:
    # Composing recurses, in C: it must not meet a thousand brackets.
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise too_deep(place_of(event.start_mark))
