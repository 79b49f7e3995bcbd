"""What stands in the way of a document."""

from __future__ import annotations

import traceback

from api_schema.probe.incidents import is_of_the_probe


class Failure(Exception):
    """The document cannot be had, for a reason that has a name.

    Attributes:
        details: ``kind``, and what that kind has to tell.
    """

    def __init__(self, kind: str, **details: object) -> None:
        super().__init__(kind)
        self.details = {"kind": kind, **details}


def words_for(error: BaseException) -> dict[str, object]:
    """Return the kind of failure that an exception of the backend is, and what it says."""
    if isinstance(error, SystemExit):
        return {"kind": "exited", "message": str(error.code or 0)}
    if isinstance(error, ModuleNotFoundError) and error.name:
        return {"kind": "dependency-not-found", "name": error.name}
    if _is_of_the_environment(error):
        return {"kind": "variable-not-set", "name": str(error.args[0])}
    return {"kind": "raised", "name": type(error).__name__, "message": str(error)}


def _is_of_the_environment(error: BaseException) -> bool:
    """Tell whether it is the KeyError that ``os.environ`` raises."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    raised_there = (frame.f_globals.get("__name__") == "os" for frame in frames[-1:])
    return isinstance(error, KeyError) and any(raised_there)


def frames_of(error: BaseException) -> list[tuple[str, int, str]]:
    """Return file, line and function of each frame of an exception, the last one last."""
    frames = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if not is_of_the_probe(frame.f_code.co_filename)
    ]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno or 0, "<module>"))
    return frames
