import pytest

from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.client_metadata import client_metadata_of, merged
from oauth_tool.registering.form import Form
from tool_cli.errors import InvalidInput

URI = "https://app.example/cb"


def test_a_form_becomes_the_metadata_of_rfc_7591():
    metadata = asked(name="App", scopes=("a", "b"), logo_url="https://app.example/logo.png")

    assert metadata == {
        "client_name": "App",
        "redirect_uris": [URI],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": "a b",
        "token_endpoint_auth_method": "client_secret_basic",
        "logo_uri": "https://app.example/logo.png",
    }


def test_a_public_native_app_has_no_secret_and_may_have_a_scheme_of_its_own():
    metadata = asked(
        is_public=True, is_native=True, redirect_uris=("com.example.app:/cb", "http://127.0.0.1/cb")
    )

    assert metadata["token_endpoint_auth_method"] == "none"
    assert metadata["application_type"] == "native"


def test_a_grant_without_a_browser_needs_no_redirect_uri():
    metadata = asked(grant_types=("client_credentials",), redirect_uris=())

    assert metadata["response_types"] == []
    assert "redirect_uris" not in metadata


def test_other_metadata_wins_and_null_takes_a_member_out():
    metadata = asked({"client_name": "Other", "scope": None, "contacts": ["a@b.example"]})

    assert metadata["client_name"] == "Other"
    assert metadata["contacts"] == ["a@b.example"]
    assert "scope" not in metadata


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"redirect_uris": ()}, "no redirect URI"),
        ({"redirect_uris": ("javascript:x",)}, "redirect URI"),
        ({"redirect_uris": ("com.example.app:/cb",)}, "redirect URI"),
        ({"logo_url": "javascript:x"}, "logo URL"),
        ({"client_id": "mine"}, "chooses the client id"),
    ],
)
def test_what_no_server_could_accept_is_refused_here(fields, why):
    with pytest.raises(InvalidInput, match=why):
        asked(**fields)


def test_what_the_server_issues_is_not_to_be_asked_for():
    with pytest.raises(InvalidInput, match="client_secret is no metadata"):
        merged({}, {"client_secret": "s3cret"})


def asked(more=None, **fields):
    form = Form(
        **{"name": "App", "redirect_uris": (URI,), "scopes": ("a",), "owner_id": "", **fields}
    )
    return client_metadata_of(form, load_profile("autogpt"), more)
