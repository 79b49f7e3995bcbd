"""``oauth-tool apps delete``."""

import click

from oauth_tool.cli.apps.place import client_id_argument, place_at, place_options
from oauth_tool.cli.confirming import is_agreed
from oauth_tool.registering.finding import existing
from tool_cli.finishing import printable


@click.command()
@client_id_argument
@place_options
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(*, client_id: str, database_url: str | None, profile_name: str, yes: bool) -> None:
    """Delete an app with its codes and tokens. Nothing brings it back."""
    place = place_at(database_url, profile_name)
    client = place.do(lambda store: existing(store, client_id))
    question = f"Delete {printable(client.name)!r} ({client_id}) with its codes and tokens?"
    if not yes and not is_agreed(question):
        return
    place.do(lambda store: store.delete_client(client_id))
    click.echo(f"Deleted {client_id}.")
