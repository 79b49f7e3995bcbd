"""A secret is hashed beside other work."""

import pytest

from oauth_tool.oauth.credentials import ScryptCost, matches
from oauth_tool.profiles.credential_rules import CredentialRules
from oauth_tool.registering.new_secret import NewSecret
from tool_cli.errors import ToolError


def rules(cost):
    prefixes = ("client_id_prefix", "access_token_prefix", "refresh_token_prefix")
    return CredentialRules(client_secret_prefix="shop_", scrypt=cost, **dict.fromkeys(prefixes, ""))


def test_what_is_kept_is_the_hash_of_the_secret():
    cost = ScryptCost(n=16, r=1, p=1, length=32)
    new_secret = NewSecret(rules(cost))

    kept = new_secret.kept()

    assert new_secret.secret.reveal().startswith("shop_")
    assert matches(new_secret.secret, kept, cost)
    assert new_secret.kept() is kept


def test_a_cost_that_no_machine_can_pay_is_one_clear_error():
    new_secret = NewSecret(rules(ScryptCost(n=1 << 31, r=8, p=1, length=32)))

    with pytest.raises(ToolError, match="scrypt cannot be computed at the profile's cost"):
        new_secret.kept()
