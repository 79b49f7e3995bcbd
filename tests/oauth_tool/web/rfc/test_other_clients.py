"""Client libraries that others wrote work against the standard wire as they are."""

import pytest
from tests.plumbing.other_clients import CLIENTS

from oauth_tool.oauth.users import DEMO_USER_ID

EVERYTHING = {
    "subject": DEMO_USER_ID,
    "email": "demo@example.com",
    "renewed": True,
    "known": True,
    "revoked": True,
    "own_scope": "api.read",
}


@pytest.mark.parametrize("client", ["with_authlib", "with_requests_oauthlib"])
def test_a_library_for_python_works_unchanged(walk_with_client, peers_python, client):
    assert walk_with_client([peers_python, CLIENTS / f"{client}.py"]) == EVERYTHING
