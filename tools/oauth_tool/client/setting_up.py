"""Walk through the setup wizard: to the platform and back, rightly or wrong on purpose."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from oauth_tool.client import authorization, setup_wizard
from oauth_tool.client.messages import Request
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.session import Outcome, Session, Trial
from oauth_tool.client.setup_wizard import CANCELLED, SetupAttempt
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import Walk, note_carried
from oauth_tool.client.wrong_requests import WrongRequest
from oauth_tool.client.wrong_setups import WRONG_SETUPS

Answer = Mapping[str, str]


def depart(walk: Walk, attempt: SetupAttempt, now: datetime) -> str:
    """Open the wizard, and return the URL that the browser has to go to."""
    url = setup_wizard.setup_url(walk.server, walk.app, attempt)
    walk.session.begin_setup(attempt)
    note_carried(walk.session, Step.SETUP, Request(method="GET", url=url), now)
    names = ", ".join(service.provider for service in attempt.services)
    walk.session.outcomes[Step.SETUP] = Outcome(
        summary=f"You were sent to the platform to connect {names}."
    )
    return url


def depart_wrongly(walk: Walk, wrong: WrongRequest, right: SetupAttempt, now: datetime) -> str:
    """Open the wizard with a wrong request, and return where the browser has to go."""
    attempt = replace(right, wrong=wrong.name)
    url = setup_wizard.setup_url(walk.server, walk.app, attempt, wrong.change)
    walk.session.begin_setup(attempt)
    note_carried(walk.session, Step.SETUP, Request(method="GET", url=url), now, wrong.label)
    walk.session.trials[Step.SETUP] = Trial(
        mistake=wrong.label,
        expected=wrong.expected,
        happened="You were sent to the wizard, and nothing has come back yet.",
        is_right=None,
    )
    return url


def is_for_setup(session: Session, answer: Answer) -> bool:
    """Say whether an answer is to the wizard's request: both kinds come to one redirect URI."""
    awaited = session.setup
    if awaited is None:
        return False
    is_its_own = authorization.is_state(awaited.state, answer.get("state", ""))
    return is_its_own or session.attempt is None or "success" in answer


def arrive(walk: Walk, answer: Answer, url: str, now: datetime) -> None:
    """Take the answer that the browser brings back from the wizard, good or bad."""
    session, attempt = walk.session, walk.session.setup
    wrong = WRONG_SETUPS.get(attempt.wrong) if attempt else None
    if attempt and wrong and _answers(attempt, wrong, answer):
        _judge(session, wrong, answer)
        note_carried(session, Step.SETUP_RETURN, Request(method="GET", url=url), now, wrong.label)
        return
    note_carried(session, Step.SETUP_RETURN, Request(method="GET", url=url), now)
    session.outcomes[Step.SETUP] = _outcome(session, answer)


def _outcome(session: Session, answer: Answer) -> Outcome:
    attempt = session.setup
    try:
        authorization.check_answers(answer, attempt.state if attempt else None)
        session.setup = None
        setup_wizard.check_connected(answer)
    except StepFailed as problem:
        return Outcome(problem=problem)
    names = ", ".join(service.provider for service in attempt.services) if attempt else ""
    return Outcome(summary=f"Connected: {names}. The state is the one that was sent.")


def _answers(attempt: SetupAttempt, wrong: WrongRequest, answer: Answer) -> bool:
    if wrong.may_return:  # no state was sent, so none can come back
        return "state" not in answer
    return authorization.is_state(attempt.state, answer.get("state", ""))


def _judge(session: Session, wrong: WrongRequest, answer: Answer) -> None:
    session.setup = None
    # Who could cancel was shown the wizard.
    is_refused = answer.get("error", CANCELLED) != CANCELLED and wrong.may_answer
    is_right = is_refused or wrong.may_return
    session.trials[Step.SETUP] = Trial(
        mistake=wrong.label,
        expected=wrong.expected,
        happened=_words_for_return(answer, is_right=is_right),
        is_right=is_right,
    )


def _words_for_return(answer: Answer, *, is_right: bool) -> str:
    if is_right and "error" in answer:
        said = ": ".join(filter(None, (answer["error"], answer.get("error_description"))))
        return f"The platform refused: {said}"
    if is_right:
        return "An answer came back without a state; the app refused it."
    return "The platform sent you back, as if nothing were wrong. The answer was not used."
