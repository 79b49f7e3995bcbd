"""``oauth-tool apps set-logo``."""

from pathlib import Path

import click

from oauth_tool.cli.apps.changing import change_app
from oauth_tool.cli.apps.place import (
    Place,
    client_id_argument,
    format_option,
    place_at,
    place_options,
)
from oauth_tool.cli.options import FilePath
from oauth_tool.cli.platform_control import PORT
from oauth_tool.registering.changing import Changes
from oauth_tool.registering.finding import existing
from oauth_tool.storage.opening import is_embedded
from tool_cli.errors import InvalidInput


@click.command("set-logo")
@client_id_argument
@click.argument("url", required=False)
@click.option(
    "--file",
    type=FilePath(dir_okay=False),
    help="A square JPEG, PNG or WebP of 512 to 2048 pixels, for the embedded platform to show.",
)
@click.option(
    "--platform-url",
    metavar="URL",
    default=f"http://127.0.0.1:{PORT}",
    show_default=True,
    help="With --file: where browsers find the embedded platform.",
)
@place_options
@format_option
def set_logo(
    *,
    client_id: str,
    url: str | None,
    file: Path | None,
    platform_url: str,
    database_url: str | None,
    profile_name: str,
    form: str,
) -> None:
    """Show the image at URL, or in a file, beside an app; "" removes the logo."""
    place = place_at(database_url, profile_name)
    if (url is None) is (file is None):
        raise click.UsageError(
            "name either the URL of an image or a --file", click.get_current_context()
        )
    if file:
        _use_file(place, client_id, file, platform_url, form)
    else:
        change_app(place, client_id, Changes(logo_url=url), form)


def _use_file(place: Place, client_id: str, file: Path, platform_url: str, form: str) -> None:
    # What looks at pictures is not imported for a URL.
    from oauth_tool.platform.logo_files import kept_logo  # noqa: PLC0415
    from oauth_tool.platform.media import MediaFolder, local_media, name_in  # noqa: PLC0415

    if not is_embedded(place.url):
        raise InvalidInput(
            "a real platform keeps pictures in a place of its own, which its database is not",
            "upload the file on the platform's page, or name the URL of the image",
        )
    client = place.do(lambda store: existing(store, client_id))
    folder = MediaFolder(path=local_media(place.profile))
    with kept_logo(file, folder, platform_url) as url:
        change_app(place, client_id, Changes(logo_url=url), form)
    former = name_in(client.logo_url, platform_url.rstrip("/"))
    if former:
        folder.remove(former)
