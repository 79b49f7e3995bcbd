"""``oauth-tool apps enable``, ``disable`` and ``update``."""

import click

from oauth_tool.cli.apps.place import (
    Place,
    client_id_argument,
    format_option,
    place_at,
    place_options,
)
from oauth_tool.cli.apps.reports import app_report, as_json, as_lines
from oauth_tool.cli.options import CommaList
from oauth_tool.oauth.clients import Client
from oauth_tool.registering.changing import Changes, change
from oauth_tool.registering.finding import existing
from oauth_tool.storage.app_store import AppStore


@click.command()
@client_id_argument
@place_options
@format_option
def enable(*, client_id: str, database_url: str | None, profile_name: str, form: str) -> None:
    """Let the platform serve an app again."""
    change_app(place_at(database_url, profile_name), client_id, Changes(is_active=True), form)


@click.command()
@client_id_argument
@place_options
@format_option
def disable(*, client_id: str, database_url: str | None, profile_name: str, form: str) -> None:
    """Stop the platform from serving an app; what is registered stays."""
    change_app(place_at(database_url, profile_name), client_id, Changes(is_active=False), form)


@click.command()
@client_id_argument
@click.option("--name", help="What the consent page calls the app.")
@click.option("--description", help='What the consent page says of it; "" removes it.')
@click.option("--redirect-uri", multiple=True, metavar="URI", help="All redirect URIs, anew.")
@click.option("--scopes", type=CommaList(), help="All scopes, anew.")
@click.option("--grant-types", type=CommaList(), help="All grant types, anew.")
@place_options
@format_option
def update(
    *,
    client_id: str,
    name: str | None,
    description: str | None,
    redirect_uri: tuple[str, ...],
    scopes: tuple[str, ...] | None,
    grant_types: tuple[str, ...] | None,
    database_url: str | None,
    profile_name: str,
    form: str,
) -> None:
    """Change what is registered of an app. What is not named stays as it is."""
    changes = Changes(
        name=name,
        description=description,
        redirect_uris=redirect_uri or None,
        scopes=scopes,
        grant_types=grant_types,
    )
    change_app(place_at(database_url, profile_name), client_id, changes, form)


def change_app(place: Place, client_id: str, changes: Changes, form: str) -> None:
    """Change an app, and print it as it is then."""

    async def work(store: AppStore) -> Client:
        return await change(store, await existing(store, client_id), changes, place.profile)

    report = app_report(place.do(work))
    click.echo(as_json(report) if form == "json" else as_lines(report))
