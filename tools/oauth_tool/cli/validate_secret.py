"""``oauth-tool validate-secret``: whether a secret is the one that was hashed."""

import re

import click

from oauth_tool.cli.options import profile_option
from oauth_tool.cli.secret_input import given_secret
from oauth_tool.oauth.credentials import SALT_BYTES, SecretHash, matches
from oauth_tool.profiles.loading import load_profile
from tool_cli.errors import InvalidInput


@click.command("validate-secret")
@click.argument("values", nargs=-1, metavar="[SECRET|-] HASH SALT")
@profile_option
@click.pass_context
def validate_secret(
    context: click.Context, /, *, values: tuple[str, ...], profile_name: str
) -> int:
    """Say whether a client secret belongs to a hash and its salt: exit code 0 if it does, else 1.

    '-' reads the secret from stdin. Without it the secret comes from $OAUTH_TOOL_SECRET, and else
    it is asked for.
    """
    if len(values) not in {2, 3}:
        raise click.UsageError("needed are a secret (or -), its hash and its salt", context)
    *secret, digest, salt = values
    cost = load_profile(profile_name).credentials.scrypt
    kept = SecretHash(
        digest=_hexadecimal("hash", digest, cost.length),
        salt=_hexadecimal("salt", salt, SALT_BYTES),
    )
    is_valid = matches(given_secret(secret[0] if secret else None), kept, cost)
    click.echo("valid" if is_valid else "not valid")
    return 0 if is_valid else 1


def _hexadecimal(what: str, text: str, size: int) -> str:
    if not re.fullmatch(rf"[0-9a-fA-F]{{{2 * size}}}", text):
        raise InvalidInput(
            f"the {what} is not {2 * size} hexadecimal digits",
            "the order is SECRET HASH SALT; with '-' the secret comes from stdin",
        )
    return text
