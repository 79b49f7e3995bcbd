"""What the user still has to do before there is an answer (OpenID Connect Core 3.1.2.3)."""

from datetime import datetime, timedelta
from enum import Enum, auto

from oauth_tool.oauth.protocol_errors import ConsentRequired, LoginRequired
from oauth_tool.platform.rfc.authorization.asking import Asked


class Interaction(Enum):
    """A page that the user has to see."""

    SIGN_IN = auto()
    CONSENT = auto()


def next_interaction(
    asked: Asked, signed_in_at: datetime | None, *, has_agreed: bool
) -> Interaction | None:
    """Return which page comes next; None if the answer can go out without one.

    Args:
        asked: The request, which breaks no rule.
        signed_in_at: When the user signed in; None if nobody has.
        has_agreed: Whether the user has agreed to all of it before.

    Raises:
        LoginRequired: The user would have to sign in, and may see no page.
        ConsentRequired: The user would have to agree, and may see no page.
    """
    silent = "none" in asked.prompts
    if _must_sign_in(asked, signed_in_at):
        if silent:
            raise LoginRequired("the user has to sign in")
        return Interaction.SIGN_IN
    if silent and not has_agreed:
        raise ConsentRequired("the user has to agree")
    return None if silent else Interaction.CONSENT


def _must_sign_in(asked: Asked, signed_in_at: datetime | None) -> bool:
    if signed_in_at is None:
        return True
    if asked.wants_new_sign_in:
        # A pushed request says so as long as it lives: it is about sign-ins before it.
        return asked.pushed is None or signed_in_at < asked.pushed.at
    age = asked.parameters.one("max_age")
    now = asked.issuer.platform.clock()
    return bool(age) and now - signed_in_at > timedelta(seconds=int(age))
