"""``oauth-tool test-server``: walk through a flow in the browser."""

import gc
from pathlib import Path
from typing import Any

import click

from oauth_tool.cli.client_secrets import SECRET_VARIABLE, client_secret
from oauth_tool.cli.initial_access_token import initial_access_token
from oauth_tool.cli.options import CommaList, database_option
from oauth_tool.cli.server_options import named_endpoints, server_options
from oauth_tool.profiles.loading import load_profile

PORT = click.IntRange(0, 65535)


@click.command("test-server")
@click.option(
    "--port",
    type=PORT,
    default=9876,
    show_default=True,
    help="The client's port on 127.0.0.1; 0 for any free one.",
)
@click.option(
    "--platform-port",
    type=PORT,
    default=9877,
    show_default=True,
    help="The embedded platform's port on 127.0.0.1; 0 for any free one.",
)
@click.option(
    "--listen",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="This machine's address to listen on: 0.0.0.0 in a container whose ports are published.",
)
@click.option(
    "--redirect-uri",
    metavar="URI",
    help="Where the platform sends its answers, if not to /callback here: a tunnel's or a published"
    " port's address, or one elsewhere, whose answer is then pasted.",
)
@click.option(
    "--profile",
    "profile_name",
    metavar="NAME|FILE",
    help="How the platform behaves.  [default: autogpt; rfc for a server that is named by --issuer"
    " or by its endpoints]",
)
@database_option
@click.option(
    "--owner-id",
    metavar="ID",
    help="The user that owns the temporary app.  [default in a local store: its demo user]",
)
@click.option(
    "--platform-url",
    metavar="URL",
    help="A real platform's pages, instead of the embedded platform.  [default with --backend-url:"
    " the profile's]",
)
@click.option(
    "--backend-url",
    metavar="URL",
    help="A real platform's endpoints.  [default with --platform-url: the profile's]",
)
@server_options
@click.option(
    "--client-id",
    metavar="ID",
    help="Play this registered app instead of a temporary one.",
)
@click.option(
    "--client-secret-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Its secret's file.  [default: ${SECRET_VARIABLE}, else asked for]",
)
@click.option("--public", "is_public", is_flag=True, help="The app of --client-id has no secret.")
@click.option(
    "--scope", "scope", multiple=True, help="A scope that the app may ask for; repeat it for more."
)
@click.option(
    "--scopes",
    type=CommaList(),
    default=(),
    help="The same as a list with commas.  [default: all of the profile]",
)
@click.option(
    "--keep-runs/--no-keep-runs",
    "keeps_runs",
    default=True,
    show_default=True,
    help="Keep what was sent and answered, without secrets, for 'oauth-tool runs'.",
)
@click.option(
    "--reveal",
    "reveals",
    is_flag=True,
    help="Offer downloads of the run with its secrets, too. What is kept has none even then.",
)
@click.option(
    "--open/--no-browser",
    "opens_browser",
    default=None,
    help="Open the page in a browser, or do not.  [default: where there is a desktop]",
)
def test_server(
    *,
    port: int,
    platform_port: int,
    listen: str,
    redirect_uri: str | None,
    profile_name: str | None,
    database_url: str | None,
    owner_id: str | None,
    platform_url: str | None,
    backend_url: str | None,
    client_id: str | None,
    client_secret_file: Path | None,
    is_public: bool,
    scope: tuple[str, ...],
    scopes: tuple[str, ...],
    keeps_runs: bool,
    reveals: bool,
    opens_browser: bool | None,
    **server: Any,  # noqa: ANN401 - the values of server_options
) -> None:
    """Walk through an OAuth flow in the browser: this server plays the client.

    By default it plays the platform, too, on a second port, with a temporary app that is removed
    at the end. With --platform-url or --backend-url the client talks to a real platform: as an app
    that exists there (--client-id), which must have http://127.0.0.1:PORT/callback among its
    redirect URIs, or as a temporary one in its database (--database and --owner-id). With --issuer
    it talks to any server that publishes its metadata; with --authorization-endpoint and
    --token-endpoint to any other.

    Ctrl-C and SIGTERM stop it, with exit code 0.
    """
    endpoints = named_endpoints(server)
    is_elsewhere = server["issuer"] is not None or bool(endpoints)
    profile_name = profile_name or ("rfc" if is_elsewhere else "autogpt")
    profile = load_profile(profile_name)
    secret = client_secret(client_secret_file) if client_id and not is_public else None
    token = initial_access_token(server["initial_access_token_file"]) if is_elsewhere else None

    # Until it serves, much is made and nothing thrown away: looking for garbage is lost time.
    gc.disable()
    # The web framework takes half a second to import; --help and wrong options do without it.
    from oauth_tool.web.certificates import import_aiohttp  # noqa: PLC0415

    import_aiohttp()
    from oauth_tool.web.desktop import has_desktop, open_page  # noqa: PLC0415
    from oauth_tool.web.event_loop import run_in_event_loop  # noqa: PLC0415
    from oauth_tool.web.settings import Elsewhere, Existing, Settings, Terminal  # noqa: PLC0415
    from oauth_tool.web.test_server import serve  # noqa: PLC0415

    settings = Settings(
        profile=profile,
        profile_name=profile_name,
        port=port,
        platform_port=platform_port,
        listen=listen,
        redirect_uri=redirect_uri,
        platform_url=platform_url,
        backend_url=backend_url,
        database_url=database_url,
        owner_id=owner_id,
        existing=Existing(client_id=client_id, secret=secret) if client_id else None,
        elsewhere=Elsewhere(
            issuer=server["issuer"],
            endpoints=endpoints,
            jwks_uri=server["jwks_uri"],
            authentication=server["client_auth"],
            initial_access_token=token,
            allow_http=server["allow_http"],
        ),
        scopes=scope + scopes,
        keeps_runs=keeps_runs,
        reveals=reveals,
    )
    opens = has_desktop() if opens_browser is None else opens_browser
    terminal = Terminal(
        say=click.echo,
        warn=lambda line: click.echo(line, err=True),
        open_page=open_page if opens else lambda _: None,
    )
    run_in_event_loop(serve(settings, terminal))
