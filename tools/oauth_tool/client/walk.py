"""Take a step: from what a session holds to a request, and from its answer back to the session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from oauth_tool.client import authorization, introspection, resource, revocation, token
from oauth_tool.client.answers import refusal
from oauth_tool.client.app import App, Server
from oauth_tool.client.asking import Wishes
from oauth_tool.client.introspection import TokenType
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.session import Outcome, Session
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Exchange
from oauth_tool.oauth.credentials import RandomBytes, Secret

NOTHING = Secret("")


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """One session, at one server, as one app.

    Attributes:
        server: Where requests go.
        app: Whom they come from.
        session: What is held so far.
        token_type: The token that a step is about, where it can be about either.
    """

    server: Server
    app: App
    session: Session
    token_type: TokenType = "access_token"  # noqa: S105 - a type, no token

    @property
    def chosen_token(self) -> Secret:
        """The token that the step is about."""
        return self.session.token(self.token_type) or NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """How a step is taken: its request, and what to make of the answer, in a sentence."""

    request: Callable[[Walk], Request]
    read: Callable[[Walk, Response], str]


def depart(
    walk: Walk,
    scopes: tuple[str, ...],
    random: RandomBytes,
    now: datetime,
    wishes: Wishes = authorization.USUAL,
) -> str:
    """Begin a flow, and return the URL that the browser has to go to."""
    attempt = authorization.new_attempt(scopes, random, wishes)
    url = authorization.authorization_url(walk.server, walk.app, attempt)
    walk.session.begin(attempt)
    note_carried(walk.session, Step.AUTHORIZE, Request(method="GET", url=url), now)
    walk.session.outcomes[Step.AUTHORIZE] = Outcome(
        summary=f"You were sent to the platform to agree to {', '.join(scopes)}."
    )
    return url


def arrive(walk: Walk, answer: Mapping[str, str], url: str, now: datetime) -> None:
    """Take the answer that the browser brings back, good or bad."""
    session = walk.session
    note_carried(session, Step.CALLBACK, Request(method="GET", url=url), now)
    try:
        authorization.check_answers(answer, session.attempt.state if session.attempt else None)
        authorization.check_issuer(answer, walk.server)
        session.end_attempt()
        session.receive(authorization.code_in(answer))
    except StepFailed as problem:
        session.outcomes[Step.CALLBACK] = Outcome(problem=problem)
    else:
        summary = "A code came back, and the state is the one that was sent."
        session.outcomes[Step.CALLBACK] = Outcome(summary=summary)


def request_for(step: Step, walk: Walk) -> Request:
    """Return the request of a step that the session can do."""
    return ACTIONS[step].request(walk)


def take_in(walk: Walk, exchange: Exchange) -> None:
    """Add an exchange to the session, with what it brought or why it failed."""
    walk.session.note(exchange)
    walk.session.outcomes[exchange.step] = _outcome(walk, exchange)


def _outcome(walk: Walk, exchange: Exchange) -> Outcome:
    if exchange.response is None:
        return Outcome(problem=exchange.failure)
    try:
        if _is_about_revoked_token(walk, exchange.step):
            return Outcome(summary=_read_refusal(exchange.response))
        return Outcome(summary=ACTIONS[exchange.step].read(walk, exchange.response))
    except StepFailed as problem:
        return Outcome(problem=problem)


def _is_about_revoked_token(walk: Walk, step: Step) -> bool:
    return USED_TOKEN.get(step) in walk.session.revoked


def _read_refusal(response: Response) -> str:
    if response.is_success:
        raise StepFailed(
            "the token was revoked, and is accepted all the same",
            "some servers take a moment; if it lasts, the server breaks RFC 7009 2",
        )
    if response.status in {400, 401}:
        return "The revoked token is refused, as it should be."
    raise refusal(response, "using the revoked token")


def note_carried(
    session: Session, step: Step, request: Request, now: datetime, on_purpose: str = ""
) -> None:
    """Add to the trace what a browser carries: nobody here sees what it is answered."""
    session.note(Exchange(step=step, request=request, started_at=now), on_purpose=on_purpose)


def _code_request(walk: Walk) -> Request:
    session = walk.session
    return token.code_request(
        walk.server,
        walk.app,
        session.code or NOTHING,
        session.verifier or NOTHING,
        session.resource,
    )


def _read_first_tokens(walk: Walk, response: Response) -> str:
    tokens = token.tokens_in(walk.server, response, "exchanging the code")
    # RFC 6749 5.1: a server may leave out the scope if it is the one that was asked for.
    walk.session.hold(replace(tokens, scopes=tokens.scopes or walk.session.asked_scopes))
    return "Tokens came back; the code is used up."


def _refresh_request(walk: Walk) -> Request:
    refresh_token = walk.session.token("refresh_token") or NOTHING
    return token.refresh_request(walk.server, walk.app, refresh_token)


def _read_new_tokens(walk: Walk, response: Response) -> str:
    before = walk.session.tokens
    tokens = token.tokens_in(walk.server, response, "refreshing")
    if before is not None and tokens.refresh is None:
        tokens = replace(
            tokens, refresh=before.refresh, refresh_expires_at=before.refresh_expires_at
        )
    if before is not None:
        tokens = replace(
            tokens,
            scopes=tokens.scopes or before.scopes,
            identity=tokens.identity or before.identity,
        )
    walk.session.hold(tokens)
    if before is not None and tokens.refresh == before.refresh:
        return "A new access token came back; the refresh token stays the same."
    return "New tokens came back; the old refresh token is worth nothing now."


def _read_resource(_: Walk, response: Response) -> str:
    document = resource.resource_in(response)
    name = next(filter(None, map(document.get, ("name", "email", "sub"))), None)
    return f"The API knows you as {name}." if name else "The API answered."


def _read_verdict(walk: Walk, response: Response) -> str:
    verdict = introspection.verdict_in(walk.server, response)
    walk.session.verdicts[walk.token_type] = verdict
    what = walk.token_type.replace("_", " ")
    if verdict.is_active and walk.token_type in walk.session.revoked:
        raise StepFailed(
            f"the {what} was revoked, and is called active all the same",
            "some servers take a moment; if it lasts, the server breaks RFC 7662 2.2",
        )
    if verdict.is_active:
        return f"The {what} is active, for {', '.join(verdict.scopes) or 'no scope'}."
    return f"The {what} is not active: it is worth nothing."


def _read_revocation(walk: Walk, response: Response) -> str:
    revocation.check_revoked(response)
    walk.session.revoked |= {walk.token_type}
    return f"The {walk.token_type.replace('_', ' ')} is revoked. Introspect it to see for yourself."


USED_TOKEN: Mapping[Step, TokenType] = {
    Step.RESOURCE: "access_token",
    Step.REFRESH: "refresh_token",
}
ACTIONS: Mapping[Step, Action] = {
    Step.TOKEN: Action(request=_code_request, read=_read_first_tokens),
    Step.RESOURCE: Action(
        request=lambda walk: resource.resource_request(
            walk.server, walk.session.token("access_token") or NOTHING
        ),
        read=_read_resource,
    ),
    Step.INTROSPECT: Action(
        request=lambda walk: introspection.introspection_request(
            walk.server, walk.app, walk.chosen_token, walk.token_type
        ),
        read=_read_verdict,
    ),
    Step.REFRESH: Action(request=_refresh_request, read=_read_new_tokens),
    Step.REVOKE: Action(
        request=lambda walk: revocation.revocation_request(
            walk.server, walk.app, walk.chosen_token, walk.token_type
        ),
        read=_read_revocation,
    ),
}
