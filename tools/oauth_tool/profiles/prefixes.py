"""What a platform's credentials begin with."""

from itertools import takewhile

from oauth_tool.oauth.credentials import Secret
from oauth_tool.profiles.credential_rules import CredentialRules
from tool_cli.errors import InvalidInput


def common_prefix(rules: CredentialRules) -> str:
    """Return what all credentials of the platform begin with; it may be empty."""
    prefixes = (
        rules.client_id_prefix,
        rules.client_secret_prefix,
        rules.access_token_prefix,
        rules.refresh_token_prefix,
    )
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*prefixes, strict=False))
    return "".join(column[0] for column in alike)


def check_prefix(secret: Secret, rules: CredentialRules) -> None:
    """Make sure that the platform would take this for a secret.

    Raises:
        InvalidInput: It begins with something else. The error holds no part of it.
    """
    prefix = common_prefix(rules)
    if not secret.reveal().startswith(prefix):
        raise InvalidInput(
            f"the secret does not begin with {prefix!r}, so the platform would refuse it",
            "check that it is the client secret, whole; --profile names another platform",
        )
