"""Exchanging the code, wrong on purpose."""

import secrets
from dataclasses import replace

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
from oauth_tool.client.session import Session
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import NOTHING, Walk
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.pkce import new_verifier


def _has_code(session: Session) -> bool:
    return session.code is not None


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


EXCHANGING: tuple[Mistake, ...] = (
    Mistake(
        name="wrong-verifier",
        step=Step.TOKEN,
        label="Wrong verifier",
        expected=f"{INVALID_GRANT} (RFC 7636 4.6): without the verifier, a stolen code is"
        " worth nothing.",
        request=lambda walk: _code_request(
            walk, verifier=Secret(new_verifier(secrets.token_bytes))
        ),
        is_expected=refused,
        is_possible=_has_code,
    ),
    Mistake(
        name="other-redirect-uri",
        step=Step.TOKEN,
        label="Other redirect URI",
        expected=f"{INVALID_GRANT} (RFC 6749 4.1.3): the code belongs to the redirect URI"
        " that it was asked for with.",
        request=_other_redirect_uri,
        is_expected=refused,
        is_possible=_has_code,
    ),
    Mistake(
        name="wrong-secret",
        step=Step.TOKEN,
        label="Wrong client secret",
        expected=INVALID_CLIENT,
        request=lambda walk: _code_request(walk, app=with_wrong_secret(walk.app)),
        is_expected=unauthorized,
        is_possible=_has_code,
    ),
    Mistake(
        name="replayed-code",
        step=Step.TOKEN,
        label="Replayed code",
        expected=f"{INVALID_GRANT} (RFC 6749 4.1.2), and the tokens that came of it end as"
        " well: introspect them to see.",
        request=_replayed_code,
        is_expected=refused,
        is_possible=lambda session: session.redeemed is not None,
    ),
)
