"""Introspecting, wrong on purpose."""

from oauth_tool.client import introspection
from oauth_tool.client.mistakes.mistake import (
    Mistake,
    called_inactive,
    has_tokens,
    never_issued,
    unauthorized,
    with_wrong_secret,
)
from oauth_tool.client.steps import Step

INTROSPECTING: tuple[Mistake, ...] = (
    Mistake(
        name="unknown-token-introspected",
        step=Step.INTROSPECT,
        label="Token that nobody issued",
        expected='It is answered with 200 and {"active": false}, and nothing is said of why'
        " (RFC 7662 2.2).",
        request=lambda walk: introspection.introspection_request(
            walk.server, walk.app, never_issued(walk), "access_token"
        ),
        is_expected=called_inactive,
        is_possible=has_tokens,
    ),
    Mistake(
        name="wrong-secret-introspecting",
        step=Step.INTROSPECT,
        label="Wrong client secret",
        expected="It is refused with 401 (RFC 7662 2.3): who may not ask learns nothing.",
        request=lambda walk: introspection.introspection_request(
            walk.server, with_wrong_secret(walk.app), walk.chosen_token, walk.token_type
        ),
        is_expected=unauthorized,
        is_possible=has_tokens,
    ),
)
