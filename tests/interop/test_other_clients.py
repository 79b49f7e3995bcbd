"""Client libraries from npm work against the standard wire as they are."""

import shutil

import pytest

from oauth_tool.oauth.users import DEMO_USER_ID


@pytest.mark.parametrize("client", ["with-openid-client", "with-simple-oauth2"])
def test_a_library_for_node_works_unchanged(walk_with_client, provider_folder, client):
    assert walk_with_client([shutil.which("node"), f"{client}.mjs"], cwd=provider_folder) == {
        "subject": DEMO_USER_ID,
        "email": "demo@example.com",
        "renewed": True,
        "known": True,
        "revoked": True,
        "own_scope": "api.read",
    }
