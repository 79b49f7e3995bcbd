"""What two runs differ in: in steps, requests, answers and findings.

Runs over one wire are compared word by word. Over different wires nearly every word differs and
says nothing: there the meaning is compared, and the words are details.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.steps import GROUNDWORK
from oauth_tool.client.wires import WIRES
from oauth_tool.web.exports.run import Run
from oauth_tool.web.runs.facts import Facts, Place, facts_of, own_names
from oauth_tool.web.runs.meaning import meaning_of
from oauth_tool.web.step_texts import TEXTS


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One fact in which two runs differ; None where one of them has no such fact."""

    part: str
    name: str
    left: str | None
    right: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """The same step in both runs, or a step that only one of them took.

    Attributes:
        title: What it is called.
        left: Its number in the left run, None if it was not taken there.
        right: The same for the right run.
        differences: What differs, if both took it.
        details: In which words the wires say it, where these differ; they do not count.
    """

    title: str
    left: int | None
    right: int | None
    differences: Sequence[Difference] = ()
    details: Sequence[Difference] = ()

    @property
    def is_same(self) -> bool:
        """Whether both runs took it, with the same outcome."""
        return None not in {self.left, self.right} and not self.differences


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        about: In what the runs themselves differ: platform, addresses, app.
        pairs: Their steps, in order. What the app asked for itself is there only if both did.
        wires: Those that the runs went over, where they differ.
    """

    about: Sequence[Difference]
    pairs: Sequence[Pair]
    wires: tuple[str, str] | None = None

    @property
    def is_same(self) -> bool:
        """Whether all steps went the same way; platforms and apps may differ."""
        return all(pair.is_same for pair in self.pairs)


def compare(left: Run, right: Run) -> Comparison:
    """Return what two runs differ in."""
    wires = left.wire, right.wire
    by_meaning = left.wire != right.wire and WIRES.keys() >= {*wires}
    names = own_names(left), own_names(right)

    def paired(one: ShownEntry, other: ShownEntry) -> Pair:
        words = list(_differences(*map(facts_of, (one.exchange, other.exchange), names)))
        if by_meaning:
            counted = _differences(*map(meaning_of, (one.exchange, other.exchange), wires))
        else:
            counted = iter(words)
        return Pair(
            title=_title(one),
            left=one.number,
            right=other.number,
            differences=[*counted, *_differences(_broken(left, one), _broken(right, other))],
            details=words if by_meaning else (),
        )

    return Comparison(
        about=list(_differences(_about(left), _about(right))),
        pairs=[
            paired(one, other) if one and other else _alone(one, other)
            for one, other in _aligned(left, right)
        ],
        wires=wires if by_meaning else None,
    )


def _about(run: Run) -> Facts:
    facts = {"platform": run.platform, "app": run.app, "client id": run.client_id}
    facts |= {"redirect URI": run.redirect_uri, **run.addresses}
    return {Place(part="run", name=name): value for name, value in facts.items()}


def _aligned(left: Run, right: Run) -> Iterable[tuple[ShownEntry | None, ShownEntry | None]]:
    ours, theirs = ([_key(entry) for entry in run.entries] for run in (left, right))
    matcher = SequenceMatcher(a=ours, b=theirs, autojunk=False)
    for _, from_left, to_left, from_right, to_right in matcher.get_opcodes():
        lefts = left.entries[from_left:to_left]
        rights = right.entries[from_right:to_right]
        if ours[from_left:to_left] == theirs[from_right:to_right]:
            yield from zip(lefts, rights, strict=True)
        else:
            yield from ((entry, None) for entry in lefts if entry.step not in GROUNDWORK)
            yield from ((None, entry) for entry in rights if entry.step not in GROUNDWORK)


def _key(entry: ShownEntry) -> tuple[str, str]:
    return entry.step, entry.on_purpose


def _alone(left: ShownEntry | None, right: ShownEntry | None) -> Pair:
    return Pair(
        title=_title(left or right),
        left=left.number if left else None,
        right=right.number if right else None,
    )


def _broken(run: Run, entry: ShownEntry) -> Facts:
    return {
        Place(part="finding", name=finding.rule.id): finding.detail
        for finding in run.failed(entry.number)
    }


def _differences(left: Facts, right: Facts) -> Iterable[Difference]:
    for place in dict.fromkeys([*left, *right]):
        if left.get(place) != right.get(place):
            yield Difference(
                part=place.part,
                name=place.name,
                left=left.get(place),
                right=right.get(place),
            )


def _title(entry: ShownEntry | None) -> str:
    if entry is None:
        return ""
    title = TEXTS[entry.step].title
    return f"{title}, wrong on purpose: {entry.on_purpose}" if entry.on_purpose else title
