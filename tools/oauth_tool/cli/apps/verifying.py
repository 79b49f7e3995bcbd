"""``oauth-tool apps verify-secret``."""

from pathlib import Path

import click

from oauth_tool.cli.apps.place import client_id_argument, place_at, place_options
from oauth_tool.cli.client_secrets import client_secret
from oauth_tool.oauth.moments import utc_now
from oauth_tool.registering.finding import existing
from oauth_tool.registering.verifying import Verdict, verdict_on
from oauth_tool.storage.app_store import AppStore
from tool_cli.errors import CheckFailed

ANSWERS = {
    Verdict.CURRENT: "It is the secret of {client_id}.",
    Verdict.FORMER: "It is the former secret of {client_id}, which still works for a while.",
}


@click.command("verify-secret")
@client_id_argument
@click.option(
    "--client-secret-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read the secret from this file.  [default: OAUTH_TOOL_CLIENT_SECRET, else a prompt]",
)
@place_options
def verify_secret(
    *, client_id: str, client_secret_file: Path | None, database_url: str | None, profile_name: str
) -> None:
    """Say whether a secret is an app's. Exit code 0: it is; 1: it is not."""
    secret = client_secret(client_secret_file)
    place = place_at(database_url, profile_name)

    async def work(store: AppStore) -> Verdict:
        client = await existing(store, client_id)
        return await verdict_on(secret, store, client, place.profile, utc_now())

    verdict = place.do(work)
    if verdict is Verdict.WRONG:
        raise CheckFailed(f"that is not the secret of {client_id}")
    click.echo(ANSWERS[verdict].format(client_id=client_id))
