"""``oauth-tool apps rotate-secret``."""

from datetime import timedelta

import click

from oauth_tool.cli.apps.place import Place, client_id_argument, place_at, place_options
from oauth_tool.cli.apps.reports import rotation_report
from oauth_tool.cli.handover_options import hand_over_options, showing
from oauth_tool.cli.options import Duration
from oauth_tool.handing_over import HandOver, keep_and_deliver
from oauth_tool.registering.finding import existing
from oauth_tool.registering.rotating import (
    Rotation,
    finish,
    prepare_rotation,
    rotate,
    take_back,
)
from oauth_tool.storage.app_store import AppStore
from tool_cli.errors import InvalidInput


@click.command("rotate-secret")
@client_id_argument
@click.option(
    "--overlap",
    type=Duration(),
    default="24h",
    show_default=True,
    help="How long the former secret goes on working beside the new one; 0 ends it at once.",
)
@click.option("--finish", "finishes", is_flag=True, help="End the overlap of a rotation now.")
@place_options
@hand_over_options
def rotate_secret(
    *,
    client_id: str,
    overlap: timedelta,
    finishes: bool,
    database_url: str | None,
    profile_name: str,
    hand_over: HandOver,
) -> None:
    """Give an app a new secret. The former one works on until the overlap is over."""
    place = place_at(database_url, profile_name)
    if finishes:
        _finish(place, client_id)
        return

    async def prepare(store: AppStore) -> Rotation:
        client = await existing(store, client_id)
        return await prepare_rotation(store, client, place.profile, overlap)

    rotation = place.do(prepare)
    with hand_over.prepared(rotation_report(rotation), showing()) as deliver:
        keep_and_deliver(
            keep=lambda: place.do(lambda store: rotate(store, rotation)),
            deliver=deliver,
            undo=lambda: place.do(lambda store: take_back(store, rotation)),
        )


def _finish(place: Place, client_id: str) -> None:
    async def work(store: AppStore) -> bool:
        return await finish(store, await existing(store, client_id))

    if not place.do(work):
        raise InvalidInput(f"no rotation of {client_id} is under way: it has one secret only")
    click.echo(f"The former secret of {client_id} is worth nothing now.")
