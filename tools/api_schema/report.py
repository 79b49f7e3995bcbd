"""What the probe sent over its pipe, read once and typed."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from api_schema.document import Document
from api_schema.incident import Incident
from api_schema.stack import Frame, frames_in_dump


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no document. What the fields hold depends on the kind.

    Attributes:
        kind: A key of the table of explanations.
        name: The name of what is missing or in the way.
        message: The backend's own words.
        during: What was being done.
        near: Names that may have been meant.
        frames: The stack, the last call last.
    """

    kind: str
    name: str = ""
    message: str = ""
    during: str = ""
    near: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadowed:
    """An operation in the document that no request can reach.

    Attributes:
        operation: Its method and path.
        by: The path of the earlier route that takes its requests.
        at: The function behind it, with file and line.
    """

    operation: str
    by: str
    at: str

    def __str__(self) -> str:
        """Return a sentence about it."""
        return f"no request reaches {self.operation}, at {self.at}: {self.by} comes before it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that came over the pipe, whole or cut short.

    Attributes:
        library: The folder of the backend's standard library; None if the probe never ran.
        document: The document, if there is one.
        failure: What the probe itself found wrong.
        stack: The stack that a crash or a time-out left, the last call last.
        incidents: What was refused, allowed or written.
        filled: The environment variables that got a placeholder.
        shadowed: The operations that no request reaches.
        registers_later: Where routes are registered when the server starts.
        functions: Method and path → the function behind the operation, if that was asked for.
        reading: What the import read, if that was asked for.
    """

    library: str | None = None
    document: Document | None = None
    failure: Failure | None = None
    stack: tuple[Frame, ...] = ()
    incidents: tuple[Incident, ...] = ()
    filled: tuple[str, ...] = ()
    shadowed: tuple[Shadowed, ...] = ()
    registers_later: tuple[str, ...] = ()
    functions: dict[str, str] = field(default_factory=dict)
    reading: dict[str, Any] | None = None


def is_complete(sent: bytes | bytearray) -> bool:
    """Tell whether the probe has sent all that it had to say, so that nothing is waited for."""
    _, _, rest = sent.partition(b"\n")
    header, line_end, body = rest.partition(b"\n")
    if not line_end or not header.startswith(b"{"):
        return False
    outcome = json.loads(header)
    size: int = outcome.get("size", 0) + outcome.get("reading_size", 0)
    return len(body) >= size


def read_report(sent: bytes) -> Report:
    """Read what the probe sent."""
    start, line_end, rest = sent.partition(b"\n")
    if not line_end:
        return Report()
    report = Report(library=json.loads(start)["library"])
    if not is_complete(sent):
        return replace(report, stack=frames_in_dump(rest.decode(errors="replace")))
    header, _, body = rest.partition(b"\n")
    outcome = json.loads(header)
    report = replace(
        report,
        incidents=tuple(_incident(**each) for each in outcome.get("incidents", ())),
        filled=tuple(outcome.get("filled", ())),
    )
    if "kind" in outcome:
        return replace(report, failure=_failure(outcome))
    return replace(report, **_success(outcome, body))


def _success(outcome: dict[str, Any], body: bytes) -> dict[str, Any]:
    size = outcome["size"]
    read = body[size : size + outcome.get("reading_size", 0)]
    return {
        "document": Document(text=body[:size].decode(), operations=outcome["operations"]),
        "shadowed": tuple(Shadowed(**each) for each in outcome.get("shadowed", ())),
        "registers_later": tuple(outcome.get("registers_later", ())),
        "functions": outcome.get("functions", {}),
        "reading": json.loads(read) if read else None,
    }


def _failure(outcome: dict[str, Any]) -> Failure:
    return Failure(
        kind=outcome["kind"],
        name=outcome.get("name", ""),
        message=outcome.get("message", ""),
        during=outcome.get("during", ""),
        near=tuple(outcome.get("near", ())),
        frames=_frames(outcome.get("frames", ())),
    )


def _incident(*, frames: list[tuple[str, int, str]], **words: Any) -> Incident:  # noqa: ANN401 - JSON
    return Incident(**words, frames=_frames(frames))


def _frames(frames: list[tuple[str, int, str]]) -> tuple[Frame, ...]:
    return tuple(Frame(file=file, line=line, function=name) for file, line, name in frames)
