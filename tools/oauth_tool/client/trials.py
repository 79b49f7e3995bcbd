"""Do a step wrong on purpose, and judge the answer by what was expected beforehand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from oauth_tool.client import authorization
from oauth_tool.client import walk as walking
from oauth_tool.client.answers import object_in, said_in
from oauth_tool.client.messages import Request
from oauth_tool.client.mistakes.mistake import Mistake
from oauth_tool.client.session import Trial
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Exchange
from oauth_tool.client.walk import Walk
from oauth_tool.client.wrong_requests import WRONG_REQUESTS, WrongRequest
from oauth_tool.oauth.credentials import RandomBytes, Secret

TOKENS = ("access_token", "refresh_token", "id_token")


def take_in_trial(walk: Walk, mistake: Mistake, exchange: Exchange) -> None:
    """Add an exchange that was wrong on purpose: nothing of it is used, only judged."""
    response = exchange.response
    document = (object_in(response.body) if response else None) or {}
    brought = [document.get(name) for name in TOKENS]
    walk.session.secrets.learn(*(Secret(text) for text in brought if isinstance(text, str)))
    walk.session.note(exchange, on_purpose=mistake.label)
    walk.session.trials[mistake.step] = _judged(mistake, exchange)


def depart_wrongly(
    walk: Walk, wrong: WrongRequest, scopes: tuple[str, ...], random: RandomBytes, now: datetime
) -> str:
    """Begin a flow with a wrong request, and return the URL that the browser has to go to."""
    attempt = replace(authorization.new_attempt(scopes, random), wrong=wrong.name)
    url = authorization.authorization_url(walk.server, walk.app, attempt, wrong.change)
    session = walk.session
    session.begin(attempt)
    request = Request(method="GET", url=url)
    walking.note_carried(session, Step.AUTHORIZE, request, now, wrong.label)
    session.trials[Step.AUTHORIZE] = Trial(
        mistake=wrong.label,
        expected=wrong.expected,
        happened="You were sent to the platform, and nothing has come back yet.",
        is_right=None,
    )
    return url


def arrive_wrongly(walk: Walk, answer: Mapping[str, str], url: str, now: datetime) -> None:
    """Judge what came back to a wrong request. A code that it brought is not used."""
    session = walk.session
    attempt = session.attempt
    wrong = WRONG_REQUESTS[attempt.wrong] if attempt else None
    if attempt is None or wrong is None:
        return
    if not _is_about(attempt, wrong, answer):
        walking.arrive(walk, answer, url, now)  # which says what is wrong with it
        return
    if answer.get("code"):
        session.secrets.learn(Secret(answer["code"]))
    request = Request(method="GET", url=url)
    walking.note_carried(session, Step.CALLBACK, request, now, wrong.label)
    session.attempt = None
    is_refused = "error" in answer and wrong.may_answer
    is_right = is_refused or (wrong.may_return and "state" not in answer)
    session.trials[Step.AUTHORIZE] = Trial(
        mistake=wrong.label,
        expected=wrong.expected,
        happened=_words_for_return(answer, is_right=is_right),
        is_right=is_right,
    )


def _is_about(
    attempt: authorization.Attempt, wrong: WrongRequest, answer: Mapping[str, str]
) -> bool:
    if wrong.may_return:  # no state was sent, so none can come back
        return "state" not in answer
    return authorization.is_state(attempt.state, answer.get("state", ""))


def _words_for_return(answer: Mapping[str, str], *, is_right: bool) -> str:
    if "error" in answer:
        said = ": ".join(filter(None, (answer["error"], answer.get("error_description"))))
        verb = "refused" if is_right else "sent you to an address that it must not trust"
        return f"The platform {verb}: {said}"
    if is_right:
        return "A code came back without a state; the app refused it."
    return "The platform sent you back with a code, as if nothing were wrong. It was not used."


def _judged(mistake: Mistake, exchange: Exchange) -> Trial:
    response = exchange.response
    if response is None:
        happened = exchange.failure.message if exchange.failure else "no answer came"
        is_right = None
    else:
        said = None if response.is_success else said_in(response)
        happened = f"The platform answered {response.status} {response.reason}".rstrip()
        happened = f"{happened}: {said}" if said else happened
        is_right = mistake.is_expected(response)
    return Trial(
        mistake=mistake.label, expected=mistake.expected, happened=happened, is_right=is_right
    )
