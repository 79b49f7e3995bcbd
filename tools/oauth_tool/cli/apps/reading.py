"""``oauth-tool apps list`` and ``show``."""

import click

from oauth_tool.cli.apps.place import client_id_argument, format_option, place_at, place_options
from oauth_tool.cli.apps.reports import (
    app_report,
    as_json,
    as_lines,
    as_table,
    secret_report,
)
from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.moments import utc_now
from oauth_tool.registering.finding import existing
from oauth_tool.registering.rotating import live_former_secret
from oauth_tool.storage.app_store import AppStore


@click.command("list")
@place_options
@format_option
def list_apps(*, database_url: str | None, profile_name: str, form: str) -> None:
    """List the registered apps, newest first."""
    clients = place_at(database_url, profile_name).do(lambda store: store.clients())
    if form == "json":
        click.echo(as_json([app_report(client) for client in clients]))
    else:
        click.echo(as_table(clients))


@click.command()
@client_id_argument
@place_options
@format_option
def show(*, client_id: str, database_url: str | None, profile_name: str, form: str) -> None:
    """Show an app, and whether a former secret of it is still in use."""
    place = place_at(database_url, profile_name)

    async def read(store: AppStore) -> tuple[Client, FormerSecret | None]:
        client = await existing(store, client_id)
        return client, await live_former_secret(store, client, utc_now())

    client, former = place.do(read)
    cost = place.profile.credentials.scrypt
    report = {**app_report(client), **secret_report(client, cost, former)}
    click.echo(as_json(report) if form == "json" else as_lines(report))
