"""What the backend tried during its import, as the probe tells of it."""

from dataclasses import dataclass

from api_schema.stack import Frame, own_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that was refused, allowed, or left behind.

    Attributes:
        kind: ``refused``, ``allowed`` or ``wrote``.
        action: What was done: ``connect to``, ``look up``, ``listen on``, ``start``, ``write``.
        subject: What it was done to.
        count: How often.
        frames: The stack of the first time, the last call last.
    """

    kind: str
    action: str
    subject: str
    count: int
    frames: tuple[Frame, ...]

    def line(self, *, library: str) -> str:
        """Return the incident as a line: what, how often, and which line of whose code."""
        times = f" ({self.count} times)" if self.count > 1 else ""
        frame = own_frame(self.frames, library=library)
        words = self.action if self.kind != "wrote" else ""
        return (
            " ".join(filter(None, (f"{self.kind}:", words, self.subject)))
            + times
            + (f", at {frame}" if frame else "")
        )

    def as_json(self, *, library: str) -> dict[str, object]:
        """Return the incident for a report."""
        frame = own_frame(self.frames, library=library)
        return {
            "kind": self.kind,
            "action": self.action,
            "subject": self.subject,
            "count": self.count,
            "file": frame.file if frame else None,
            "line": frame.line if frame else None,
            "function": frame.function if frame else None,
        }
