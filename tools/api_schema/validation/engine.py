"""The default engine: the official schema by jsonschema-rs, then the rules, after one walk."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from api_schema.validation.looking_ahead import SeenAhead, nothing_seen
from api_schema.validation.numbers import number_findings
from api_schema.validation.outline import Outline
from api_schema.validation.path import ROOT, Path, below, file_of, pointer_of
from api_schema.validation.problem import Problem, Severity
from api_schema.validation.resolving import Fetch, Resolver, refuse_to_fetch
from api_schema.validation.rules import default_rejected, example_rejected
from api_schema.validation.rules.built_in import NUMBER, SHAPE, VERSION
from api_schema.validation.rules.rule import Rule
from api_schema.validation.rules.table import RULES
from api_schema.validation.shape_words import Fault
from api_schema.validation.stated_values import Expect, find_misfits
from api_schema.validation.subject import Subject
from api_schema.validation.version import unknown_version, version_of

ON_VALUES = (default_rejected.RULE, example_rejected.RULE)

Keep = Callable[[object], None]


def let_go(_: object) -> None:
    """Keep nothing."""


class Found(NamedTuple):
    """A problem before anyone has looked up where in the text it is."""

    rule: Rule
    path: Path
    message: str
    remedy: str

    def at(self, line: int = 0, column: int = 0, *, file: str = "") -> Problem:
        """Return the problem with its place."""
        return Problem(
            rule=self.rule.id,
            severity=self.rule.severity,
            pointer=pointer_of(self.path),
            message=self.message,
            remedy=self.remedy,
            file=file_of(self.path) or file,
            line=line,
            column=column,
        )


def findings_in(
    document: object,
    *,
    fetch: Fetch = refuse_to_fetch,
    odd_numbers: bool = False,
    disabled: frozenset[str] = frozenset(),
    keep: Keep = let_go,
    seen_ahead: SeenAhead = nothing_seen,
    expect: Expect = let_go,
) -> list[Found]:
    """Return every problem of a document, in no particular order.

    Args:
        document: The document as Python objects.
        fetch: How to read the files that references lead to.
        odd_numbers: Whether it may hold numbers that JSON does not know.
        disabled: The ids of the rules that are not asked.
        keep: Takes what was built from the document, so that it is not freed before its owner is.
        seen_ahead: Returns the faults of its shape, if somebody has looked for them already.
        expect: Is told at leisure of paths where, or below which, problems may be found.
    """
    numbers = number_findings(document) if odd_numbers else ()
    found = [Found(NUMBER, path, message, NUMBER.remedy) for path, message in numbers]
    if not isinstance(document, dict):
        words = "the document is empty" if document is None else "the document is no object"
        found.append(Found(VERSION, ROOT, words, VERSION.remedy))
    elif (version := version_of(document)) is None:
        field, words = unknown_version(document)
        place = below(ROOT, field) if field else ROOT
        found.append(Found(VERSION, place, words, VERSION.remedy))
    else:
        subject = Subject(
            outline=Outline(version=version, document=document),
            resolver=Resolver(document, version, fetch),
        )
        keep(subject)
        said = {problem.path for problem in found}
        found += _findings_of(subject, disabled, said, seen_ahead, expect)
    return [problem for problem in found if problem.rule.id not in disabled]


def _findings_of(
    subject: Subject,
    disabled: frozenset[str],
    said: set[Path],
    seen_ahead: SeenAhead,
    expect: Expect,
) -> Iterator[Found]:
    subject.outline.walk(subject.outline.document)
    subject.follow_references()
    asked = [rule for rule in RULES if rule.id not in disabled]
    on_values = [rule for rule in asked if rule in ON_VALUES]
    note_misfits = find_misfits(subject, expect) if on_values else None
    found = list(_by_rules(subject, [rule for rule in asked if rule not in ON_VALUES]))
    seen = seen_ahead()
    faults = _faults_in(subject.outline) if seen is None else seen
    if note_misfits:
        note_misfits()
        found += _by_rules(subject, on_values)
    for finding in found:
        if finding.rule.severity is Severity.ERROR:
            said.update((finding.path, *(below(finding.path, f) for f in finding.rule.covers)))
    yield from found
    for fault in faults:
        if fault.path not in said:  # a rule has said it in better words
            yield Found(SHAPE, fault.path, fault.message, fault.remedy)


def _faults_in(outline: Outline) -> list[Fault]:
    from api_schema.validation.shape import shape_faults  # noqa: PLC0415 - slow, often seen ahead

    dialects = {str(node["$schema"]) for node, _ in outline.having("$schema")}
    return list(shape_faults(outline.document, outline.version, dialects))


def _by_rules(subject: Subject, rules: Iterable[Rule]) -> Iterator[Found]:
    for rule in rules:
        for path, message in rule.check(subject):
            yield Found(rule, path, message, rule.remedy)
