"""Client libraries from npm work against the standard wire as they are."""

import shutil

import pytest

from oauth_tool.oauth.users import DEMO_USER_ID

EVERYTHING = {
    "subject": DEMO_USER_ID,
    "email": "demo@example.com",
    "renewed": True,
    "known": True,
    "revoked": True,
    "own_scope": "api.read",
}


@pytest.fixture
def walk(walk_with_client, provider_folder):
    """Let a program in scripts/interop walk, and return what it says."""
    return lambda program: walk_with_client([shutil.which("node"), program], cwd=provider_folder)


def test_openid_client_works_unchanged_and_may_sign_instead_of_telling_its_secret(walk):
    assert walk("with-openid-client.mjs") == {**EVERYTHING, "signed_scope": "api.read"}


def test_simple_oauth2_works_unchanged(walk):
    assert walk("with-simple-oauth2.mjs") == EVERYTHING
