"""Changes as problems of the file that they make out of date, for the reports of CI."""

from collections.abc import Collection, Sequence

from api_schema.diff.change import Change, Keys, Kind, Nature
from api_schema.diff.subject import subject_of
from api_schema.diff.words import sentence
from api_schema.validation.problem import Problem, Severity
from api_schema.validation.reading.text import Parsed, Place, Places


def problems_of(
    changes: Sequence[Change],
    committed: Parsed,
    *,
    file: str,
    remedy: str,
    tolerated: Collection[Nature],
) -> list[Problem]:
    """Return a problem for each change, with its place in the committed file.

    Args:
        changes: Those that lead from the file to what it ought to hold.
        committed: The file's text, parsed.
        file: Its name.
        remedy: What to do about it.
        tolerated: Changes of these natures are warnings.
    """
    wanted = {change.keys[:length] for change in changes for length in range(len(change.keys) + 1)}
    places = committed.places(wanted)
    return [
        Problem(
            rule=_rule_for(change),
            severity=Severity.WARNING if change.nature in tolerated else Severity.ERROR,
            pointer=change.pointer,
            message=_message_for(change),
            remedy=remedy,
            file=file,
            line=place.line,
            column=place.column,
        )
        for change in changes
        for place in [_nearest(change.keys, places)]
    ]


def _rule_for(change: Change) -> str:
    subject = subject_of(change)
    is_whole = not subject.rest
    verb = change.kind if is_whole or change.kind is Kind.REORDERED else Kind.CHANGED
    return f"{subject.noun.replace(' ', '-')}-{verb}"


def _message_for(change: Change) -> str:
    subject = subject_of(change)
    if not subject.rest:
        return f"{subject.title} was {change.kind}"
    return f"{subject.title} was changed: {change.kind} {sentence(change)}"


def _nearest(keys: Keys, places: Places) -> Place:
    """Return the place of a node, or where it is to be added."""
    ways = (keys[:length] for length in range(len(keys), -1, -1))
    return next((places[way] for way in ways if way in places), Place(1, 1))
