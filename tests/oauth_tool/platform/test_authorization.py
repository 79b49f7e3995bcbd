from contextlib import nullcontext
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from oauth_tool.oauth.protocol_errors import InvalidRequest, InvalidScope, UnsupportedResponseType
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform import authorization
from oauth_tool.platform.authorization import UntrustedRedirect
from oauth_tool.profiles.loading import load_profile


async def test_an_unknown_client_is_sent_nowhere(platform, app):
    with pytest.raises(UntrustedRedirect, match="^Unknown or inactive client_id$"):
        await authorization.client_of(platform, app.request(client_id="agpt_client_x"))


async def test_a_disabled_client_is_sent_nowhere(platform, app, disable):
    await disable(app)

    with pytest.raises(UntrustedRedirect, match="^Unknown or inactive client_id$"):
        await authorization.client_of(platform, app.request())


@pytest.mark.parametrize(
    "uri",
    ["https://app.example/cb/", "https://app.example/CB", "https://app.example/cb?x", ""],
)
async def test_a_redirect_uri_must_be_registered_to_the_letter(platform, app, uri):
    with pytest.raises(UntrustedRedirect) as caught:
        await authorization.client_of(platform, app.request(redirect_uri=uri))

    assert caught.value.description == (
        "Invalid redirect_uri. Must be one of: https://app.example/cb"
    )


@pytest.mark.parametrize(("profile", "is_flexible"), [("autogpt", False), ("rfc", True)])
async def test_the_port_of_a_loopback_address_may_differ_if_the_profile_says_so(
    platform, add_app, profile, is_flexible
):
    app = await add_app(redirect_uris=("http://127.0.0.1:4000/cb",))
    there = replace(platform, profile=load_profile(profile))

    asked = app.request(redirect_uri="http://127.0.0.1:5000/cb")

    with nullcontext() if is_flexible else pytest.raises(UntrustedRedirect):
        assert await authorization.client_of(there, asked) == app.client
    elsewhere = app.request(redirect_uri="http://127.0.0.1:5000/other")
    with pytest.raises(UntrustedRedirect):
        await authorization.client_of(there, elsewhere)


@pytest.mark.parametrize(
    ("changes", "error", "description"),
    [
        (
            {"response_type": "token", "scopes": ("NOPE",)},
            UnsupportedResponseType,
            "Only 'code' response type is supported",
        ),
        (
            {"scopes": ("IDENTITY", "NOPE")},
            InvalidScope,
            "Invalid scope: 'NOPE' is not a valid APIKeyPermission",
        ),
        ({"scopes": ()}, InvalidScope, "At least one scope is required"),
        (
            {"scopes": ("WRITE_GRAPH",), "code_challenge": ""},
            InvalidScope,
            "Application is not authorized for all requested scopes. Allowed: IDENTITY, READ_GRAPH",
        ),
        ({"code_challenge": ""}, InvalidRequest, "code_challenge must be an S256 challenge"),
        ({"code_challenge_method": "plain"}, InvalidRequest, "code_challenge must be an S256"),
    ],
)
async def test_the_first_mistake_is_the_one_that_is_told(
    platform, app, changes, error, description
):
    with pytest.raises(error) as caught:
        authorization.check(platform, app.client, app.request(**changes))

    assert caught.value.description.startswith(description)


async def test_consent_gives_a_code_of_43_characters_and_the_state(platform, app):
    uri = await authorization.approve(
        platform, app.client, app.request(state="a b&c"), DEMO_USER_ID
    )

    answer = dict(parse_qsl(urlsplit(uri).query))
    assert len(answer["code"]) == 43
    assert answer["state"] == "a b&c"


async def test_a_refusal_names_error_state_and_description_in_this_order(app):
    assert authorization.denial(app.request()) == (
        "https://app.example/cb?error=access_denied&state=xyz&error_description=User+denied+access"
    )


async def test_answers_join_the_query_that_a_redirect_uri_has(app):
    uri = authorization.denial(app.request(redirect_uri="https://app.example/cb?tenant=1"))

    assert uri.startswith("https://app.example/cb?tenant=1&error=access_denied&")


async def test_a_client_that_is_deleted_while_its_user_agrees_gets_no_code(platform, app):
    await platform.store.delete_client(app.client.client_id)

    with pytest.raises(UntrustedRedirect, match="Unknown or inactive client_id"):
        await authorization.approve(platform, app.client, app.request(), DEMO_USER_ID)
