"""Client libraries that others wrote work against the standard wire as they are."""

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


def test_authlib_works_unchanged_and_may_sign_instead_of_telling_its_secret(
    walk_with_client, peers_python
):
    told = walk_with_client([peers_python, CLIENTS / "with_authlib.py"])

    assert told == {**EVERYTHING, "signed_scope": "api.read"}


def test_requests_oauthlib_works_unchanged(walk_with_client, peers_python):
    assert walk_with_client([peers_python, CLIENTS / "with_requests_oauthlib.py"]) == EVERYTHING


def test_a_client_of_the_model_context_protocol_finds_everything_out(
    walk_with_client, peers_python
):
    told = walk_with_client([peers_python, CLIENTS / "with_mcp.py"])

    assert told == {"status": 200, "is_registered": True, "subject": DEMO_USER_ID}
