"""Steps done wrong on purpose: what is sent, and what a good server does about it.

What is expected stands here before anything is sent; ``trials`` compares it with the answer.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oauth_tool.client import introspection, resource, revocation, token
from oauth_tool.client.answers import object_in
from oauth_tool.client.app import App
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.session import Session
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import NOTHING, Walk
from oauth_tool.oauth.credentials import Secret, random_text
from oauth_tool.oauth.pkce import new_verifier


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


def mistakes_at(step: Step, session: Session) -> Sequence[Mistake]:
    """Return the mistakes that can be made at a step with what the session holds."""
    if step in session.absent:
        return []
    return [one for one in MISTAKES.values() if one.step is step and one.is_possible(session)]


def _refused(response: Response) -> bool:
    return response.status in {400, 401}


def _unauthorized(response: Response) -> bool:
    return response.status == 401  # noqa: PLR2004 - RFC 9110 15.5.2


def _called_inactive(response: Response) -> bool:
    return response.is_success and (object_in(response.body) or {}).get("active") is False


def _has_code(session: Session) -> bool:
    return session.code is not None


def _has_tokens(session: Session) -> bool:
    return session.tokens is not None


def _with_wrong_secret(app: App) -> App:
    return replace(app, secret=Secret(random_text("wrong-", 24, secrets.token_bytes)))


def _never_issued(walk: Walk) -> Secret:
    prefix = walk.server.profile.credentials.access_token_prefix
    return Secret(random_text(prefix, 32, secrets.token_bytes))


def _code_request(walk: Walk, *, app: App | None = None, verifier: Secret | None = None) -> Request:
    session = walk.session
    return token.code_request(
        walk.server,
        app or walk.app,
        session.code or NOTHING,
        verifier or session.verifier or NOTHING,
    )


def _other_redirect_uri(walk: Walk) -> Request:
    other = replace(walk.app, redirect_uri=f"{walk.app.redirect_uri}-elsewhere")
    return _code_request(walk, app=other)


def _replayed_code(walk: Walk) -> Request:
    used = walk.session.redeemed
    return token.code_request(
        walk.server, walk.app, used.code if used else NOTHING, used.verifier if used else NOTHING
    )


def _refresh_request(walk: Walk, held: Secret | None, app: App | None = None) -> Request:
    return token.refresh_request(walk.server, app or walk.app, held or NOTHING)


_INVALID_GRANT = "It is refused with 400 and invalid_grant"
_INVALID_CLIENT = "It is refused with 401 and invalid_client (RFC 6749 5.2)."

MISTAKES: Mapping[str, Mistake] = {
    mistake.name: mistake
    for mistake in (
        Mistake(
            name="wrong-verifier",
            step=Step.TOKEN,
            label="Wrong verifier",
            expected=f"{_INVALID_GRANT} (RFC 7636 4.6): without the verifier, a stolen code is"
            " worth nothing.",
            request=lambda walk: _code_request(
                walk, verifier=Secret(new_verifier(secrets.token_bytes))
            ),
            is_expected=_refused,
            is_possible=_has_code,
        ),
        Mistake(
            name="other-redirect-uri",
            step=Step.TOKEN,
            label="Other redirect URI",
            expected=f"{_INVALID_GRANT} (RFC 6749 4.1.3): the code belongs to the redirect URI"
            " that it was asked for with.",
            request=_other_redirect_uri,
            is_expected=_refused,
            is_possible=_has_code,
        ),
        Mistake(
            name="wrong-secret",
            step=Step.TOKEN,
            label="Wrong client secret",
            expected=_INVALID_CLIENT,
            request=lambda walk: _code_request(walk, app=_with_wrong_secret(walk.app)),
            is_expected=_unauthorized,
            is_possible=_has_code,
        ),
        Mistake(
            name="replayed-code",
            step=Step.TOKEN,
            label="Replayed code",
            expected=f"{_INVALID_GRANT} (RFC 6749 4.1.2), and the tokens that came of it end as"
            " well: introspect them to see.",
            request=_replayed_code,
            is_expected=_refused,
            is_possible=lambda session: session.redeemed is not None,
        ),
        Mistake(
            name="unknown-token",
            step=Step.RESOURCE,
            label="Token that nobody issued",
            expected="It is refused with 401 and invalid_token (RFC 6750 3.1).",
            request=lambda walk: resource.resource_request(walk.server, _never_issued(walk)),
            is_expected=_unauthorized,
            is_possible=_has_tokens,
        ),
        Mistake(
            name="refresh-token",
            step=Step.RESOURCE,
            label="Refresh token as access token",
            expected="It is refused with 401 and invalid_token: refresh tokens are for the"
            " authorization server alone (RFC 6749 1.5).",
            request=lambda walk: resource.resource_request(
                walk.server, walk.session.token("refresh_token") or NOTHING
            ),
            is_expected=_unauthorized,
            is_possible=lambda session: session.token("refresh_token") is not None,
        ),
        Mistake(
            name="revoked-token",
            step=Step.RESOURCE,
            label="Revoked token",
            expected="It is refused with 401 and invalid_token (RFC 7009 2, RFC 6750 3.1).",
            request=lambda walk: resource.resource_request(
                walk.server, walk.session.token("access_token") or NOTHING
            ),
            is_expected=_unauthorized,
            is_possible=lambda session: "access_token" in session.revoked,
        ),
        Mistake(
            name="unknown-token-introspected",
            step=Step.INTROSPECT,
            label="Token that nobody issued",
            expected='It is answered with 200 and {"active": false}, and nothing is said of why'
            " (RFC 7662 2.2).",
            request=lambda walk: introspection.introspection_request(
                walk.server, walk.app, _never_issued(walk), "access_token"
            ),
            is_expected=_called_inactive,
            is_possible=_has_tokens,
        ),
        Mistake(
            name="wrong-secret-introspecting",
            step=Step.INTROSPECT,
            label="Wrong client secret",
            expected="It is refused with 401 (RFC 7662 2.3): who may not ask learns nothing.",
            request=lambda walk: introspection.introspection_request(
                walk.server, _with_wrong_secret(walk.app), walk.chosen_token, walk.token_type
            ),
            is_expected=_unauthorized,
            is_possible=_has_tokens,
        ),
        Mistake(
            name="access-token-refreshed",
            step=Step.REFRESH,
            label="Access token as refresh token",
            expected=f"{_INVALID_GRANT} (RFC 6749 5.2).",
            request=lambda walk: _refresh_request(walk, walk.session.token("access_token")),
            is_expected=_refused,
            is_possible=lambda session: session.can(Step.REFRESH),
        ),
        Mistake(
            name="wrong-secret-refreshing",
            step=Step.REFRESH,
            label="Wrong client secret",
            expected=_INVALID_CLIENT,
            request=lambda walk: _refresh_request(
                walk, walk.session.token("refresh_token"), _with_wrong_secret(walk.app)
            ),
            is_expected=_unauthorized,
            is_possible=lambda session: session.can(Step.REFRESH),
        ),
        Mistake(
            name="former-refresh-token",
            step=Step.REFRESH,
            label="Refresh token that was replaced",
            expected=f"{_INVALID_GRANT}, and the tokens that took its place end as well: either"
            " side may be a thief (RFC 9700 4.14.2).",
            request=lambda walk: _refresh_request(walk, walk.session.former_refresh),
            is_expected=_refused,
            is_possible=lambda session: session.former_refresh is not None,
        ),
        Mistake(
            name="unknown-token-revoked",
            step=Step.REVOKE,
            label="Token that nobody issued",
            expected="It is answered with 200, as if it had been there (RFC 7009 2.2).",
            request=lambda walk: revocation.revocation_request(
                walk.server, walk.app, _never_issued(walk), "access_token"
            ),
            is_expected=lambda response: response.is_success,
            is_possible=_has_tokens,
        ),
        Mistake(
            name="wrong-secret-revoking",
            step=Step.REVOKE,
            label="Wrong client secret",
            expected=_INVALID_CLIENT,
            request=lambda walk: revocation.revocation_request(
                walk.server, _with_wrong_secret(walk.app), walk.chosen_token, walk.token_type
            ),
            is_expected=_unauthorized,
            is_possible=_has_tokens,
        ),
    )
}
