"""What the probe sent over its pipe, read once and typed."""

import json
from dataclasses import dataclass, replace

from api_schema.document import Document
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
class Report:
    """All that came over the pipe, whole or cut short.

    Attributes:
        library: The folder of the backend's standard library; None if the probe never ran.
        document: The document, if there is one.
        failure: What the probe itself found wrong.
        stack: The stack that a crash or a time-out left, the last call last.
    """

    library: str | None = None
    document: Document | None = None
    failure: Failure | None = None
    stack: tuple[Frame, ...] = ()


def is_complete(sent: bytes | bytearray) -> bool:
    """Tell whether the probe has sent all that it had to say, so that nothing is waited for."""
    _, _, rest = sent.partition(b"\n")
    header, line_end, body = rest.partition(b"\n")
    if not line_end or not header.startswith(b"{"):
        return False
    size: int = json.loads(header).get("size", 0)
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
    if "kind" in outcome:
        return replace(report, failure=_failure(**outcome))
    text = body[: outcome["size"]].decode()
    return replace(report, document=Document(text=text, operations=outcome["operations"]))


def _failure(
    *,
    kind: str,
    name: str = "",
    message: str = "",
    during: str = "",
    near: tuple[str, ...] = (),
    frames: tuple[tuple[str, int, str], ...] = (),
) -> Failure:
    return Failure(
        kind=kind,
        name=name,
        message=message,
        during=during,
        near=tuple(near),
        frames=tuple(Frame(file=file, line=line, function=name) for file, line, name in frames),
    )
