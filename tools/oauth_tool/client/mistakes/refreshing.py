"""Refreshing, wrong on purpose."""

from oauth_tool.client import token
from oauth_tool.client.app import App
from oauth_tool.client.messages import Request
from oauth_tool.client.mistakes.mistake import (
    INVALID_CLIENT,
    INVALID_GRANT,
    Mistake,
    refused,
    unauthorized,
    with_wrong_secret,
)
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import NOTHING, Walk
from oauth_tool.oauth.credentials import Secret


def _refresh_request(walk: Walk, held: Secret | None, app: App | None = None) -> Request:
    return token.refresh_request(walk.server, app or walk.app, held or NOTHING)


REFRESHING: tuple[Mistake, ...] = (
    Mistake(
        name="access-token-refreshed",
        step=Step.REFRESH,
        label="Access token as refresh token",
        expected=f"{INVALID_GRANT} (RFC 6749 5.2).",
        request=lambda walk: _refresh_request(walk, walk.session.token("access_token")),
        is_expected=refused,
        is_possible=lambda session: session.can(Step.REFRESH),
    ),
    Mistake(
        name="wrong-secret-refreshing",
        step=Step.REFRESH,
        label="Wrong client secret",
        expected=INVALID_CLIENT,
        request=lambda walk: _refresh_request(
            walk, walk.session.token("refresh_token"), with_wrong_secret(walk.app)
        ),
        is_expected=unauthorized,
        is_possible=lambda session: session.can(Step.REFRESH),
    ),
    Mistake(
        name="former-refresh-token",
        step=Step.REFRESH,
        label="Refresh token that was replaced",
        expected=f"{INVALID_GRANT}, and the tokens that took its place end as well: either"
        " side may be a thief (RFC 9700 4.14.2).",
        request=lambda walk: _refresh_request(walk, walk.session.former_refresh),
        is_expected=refused,
        is_possible=lambda session: session.former_refresh is not None,
    ),
)
