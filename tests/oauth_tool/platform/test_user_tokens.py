"""Tokens of users: whatever stands in one, it is read or refused, and never a failure inside."""

import json
import pickle
from base64 import urlsafe_b64encode

import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidToken
from oauth_tool.platform.user_tokens import REMEMBERED, UserTokens
from tool_cli.errors import InvalidInput

HEADERS = [
    {},
    [],
    7,
    None,
    {"alg": []},
    {"alg": {}},
    {"alg": "none"},
    {"alg": "RS256"},
    {"alg": "HS256", "crit": ["x"]},
    {"alg": "HS256", "crit": 7},
    {"alg": "dir", "enc": "A128GCM"},
]
PAYLOADS = [
    b"[]",
    b"null",
    b"\xff",
    b"[" * 5000,
    b'{"exp": NaN, "aud": "authenticated", "sub": "x"}',
    b'{"exp": 1e999, "aud": [[]], "sub": "x"}',
]


@pytest.mark.parametrize("header", HEADERS, ids=json.dumps)
@pytest.mark.parametrize(
    "rest", [".e30.AA", ".AA.AA", "..", ".e30.é", ".e30.AA.AA.AA", ".\ud800.x"]
)
def test_a_malformed_token_is_refused(watch, header, rest):
    encoded = urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()

    with pytest.raises(InvalidToken):
        UserTokens().user_id(f"Bearer {encoded}{rest}", watch())


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda text: text[:20])
def test_a_good_signature_makes_no_good_claims(watch, payload):
    tokens = UserTokens()
    key = OctKey.import_key(tokens.key.reveal())

    with pytest.raises(InvalidToken):
        tokens.user_id(f"Bearer {jws.serialize_compact({'alg': 'HS256'}, payload, key)}", watch())


def test_a_token_lives_for_an_hour(watch):
    tokens = UserTokens()
    token = tokens.mint("ada", watch())

    watch.advance(minutes=59)
    assert tokens.user_id(f"Bearer {token}", watch()) == "ada"
    watch.advance(minutes=1)
    with pytest.raises(InvalidToken, match="^Token has expired$"):
        tokens.user_id(f"Bearer {token}", watch())


def test_a_key_that_can_be_guessed_is_refused():
    with pytest.raises(InvalidInput):
        UserTokens(key=Secret("x" * 31))


def test_the_key_does_not_show_itself():
    tokens = UserTokens()

    assert tokens.key.reveal() not in repr(tokens)


def test_a_token_that_was_read_before_still_expires(watch):
    tokens = UserTokens()
    header = f"Bearer {tokens.mint('ada', watch())}"
    assert tokens.user_id(header, watch()) == tokens.user_id(header, watch()) == "ada"

    watch.advance(hours=1)

    with pytest.raises(InvalidToken, match="Token has expired"):
        tokens.user_id(header, watch())


def test_a_forged_token_is_refused_again_and_again_whatever_was_read_before(watch):
    tokens = UserTokens()
    good = tokens.mint("ada", watch())
    forged = UserTokens().mint("ada", watch())
    tokens.user_id(f"Bearer {good}", watch())

    for token in (forged, forged, good.rpartition(".")[0] + "." + forged.rpartition(".")[2]):
        with pytest.raises(InvalidToken, match="Signature verification failed"):
            tokens.user_id(f"Bearer {token}", watch())


def test_no_more_than_some_tokens_are_remembered_and_none_in_the_clear(watch):
    tokens = UserTokens()
    minted = [tokens.mint(f"user-{number}", watch()) for number in range(REMEMBERED + 1)]
    for token in minted:
        tokens.user_id(f"Bearer {token}", watch())

    assert len(tokens._read) == REMEMBERED  # noqa: SLF001 - to look inside
    assert not any(token.encode() in pickle.dumps(tokens._read) for token in minted[:3])  # noqa: SLF001
