"""Step 1 and 2: send the user to the platform, and read what comes back (RFC 6749 4.1)."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from oauth_tool.client.app import App, Server
from oauth_tool.client.asking import CHALLENGES, Wishes
from oauth_tool.client.problems import StepFailed
from oauth_tool.oauth.credentials import RandomBytes, Secret, random_text
from oauth_tool.oauth.pkce import new_verifier
from oauth_tool.oauth.redirect_uris import with_parameters

STATE_BYTES = 32

Parameters = Mapping[str, str]
USUAL = Wishes()


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """What the client keeps of an authorization request until its answer comes.

    Attributes:
        state: Comes back with the answer, and proves that it answers this very request.
        verifier: Proves to the token endpoint that the code was meant for this client (RFC 7636).
        scopes: What was asked for.
        wishes: How it differs from the usual request.
        wrong: What was wrong with it on purpose, by its name; empty for nothing.
    """

    state: Secret = field(repr=False)
    verifier: Secret = field(repr=False)
    scopes: tuple[str, ...]
    wishes: Wishes = USUAL
    wrong: str = ""


def new_attempt(scopes: tuple[str, ...], random: RandomBytes, wishes: Wishes = USUAL) -> Attempt:
    """Return a state and a verifier for one authorization request, fresh unless wished otherwise.

    Without PKCE the verifier is empty.
    """
    return Attempt(
        state=Secret(wishes.state or random_text("", STATE_BYTES, random)),
        verifier=Secret("" if wishes.pkce == "none" else new_verifier(random)),
        scopes=scopes,
        wishes=wishes,
    )


def authorization_url(
    server: Server,
    app: App,
    attempt: Attempt,
    change: Callable[[Parameters], Parameters] = lambda right: right,
) -> str:
    """Return where to send the browser: the authorization request (RFC 6749 4.1.1).

    Args:
        server: The platform.
        app: Who asks.
        attempt: What is asked.
        change: From the right parameters to those that are sent.
    """
    parameters = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uri,
        "scope": " ".join(attempt.scopes),
        "state": attempt.state.reveal(),
        **CHALLENGES[attempt.wishes.pkce](attempt.verifier.reveal()),
    }
    if attempt.wishes.resource:
        parameters["resource"] = attempt.wishes.resource
    parameters |= attempt.wishes.extra
    return with_parameters(server.url("authorization"), change(parameters).items())


def check_issuer(answer: Mapping[str, str], server: Server) -> None:
    """Accept an authorization response only from the server that was asked (RFC 9207 2.4).

    Raises:
        StepFailed: It names another issuer, or none although the server promises to name itself.
    """
    named = answer.get("iss")
    if server.issuer is None or named == server.issuer:
        return
    if named is not None or server.promises_iss:
        raise StepFailed(
            "the answer names another issuer than the one that was asked"
            if named is not None
            else "the answer does not name its issuer, although the server promises to",
            "another server may have slipped you its answer (mix-up): nothing of it was used."
            " Start again with step 1",
        )


def check_answers(answer: Mapping[str, str], sent: Secret | None) -> None:
    """Accept an answer only if it answers our own request, by the state that was sent with it.

    This comes first, whether the answer brings a code or an error: an answer to somebody else's
    request is not believed at all (RFC 9700 4.7).

    Raises:
        StepFailed: Nobody asked, or the state differs.
    """
    if sent is None:
        raise StepFailed(
            "an answer arrived that nobody here has asked for",
            "start again, in this browser; each answer counts only once",
        )
    state = answer.get("state", "")
    if is_state(sent, state):
        return
    raise StepFailed(
        "the state of the answer is not the state that was sent"
        if state
        else "the answer has no state",
        "somebody may have slipped you another answer (CSRF): nothing of it was used. Start again",
    )


def is_state(sent: Secret, state: str) -> bool:
    """Say whether this is the state that was sent."""
    return hmac.compare_digest(state.encode(errors="replace"), sent.reveal().encode())


def code_in(answer: Mapping[str, str]) -> Secret:
    """Return the code of an authorization response (RFC 6749 4.1.2).

    Raises:
        StepFailed: The answer is an error, or has no code.
    """
    if "error" in answer:
        raise _refused(answer)
    if not answer.get("code"):
        raise StepFailed(
            "the answer has neither a code nor an error", "the platform broke RFC 6749 4.1.2"
        )
    return Secret(answer["code"])


def _refused(answer: Mapping[str, str]) -> StepFailed:
    error, description = answer["error"], answer.get("error_description")
    return StepFailed(
        MEANINGS.get(error, f"the platform answered with the error {error!r}"),
        HINTS.get(error, "read what the platform said, then start again with step 1"),
        said=f"{error}: {description}" if description else error,
    )


MEANINGS = {
    "access_denied": "the user said no",
    "invalid_scope": "the platform does not grant these scopes",
    "unauthorized_client": "the app may not use this flow",
    "server_error": "the platform failed",
}
HINTS = {
    "access_denied": "nothing is wrong: an app has to live with a no. Start again to say yes",
    "invalid_scope": "start again with other scopes, or register the app for more",
}
