"""Calling the API, wrong on purpose."""

from oauth_tool.client import resource
from oauth_tool.client.mistakes.mistake import (
    Mistake,
    has_tokens,
    never_issued,
    unauthorized,
)
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import NOTHING

CALLING: tuple[Mistake, ...] = (
    Mistake(
        name="unknown-token",
        step=Step.RESOURCE,
        label="Token that nobody issued",
        expected="It is refused with 401 and invalid_token (RFC 6750 3.1).",
        request=lambda walk: resource.resource_request(walk.server, never_issued(walk)),
        is_expected=unauthorized,
        is_possible=has_tokens,
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
        is_expected=unauthorized,
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
        is_expected=unauthorized,
        is_possible=lambda session: "access_token" in session.revoked,
    ),
)
