"""Revoking, wrong on purpose."""

from oauth_tool.client import revocation
from oauth_tool.client.mistakes.mistake import (
    INVALID_CLIENT,
    Mistake,
    has_tokens,
    never_issued,
    unauthorized,
    with_wrong_secret,
)
from oauth_tool.client.steps import Step

REVOKING: tuple[Mistake, ...] = (
    Mistake(
        name="unknown-token-revoked",
        step=Step.REVOKE,
        label="Token that nobody issued",
        expected="It is answered with 200, as if it had been there (RFC 7009 2.2).",
        request=lambda walk: revocation.revocation_request(
            walk.server, walk.app, never_issued(walk), "access_token"
        ),
        is_expected=lambda response: response.is_success,
        is_possible=has_tokens,
    ),
    Mistake(
        name="wrong-secret-revoking",
        step=Step.REVOKE,
        label="Wrong client secret",
        expected=INVALID_CLIENT,
        request=lambda walk: revocation.revocation_request(
            walk.server, with_wrong_secret(walk.app), walk.chosen_token, walk.token_type
        ),
        is_expected=unauthorized,
        is_possible=has_tokens,
    ),
)
