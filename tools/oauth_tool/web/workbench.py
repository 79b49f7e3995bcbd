"""What the workbench page shows of a session: plain values for the template, no secret in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oauth_tool.audit.rule import Finding
from oauth_tool.client.answers import Document
from oauth_tool.client.masking import Mask
from oauth_tool.client.mistakes.mistake import Mistake
from oauth_tool.client.mistakes.table import mistakes_at
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.session import Session, Trial
from oauth_tool.client.setup_wizard import text_of
from oauth_tool.client.steps import FLOW, Step
from oauth_tool.client.walk import Walk
from oauth_tool.client.wrong_requests import WRONG_REQUESTS, WrongRequest
from oauth_tool.client.wrong_setups import WRONG_SETUPS
from oauth_tool.oauth.scopes import not_among
from oauth_tool.web.editing_forms import ShownRequest, shown_request
from oauth_tool.web.sequence import diagram_of
from oauth_tool.web.shown_findings import broken_rules, by_exchange
from oauth_tool.web.shown_tokens import shown_tokens
from oauth_tool.web.step_texts import TEXTS, StepText
from oauth_tool.web.timeline_parts import MOST, part_until
from oauth_tool.web.understood_tokens import Sight

TOKEN_STEPS = frozenset({Step.INTROSPECT, Step.REVOKE})


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownProblem:
    """What failed, what the other side said, what to try."""

    message: str
    said: str | None
    hint: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownMistake:
    """A way to do a step wrong on purpose, and what is expected then."""

    name: str
    label: str
    expected: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownStep:
    """One step of the list.

    Attributes:
        step: Which.
        text: What the page says of it.
        status: ``done``, ``failed``, ``next`` or ``later``.
        is_next: Whether it is the one to do now.
        is_possible: Whether it can be done, now or again.
        asks_token: Whether the person chooses which token it is about.
        summary: How it went, if it went well.
        problem: What went wrong, or None.
        mistakes: How it can be done wrong on purpose now.
        trial: How that went the last time, or None.
        awaits_answer: Whether the answer of the platform may be pasted here.
        is_absent: Whether the server has no endpoint for it.
        request: What of its request can be changed before it is sent, or None.
    """

    step: Step
    text: StepText
    status: str
    is_next: bool
    is_possible: bool
    asks_token: bool
    summary: str
    problem: ShownProblem | None
    mistakes: Sequence[ShownMistake]
    trial: Trial | None
    awaits_answer: bool
    is_absent: bool
    request: ShownRequest | None


def context_of(
    walk: Walk,
    now: datetime,
    findings: Mapping[int, Sequence[Finding]],
    jwks: Document | None = None,
    until: int | None = None,
) -> Mapping[str, object]:
    """Return what ``client/workbench.html`` asks for, except the CSRF token."""
    mask = walk.session.secrets.mask(walk.server, walk.app)
    known = walk.server.profile.scopes
    entries = walk.session.shown(mask)
    part = part_until(entries, until)

    def meanings(scopes: Iterable[str]) -> Sequence[tuple[str, str]]:
        return [(scope, known.get(scope, "")) for scope in scopes]

    return {
        "app": walk.app,
        "addresses": walk.server.addresses,
        "next_step": walk.session.next_step,
        "steps": [_step(walk, step, mask) for step in FLOW],
        "setup": _step(walk, Step.SETUP, mask) if walk.server.setup_wizard_url else None,
        "services": text_of(walk.session.services),
        "scopes": meanings(_ticked(walk)),
        "more_scopes": meanings(not_among(walk.app.scopes, _ticked(walk))),
        "tokens": shown_tokens(Sight(walk=walk, mask=mask, now=now, jwks=jwks)),
        "granted": walk.session.tokens.scopes if walk.session.tokens else (),
        "exchanges": [(entry, TEXTS[entry.step].title) for entry in reversed(part.entries)],
        "part": part,
        "newest": entries[-1].number if entries else 0,
        "most": MOST,
        "diagram": diagram_of(part.entries),
        "findings": by_exchange({number: findings[number] for number in part.numbers}),
        "broken_rules": broken_rules(findings),
    }


def _ticked(walk: Walk) -> Sequence[str]:
    needed = walk.server.profile.resource_scope
    return [scope for scope in walk.app.scopes if scope == needed] or walk.app.scopes[:1]


def _step(walk: Walk, step: Step, mask: Mask) -> ShownStep:
    session = walk.session
    outcome = session.outcomes.get(step)
    problem = outcome.problem if outcome else None
    is_next = session.next_step is step
    return ShownStep(
        step=step,
        text=TEXTS[step],
        status=_status(walk, step),
        is_next=is_next,
        is_possible=session.can(step),
        asks_token=step in TOKEN_STEPS,
        summary=outcome.summary if outcome else "",
        problem=_problem(problem, mask) if problem else None,
        mistakes=_mistakes(walk, step),
        trial=_trial(walk, step, mask),
        awaits_answer=_awaited_at(session, step) is not None,
        is_absent=step in session.absent,
        request=shown_request(walk, step, mask),
    )


def _awaited_at(session: Session, step: Step) -> object | None:
    return {Step.CALLBACK: session.attempt, Step.SETUP: session.setup}.get(step)


def _mistakes(walk: Walk, step: Step) -> Sequence[ShownMistake]:
    possible: Iterable[WrongRequest | Mistake] = mistakes_at(step, walk.session)
    if step is Step.SETUP:
        possible = WRONG_SETUPS.values()
    if step is Step.AUTHORIZE:
        possible = WRONG_REQUESTS.values() if walk.session.next_step is step else []
    return [ShownMistake(name=one.name, label=one.label, expected=one.expected) for one in possible]


def _trial(walk: Walk, step: Step, mask: Mask) -> Trial | None:
    trial = walk.session.trials.get(step)
    return replace(trial, happened=_sentence(mask.loose_text(trial.happened))) if trial else None


def _problem(problem: StepFailed, mask: Mask) -> ShownProblem:
    return ShownProblem(
        message=_sentence(mask.loose_text(problem.message)),
        said=mask.loose_text(problem.said) if problem.said else None,
        hint=_sentence(problem.hint) if problem.hint else None,
    )


def _status(walk: Walk, step: Step) -> str:
    session = walk.session
    if session.failed(step):
        return "failed"
    if session.next_step is step:
        return "next"
    return "done" if step in session.outcomes else "later"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
