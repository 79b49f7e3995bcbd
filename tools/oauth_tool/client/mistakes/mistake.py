"""A way to do a step wrong, and how its answer is judged.

What is expected stands here before anything is sent; ``trials`` compares it with the answer.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from oauth_tool.client.answers import object_in
from oauth_tool.client.app import App
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.session import Session
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import Walk
from oauth_tool.oauth.credentials import Secret, random_text

INVALID_GRANT = "It is refused with 400 and invalid_grant"
INVALID_CLIENT = "It is refused with 401 and invalid_client (RFC 6749 5.2)."


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """One way to do a step wrong.

    Attributes:
        name: What it is called in forms.
        step: The step that is done wrong.
        label: What is done wrong, in words.
        expected: What a good server does about it, and by which rule.
        request: What is sent.
        is_expected: Whether an answer is as expected.
        is_possible: Whether the session holds what it needs.
    """

    name: str
    step: Step
    label: str
    expected: str
    request: Callable[[Walk], Request] = field(repr=False)
    is_expected: Callable[[Response], bool] = field(repr=False)
    is_possible: Callable[[Session], bool] = field(repr=False)


def refused(response: Response) -> bool:
    """Say whether a request was refused."""
    return response.status in {400, 401}


def unauthorized(response: Response) -> bool:
    """Say whether it was refused because of who asked or what with."""
    return response.status == 401  # noqa: PLR2004 - RFC 9110 15.5.2


def called_inactive(response: Response) -> bool:
    """Say whether introspection called a token worth nothing."""
    return response.is_success and (object_in(response.body) or {}).get("active") is False


def has_tokens(session: Session) -> bool:
    """Say whether there are tokens to be wrong with."""
    return session.tokens is not None


def with_wrong_secret(app: App) -> App:
    """Return the app with a secret that is not its own."""
    return replace(app, secret=Secret(random_text("wrong-", 24, secrets.token_bytes)))


def never_issued(walk: Walk) -> Secret:
    """Return what looks like an access token, and was issued by nobody."""
    prefix = walk.server.profile.credentials.access_token_prefix
    return Secret(random_text(prefix, 32, secrets.token_bytes))
