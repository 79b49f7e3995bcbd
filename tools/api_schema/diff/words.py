"""Changes as lines that people read."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from api_schema.diff.change import Change, Kind, Nature
from api_schema.diff.subject import Subject, subject_of

SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~", Kind.REORDERED: "~"}
LONGEST = 60
MOST = 200  # lines; a machine's report has the rest


def as_text(changes: Sequence[Change]) -> str:
    """Return a line for what was added, removed or changed, and one that counts."""
    if not changes:
        return ""
    lines = [line for group in _by_subject(changes) for line in _lines_of(*group)]
    more = len(lines) - MOST
    rest = [f"… and {more} lines more"] if more > 0 else []
    return "\n".join([*lines[:MOST], *rest, counted(changes)]) + "\n"


def counted(changes: Sequence[Change]) -> str:
    """Return how many changes there are, and how many of them do not change the meaning."""
    natures = Counter(change.nature for change in changes)
    total = len(changes)
    others = [f"{natures[each]} {SAID[each]}" for each in Nature if natures[each] and each in SAID]
    counts = f"{total} change{'' if total == 1 else 's'}"
    return f"{counts}: {', '.join(others)}" if others else counts


SAID = {
    Nature.DOCUMENTATION: "in documentation only",
    Nature.ORDER: "in order only",
    Nature.FRAMEWORK: "by a version of the framework",
}


def sentence(change: Change) -> str:
    """Return a change in one line, without what it is about."""
    noted = "" if change.nature is Nature.MEANING else f"  ({change.nature})"
    place = "/".join(subject_of(change).rest)
    return f"{place}{_values(change)}{noted}".strip()


def _by_subject(changes: Sequence[Change]) -> Iterator[tuple[Subject, list[Change]]]:
    ordered = sorted(changes, key=_title)
    for _, group in groupby(ordered, key=_title):
        listed = list(group)
        yield subject_of(listed[0]), listed


def _title(change: Change) -> str:
    return subject_of(change).title


def _lines_of(subject: Subject, changes: list[Change]) -> Iterator[str]:
    whole = next((change for change in changes if not subject_of(change).rest), None)
    if whole is not None and whole.kind in {Kind.ADDED, Kind.REMOVED}:
        noted = "" if whole.nature is Nature.MEANING else f"  ({whole.nature})"
        yield f"{SIGNS[whole.kind]} {subject.title}{noted}"
        return
    yield f"~ {subject.title}"
    for change in changes:
        yield f"    {SIGNS[change.kind]} {sentence(change)}"


def _values(change: Change) -> str:
    if change.kind is Kind.REORDERED:
        return ": another order"
    if change.kind is Kind.CHANGED:
        return f": {shown(change.before)} → {shown(change.after)}"
    only = change.after if change.kind is Kind.ADDED else change.before
    return f": {shown(only)}"


def shown(value: object) -> str:
    """Return a value, shortened to what a line has room for."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
