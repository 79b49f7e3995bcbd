"""Check a token as the server that receives it would, and say in a sentence why it would fail."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from oauth_tool.client.introspection import Verdict
from oauth_tool.client.moments import moment_in
from oauth_tool.client.understanding.signature import Signature
from oauth_tool.client.understanding.web_token import Members

# Clocks differ (RFC 7519 4.1.4: "usually no more than a few minutes").
LEEWAY = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known of one token.

    Attributes:
        now: The moment at which it is judged.
        claims: What it says itself; None if it is opaque.
        signature: What is known of its signature; None if it is opaque.
        issuer: Who should have issued it, if that is known.
        audience: Whom it should be for, if that is known.
        ends_at: When it ends, as the token endpoint said.
        is_revoked: Whether it was revoked from here.
        verdict: What the last introspection said, if there was one.
        asked_scopes: What was asked for.
        granted_scopes: What was granted, as the token endpoint said.
    """

    now: datetime
    claims: Members | None = field(default=None, repr=False)
    signature: Signature | None = None
    issuer: str | None = None
    audience: str | None = None
    ends_at: datetime | None = None
    is_revoked: bool = False
    verdict: Verdict | None = None
    asked_scopes: tuple[str, ...] = ()
    granted_scopes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that a receiver checks.

    Attributes:
        name: What it is called.
        is_right: Whether it is; None if that cannot be told.
        sentence: What was seen, as the end of a sentence that begins with "it".
    """

    name: str
    is_right: bool | None
    sentence: str


def checks_of(evidence: Evidence) -> Sequence[Check]:
    """Return every check that can be made, in the order in which a receiver makes them."""
    kinds = CLAIM_CHECKS if evidence.claims is not None else ()
    return [check for ask in (*kinds, *CHECKS) if (check := ask(evidence))]


def objection_to(checks: Iterable[Check]) -> str:
    """Say in a sentence why a server would reject the token, or that nothing speaks against it."""
    failed = [check.sentence for check in checks if check.is_right is False]
    if failed:
        return f"It would be rejected: {'; '.join(failed)}."
    return "Nothing that is known here speaks against it."


def _signature(evidence: Evidence) -> Check | None:
    signature = evidence.signature
    if signature is None:
        return None
    return Check(name="signature", is_right=signature.is_valid, sentence=signature.sentence)


def _issuer(evidence: Evidence) -> Check:
    issuer = _claim(evidence, "iss")
    if not isinstance(issuer, str):
        return Check(name="iss", is_right=None, sentence="it names no issuer")
    if evidence.issuer is None:
        return Check(
            name="iss", is_right=None, sentence="nobody said which issuer is the right one"
        )
    if issuer == evidence.issuer:
        return Check(name="iss", is_right=True, sentence="it is of the server that was asked")
    return Check(name="iss", is_right=False, sentence="it is of another issuer (RFC 7519 4.1.1)")


def _audience(evidence: Evidence) -> Check:
    named = _claim(evidence, "aud")
    audiences = named if isinstance(named, list) else [named]
    if named is None:
        return Check(name="aud", is_right=None, sentence="it names nobody whom it is for")
    if evidence.audience is None:
        return Check(name="aud", is_right=None, sentence="nobody said which API it should be for")
    if evidence.audience in audiences:
        return Check(name="aud", is_right=True, sentence="it is for the one who got it")
    return Check(name="aud", is_right=False, sentence="it is for somebody else (RFC 7519 4.1.3)")


def _not_before(evidence: Evidence) -> Check | None:
    begins_at = moment_in(_claim(evidence, "nbf"))
    if begins_at is None:
        return None
    is_right = begins_at <= evidence.now + LEEWAY
    word = "has begun" if is_right else f"is good only from {_spelled(begins_at)} on"
    return Check(name="nbf", is_right=is_right, sentence=f"it {word}")


def _expiry(evidence: Evidence) -> Check | None:
    ends_at = moment_in(_claim(evidence, "exp")) or evidence.ends_at
    if ends_at is None:
        return Check(name="exp", is_right=None, sentence="nobody said when it ends")
    is_right = evidence.now < ends_at
    return Check(
        name="exp",
        is_right=is_right,
        sentence=f"it {'ends' if is_right else 'has ended'} at {_spelled(ends_at)}",
    )


def _revocation(evidence: Evidence) -> Check | None:
    if not evidence.is_revoked:
        return None
    return Check(name="revoked", is_right=False, sentence="it was revoked")


def _introspection(evidence: Evidence) -> Check:
    if evidence.verdict is None:
        return Check(
            name="introspection",
            is_right=None,
            sentence="its server was not asked yet: introspect it",
        )
    is_active = evidence.verdict.is_active
    said = "active" if is_active else "not active"
    return Check(name="introspection", is_right=is_active, sentence=f"its server calls it {said}")


def _scopes(evidence: Evidence) -> Check | None:
    seen = _scopes_seen(evidence)
    if seen is None:
        return None
    missing = [scope for scope in evidence.asked_scopes if scope not in seen]
    if not missing:
        return Check(name="scope", is_right=True, sentence="it allows all that was asked for")
    return Check(
        name="scope",
        is_right=None,
        sentence=f"it does not allow {', '.join(missing)}, which was asked for: an API that needs"
        " this answers 403 (RFC 6750 3.1)",
    )


def _scopes_seen(evidence: Evidence) -> Sequence[str] | None:
    claimed = _claim(evidence, "scope")
    if isinstance(claimed, str):
        return claimed.split()
    if evidence.verdict is not None and evidence.verdict.is_active:
        return evidence.verdict.scopes
    return evidence.granted_scopes or None


def _claim(evidence: Evidence, name: str) -> object:
    return (evidence.claims or {}).get(name)


def _spelled(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


CLAIM_CHECKS: tuple[Callable[[Evidence], Check | None], ...] = (
    _signature,
    _issuer,
    _audience,
    _not_before,
)
CHECKS: tuple[Callable[[Evidence], Check | None], ...] = (
    _expiry,
    _revocation,
    _introspection,
    _scopes,
)
