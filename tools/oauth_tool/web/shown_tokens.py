"""The tokens as the page shows them: what kind they are, how long they live, what is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from oauth_tool.client.session import HeldToken
from oauth_tool.web.understood_tokens import IDENTITY, Sight, UnderstoodToken, understood

LABELS = {"access_token": "Access token", "refresh_token": "Refresh token", IDENTITY: "ID token"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownToken:
    """A token as the page shows it.

    Attributes:
        kind: What it is called in URLs.
        label: What it is.
        masked: Its prefix and dots.
        expires_at: When it ends, or None.
        remaining: How long that is from now, in words.
        status: ``live``, ``revoked`` or ``expired``, as far as the client knows.
        verdict: What the last introspection said: ``active``, ``not active`` or nothing.
        understood: What is in it, and what speaks against it.
    """

    kind: str
    label: str
    masked: str
    expires_at: datetime | None
    remaining: str
    status: str
    verdict: str
    understood: UnderstoodToken


def shown_tokens(sight: Sight) -> Sequence[ShownToken]:
    """Return every token that the session holds."""
    return [_token(held, sight) for held in sight.walk.session.held_tokens]


def _token(held: HeldToken, sight: Sight) -> ShownToken:
    session, ends_at = sight.walk.session, held.ends_at
    verdict = session.verdict_of(held.kind)
    is_expired = ends_at is not None and sight.now >= ends_at
    is_revoked = held.kind in session.revoked
    return ShownToken(
        kind=held.kind,
        label=LABELS[held.kind],
        masked=sight.mask.value(held.secret.reveal()),
        expires_at=ends_at,
        remaining=in_words(ends_at - sight.now) if ends_at else "",
        status="revoked" if is_revoked else "expired" if is_expired else "live",
        verdict="" if verdict is None else "active" if verdict.is_active else "not active",
        understood=understood(held, sight),
    )


def in_words(duration: timedelta) -> str:
    """Return a duration in its largest fitting unit: "in 59 minutes", "ended"."""
    seconds = duration.total_seconds()
    if seconds <= 0:
        return "ended"
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count = round(seconds / length)
        if seconds >= length:
            return f"in {count} {unit}{'' if count == 1 else 's'}"
    return "in less than a minute"
