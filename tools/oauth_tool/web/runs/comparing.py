"""What two runs differ in: in steps, requests, answers and findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from oauth_tool.client.showing import ShownEntry
from oauth_tool.web.exports.run import Run
from oauth_tool.web.runs.facts import OwnNames, Place, facts_of, own_names
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
    """

    title: str
    left: int | None
    right: int | None
    differences: Sequence[Difference]

    @property
    def is_same(self) -> bool:
        """Whether both runs took it, with the same outcome."""
        return None not in {self.left, self.right} and not self.differences


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        about: In what the runs themselves differ: platform, addresses, app.
        pairs: Their steps, in order.
    """

    about: Sequence[Difference]
    pairs: Sequence[Pair]

    @property
    def is_same(self) -> bool:
        """Whether all steps went the same way; platforms and apps may differ."""
        return all(pair.is_same for pair in self.pairs)


def compare(left: Run, right: Run) -> Comparison:
    """Return what two runs differ in."""
    names = own_names(left), own_names(right)
    return Comparison(
        about=list(_differences(_about(left), _about(right))),
        pairs=[_pair(left, right, ours, theirs, names) for ours, theirs in _aligned(left, right)],
    )


def _about(run: Run) -> Mapping[Place, str]:
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
            yield from ((entry, None) for entry in lefts)
            yield from ((None, entry) for entry in rights)


def _key(entry: ShownEntry) -> tuple[str, str]:
    return entry.step, entry.on_purpose


def _pair(
    left: Run,
    right: Run,
    ours: ShownEntry | None,
    theirs: ShownEntry | None,
    names: tuple[OwnNames, OwnNames],
) -> Pair:
    differences: Sequence[Difference] = ()
    if ours and theirs:
        differences = [
            *_differences(facts_of(ours.exchange, names[0]), facts_of(theirs.exchange, names[1])),
            *_differences(_broken(left, ours), _broken(right, theirs)),
        ]
    return Pair(
        title=_title(ours or theirs),
        left=ours.number if ours else None,
        right=theirs.number if theirs else None,
        differences=differences,
    )


def _broken(run: Run, entry: ShownEntry) -> Mapping[Place, str]:
    return {
        Place(part="finding", name=finding.rule.id): finding.detail
        for finding in run.failed(entry.number)
    }


def _differences(left: Mapping[Place, str], right: Mapping[Place, str]) -> Iterable[Difference]:
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
