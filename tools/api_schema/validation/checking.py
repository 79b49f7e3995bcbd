"""Check a document in a file, on stdin or at a URL: every problem with line and column."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from api_schema.validation.engine import Found, Keep, findings_in, let_go
from api_schema.validation.looking_ahead import OddText, SeenAhead, look_ahead, nothing_seen
from api_schema.validation.path import ROOT, below, file_of, keys_of
from api_schema.validation.problem import Problem
from api_schema.validation.reading.files import Files
from api_schema.validation.reading.json_text import parse_hopefully
from api_schema.validation.reading.source import (
    STDIN,
    is_url,
    parse_text,
    read_source,
    starts_like_json,
)
from api_schema.validation.reading.text import Keys, Parsed, Place
from api_schema.validation.rules.built_in import DUPLICATE_KEY, REFERENCE_ENGINE

DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to check.

    Attributes:
        engine: A key of the table of engines.
        root: The folder that references may read files in; by default that of the document.
        remote: Whether references may be fetched from the web.
        disabled: The ids of rules that are not asked.
    """

    engine: str = DEFAULT
    root: Path | None = None
    remote: bool = False
    disabled: frozenset[str] = field(default=frozenset())


def check(name: str, settings: Settings, *, keep: Keep = let_go) -> list[Problem]:
    """Return every problem of the document with this name, in the order of the text.

    Args:
        name: A file, a URL, or "-" for stdin.
        settings: How to check.
        keep: Takes what is large and no longer needed, for a caller whose process ends anyway.

    Raises:
        Unreadable: There is no document, or it is neither JSON nor YAML.
    """
    with _no_garbage_collection():
        data = read_source(name)
        if settings.engine == DEFAULT:
            with suppress(OddText):
                return _checked_ahead(data, name, settings, keep)
        return _checked(parse_text(data, _shown(name)), name, settings, keep)


def _checked_ahead(data: bytes, name: str, settings: Settings, keep: Keep) -> list[Problem]:
    """Return the problems of a document while another process looks at its text.

    Raises:
        OddText: There is no such process, or it does not find what was hoped for.
    """
    seen_ahead = look_ahead(data) if starts_like_json(data) else None
    parsed = parse_hopefully(data) if seen_ahead else None
    if seen_ahead is None or parsed is None:
        raise OddText
    try:
        return _checked(parsed, name, settings, keep, seen_ahead)
    except RecursionError as error:
        raise OddText from error


def _checked(
    parsed: Parsed,
    name: str,
    settings: Settings,
    keep: Keep,
    seen_ahead: SeenAhead = nothing_seen,
) -> list[Problem]:
    keep(parsed)
    files = Files(name, root=settings.root or _folder_of(name), remote=settings.remote)
    found = ENGINES[settings.engine](parsed, files, settings, keep, seen_ahead)
    wanted = [finding for finding in found if finding.rule.id not in settings.disabled]
    return list(_placed(wanted, {"": parsed, **files.read}, _shown(name)))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Do not look for cycles: there are none in a parsed document, and the search takes a third."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _by_default(
    parsed: Parsed, files: Files, settings: Settings, keep: Keep, seen_ahead: SeenAhead
) -> list[Found]:
    findings = findings_in(
        parsed.document,
        fetch=files.fetch,
        odd_numbers=parsed.odd_numbers,
        disabled=settings.disabled,
        keep=keep,
        seen_ahead=seen_ahead,
        expect=lambda paths: parsed.places(map(keys_of, paths)),
    )
    return [*_duplicates(parsed), *findings]


def _by_reference(
    parsed: Parsed, files: Files, settings: Settings, keep: Keep, seen_ahead: SeenAhead
) -> list[Found]:
    del files, settings, keep, seen_ahead
    from api_schema.validation.specification import specification_faults  # noqa: PLC0415 - slow

    return [
        Found(REFERENCE_ENGINE, path, message, REFERENCE_ENGINE.remedy)
        for path, message in specification_faults(parsed.document)
    ]


ENGINES: dict[str, Callable[[Parsed, Files, Settings, Keep, SeenAhead], list[Found]]] = {
    DEFAULT: _by_default,
    "reference": _by_reference,
}


def _shown(name: str) -> str:
    return "stdin" if name == STDIN else name


def _folder_of(name: str) -> Path | None:
    return None if name == STDIN or is_url(name) else Path(name).resolve().parent


def _duplicates(parsed: Parsed) -> Iterator[Found]:
    for duplicate in parsed.duplicates:
        line, column = duplicate.place
        key = duplicate.keys[-1]
        yield Found(
            DUPLICATE_KEY,
            below(ROOT, *duplicate.keys),
            f"the key {str(key)!r} is there already (again in line {line}, column {column})",
            DUPLICATE_KEY.remedy,
        )


def _placed(listed: list[Found], texts: dict[str, Parsed], name: str) -> Iterator[Problem]:
    """Yield the problems with lines and columns, each text gone through once."""
    by_file: defaultdict[str, list[Found]] = defaultdict(list)
    for finding in listed:
        by_file[file_of(finding.path)].append(finding)
    for file, findings in by_file.items():
        places = _places_of({keys_of(finding.path) for finding in findings}, texts[file])
        problems = (found.at(*places[keys_of(found.path)], file=name) for found in findings)
        yield from sorted(problems, key=_order)


def _places_of(wanted: set[Keys], text: Parsed) -> dict[Keys, Place]:
    """Return the place of each node; one that stands behind an alias is where the alias is."""
    places = text.places(wanted)
    missing = wanted - places.keys()
    around = {keys[:count] for keys in missing for count in range(len(keys))}
    known = text.places(around) if missing else {}
    for keys in missing:
        nearest = (known.get(keys[:count]) for count in reversed(range(len(keys))))
        places[keys] = next(filter(None, nearest), Place(0, 0))
    return places


def _order(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line, problem.column, problem.pointer, problem.rule
