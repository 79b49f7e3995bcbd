"""Who acts through the endpoints of AutoGPT's own pages: whoever a JSON Web Token names."""

import base64
import json

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from oauth_tool.oauth.users import DEMO_USER_ID

MISSING = "Authorization header is missing"


def signed(platform, claims, *, algorithm="HS256", key=None):
    text = key or platform.user_tokens.key.reveal()
    return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(text), algorithms=[algorithm])


def unsigned(claims):
    parts = [{"alg": "none", "typ": "JWT"}, claims]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts]
    return b".".join([part.rstrip(b"=") for part in encoded] + [b""]).decode()


def claims(watch, **changes):
    whole = {
        "sub": DEMO_USER_ID,
        "aud": "authenticated",
        "exp": int(watch().timestamp()) + 60,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("Basic eDp5", MISSING),
        ("Bearer", "Invalid token: Not enough segments"),
        ("Bearer x", "Invalid token: Not enough segments"),
        ("Bearer agpt_xt_x", "Invalid token: Not enough segments"),
        ("Bearer a.b.c", "Invalid token: it cannot be read"),
    ],
)
async def test_a_header_without_a_token_is_refused(ask_as_user, header, detail):
    assert await ask_as_user("GET", "/apps/mine", authorization=header) == (401, {"detail": detail})


async def test_no_header_is_refused(user_http):
    async with user_http.get("/api/oauth/apps/mine") as response:
        assert (response.status, await response.json()) == (401, {"detail": MISSING})


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"exp": 1}, "Token has expired"),
        ({"exp": None}, 'Invalid token: Token is missing the "exp" claim'),
        ({"exp": "9999999999"}, 'Invalid token: Token is missing the "exp" claim'),
        ({"aud": "anon"}, "Invalid token: Audience doesn't match"),
        ({"aud": None}, 'Invalid token: Token is missing the "aud" claim'),
        ({"sub": None}, "User ID not found in token"),
        ({"sub": "\0"}, "User ID not found in token"),
    ],
)
async def test_claims_that_are_not_right_are_refused(ask_as_user, platform, watch, changes, detail):
    token = signed(platform, claims(watch, **changes))

    assert await ask_as_user("GET", "/apps/mine", authorization=f"Bearer {token}") == (
        401,
        {"detail": detail},
    )


async def test_a_forged_token_is_refused(ask_as_user, platform, watch):
    whole = claims(watch)
    forged = [
        unsigned(whole),
        signed(platform, whole, key="another key that is long enough, too"),
        signed(platform, whole, algorithm="HS512"),
    ]

    for token in forged:
        status, answer = await ask_as_user("GET", "/apps/mine", authorization=f"Bearer {token}")
        assert status == 401
        assert answer["detail"].startswith("Invalid token: ")


async def test_an_access_token_is_no_users_token(ask_as_user, app, new_tokens):
    tokens = await new_tokens(app)

    status, _ = await ask_as_user(
        "GET", "/apps/mine", authorization=f"Bearer {tokens.access_token.reveal()}"
    )

    assert status == 401
