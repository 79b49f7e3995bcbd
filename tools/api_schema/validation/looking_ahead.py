"""Look at a text in a process beside this one while the rules are asked here.

Nothing that they find out is needed to tell whether a document has its shape, nor whether its text
has oddities. The library that knows shapes is imported over there, too: that takes as long as all
the rest for a small document.
"""

from collections.abc import Callable

from api_schema.validation.beside import Exhausted, beside, can_be_beside
from api_schema.validation.path import Path
from api_schema.validation.reading.json_text import parse_quickly
from api_schema.validation.shape_words import Fault
from api_schema.validation.version import version_of

Faults = list[tuple[Path, str, str, tuple[str, ...]]]
SeenAhead = Callable[[], list[Fault] | None]
SECONDS = 10
ESCAPE, DIALECT = b"\\u00", b"$schema"


class OddText(Exception):
    """A text has to be read with care: it is not what it seemed to be."""


def nothing_seen() -> None:
    """Have looked at nothing."""


def look_ahead(data: bytes) -> SeenAhead | None:
    """Start to look at a text that seems to be JSON without oddities.

    Returns:
        A function that waits for the end and returns the faults of the document's shape, or None
        if it takes more than the text to find them. It raises OddText where the text has oddities.
        None if there can be no such process.
    """
    if not can_be_beside():
        return None
    answer = beside(lambda: _seen_in(data), seconds=SECONDS)

    def seen() -> list[Fault] | None:
        try:
            is_odd, faults = answer()
        except Exhausted as error:
            raise OddText from error
        if is_odd:
            raise OddText
        return None if faults is None else [Fault(*fault) for fault in faults]

    return seen


def _seen_in(data: bytes) -> tuple[bool, Faults | None]:
    document = parse_quickly(data)
    return document is None, _faults_in(document, data) if isinstance(document, dict) else None


def _faults_in(document: dict[str, object], data: bytes) -> Faults | None:
    version = version_of(document)
    if version is None or (version.has_json_schema and (DIALECT in data or ESCAPE in data)):
        return None  # which dialects its schemas name, only a walk tells
    from api_schema.validation.shape import shape_faults  # noqa: PLC0415 - slow, needed only here

    faults = shape_faults(document, version)
    return [(fault.path, fault.message, fault.remedy, fault.unevaluated) for fault in faults]
