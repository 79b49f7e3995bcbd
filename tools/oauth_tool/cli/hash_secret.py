"""``oauth-tool hash-secret``: what a platform keeps of a secret."""

import secrets

import click

from oauth_tool.cli.options import profile_option
from oauth_tool.cli.secret_input import given_secret
from oauth_tool.handing_over.formats import as_json, as_text
from oauth_tool.oauth import credentials
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.prefixes import check_prefix


@click.command("hash-secret")
@click.argument("secret", required=False, metavar="[SECRET|-]")
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the result is printed; json names algorithm and cost, too.",
)
@profile_option
def hash_secret(*, secret: str | None, report_format: str, profile_name: str) -> None:
    """Hash a client secret as the platform does, and print hash and salt.

    '-' reads the secret from stdin. Without an argument it comes from $OAUTH_TOOL_SECRET, and else
    it is asked for.
    """
    rules = load_profile(profile_name).credentials
    given = given_secret(secret)
    check_prefix(given, rules)
    kept = credentials.hash_secret(given, rules.scrypt, secrets.token_bytes)
    result = {"hash": kept.digest, "salt": kept.salt}
    if report_format == "text":
        click.echo(as_text(result))
    else:
        cost = rules.scrypt
        click.echo(
            as_json({**result, "algorithm": "scrypt", "n": cost.n, "r": cost.r, "p": cost.p})
        )
