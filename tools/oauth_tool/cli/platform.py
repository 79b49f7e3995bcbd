"""``oauth-tool platform``: the embedded platform alone, and its clock."""

import gc
import os
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oauth_tool.cli.options import Duration, database_option, profile_option
from oauth_tool.cli.platform_control import (
    CONTROL_VARIABLE,
    FILE,
    PORT,
    control_token,
    control_token_option,
    secret_in,
    url_option,
)
from oauth_tool.cli.platform_faults import faults
from oauth_tool.oauth.credentials import Secret
from oauth_tool.profiles.loading import load_profile

if TYPE_CHECKING:
    from oauth_tool.presetting.preset import Preset
    from oauth_tool.profiles.profile import Profile
    from oauth_tool.web.platform_running import Running

ALONE = (
    "The database lets this tool make no tables of its own: sign-ins, clock and faults are of this"
    " process alone, and nobody can sign up."
)


@click.group("platform", invoke_without_command=True)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port on 127.0.0.1; 0 for any free one.",
)
@profile_option
@database_option
@click.option(
    "--fault",
    "fault_texts",
    multiple=True,
    metavar="KIND@ENDPOINT[:TIMES][:CLIENT_ID]",
    help="Let an answer go wrong, such as 503@token, slow@resource:always or"
    " invalid_grant@token:2; repeat it for more. 'platform faults kinds' lists the kinds.",
)
@click.option(
    "--preset",
    "preset_file",
    type=FILE,
    help="A YAML file of users, apps, tokens, API keys, faults and the clock, which the platform"
    " holds from its start on.",
)
@click.option(
    "--issuer",
    "issuers",
    multiple=True,
    metavar="NAME",
    help="With the rfc profile, be one more authorization server, at /issuers/NAME; repeat it for"
    " more.",
)
@click.option(
    "--user-token-key-file",
    type=FILE,
    help="The key (HS256) of the tokens that stand for users.  [default: that of the database]",
)
@click.option(
    "--control-token-file",
    type=FILE,
    help="Write the control token to this new file, which is removed at the end, instead of"
    " printing it.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes serve it.",
)
@click.pass_context
def platform(
    context: click.Context,
    *,
    port: int,
    workers: int,
    profile_name: str,
    database_url: str | None,
    fault_texts: tuple[str, ...],
    preset_file: Path | None,
    issuers: tuple[str, ...],
    user_token_key_file: Path | None,
    control_token_file: Path | None,
) -> None:
    """Start the embedded platform alone, for apps that are developed against it.

    /healthz says when it answers. Who has the control token may move its clock and let its answers
    go wrong, below /control/; a new one is made at each start, unless OAUTH_TOOL_CONTROL_TOKEN
    holds one. Ctrl-C and SIGTERM stop it, with exit code 0.

    Expired codes and tokens are deleted every OAUTH_TOKEN_CLEANUP_INTERVAL_HOURS (1 to 24, 6 by
    default).
    """
    if context.invoked_subcommand is not None:
        return
    # Until it serves, much is made and nothing thrown away: looking for garbage is lost time.
    gc.disable()
    # The web framework takes half a second to import; --help and wrong options do without it.
    from oauth_tool.web.certificates import import_aiohttp  # noqa: PLC0415

    import_aiohttp()
    from oauth_tool.platform.cleanup import cleanup_interval  # noqa: PLC0415
    from oauth_tool.platform.faults import read_fault  # noqa: PLC0415
    from oauth_tool.web.event_loop import run_in_event_loop  # noqa: PLC0415
    from oauth_tool.web.platform_control import (  # noqa: PLC0415
        given_control_token,
        new_control_token,
    )
    from oauth_tool.web.platform_running import PlatformSettings, serve_platform  # noqa: PLC0415

    profile = load_profile(profile_name)
    key = user_token_key_file
    token = given_control_token(os.environ) or new_control_token()
    settings = PlatformSettings(
        profile=profile,
        port=port,
        database_url=database_url,
        faults=tuple(read_fault(profile, text) for text in fault_texts),
        preset=_preset_in(preset_file, profile) if preset_file else None,
        user_token_key=secret_in(key, "--user-token-key-file") if key else None,
        control_token=token,
        cleanup_every=cleanup_interval(os.environ),
        issuers=issuers,
    )
    with ExitStack() as files:
        greet = partial(_greet, token, control_token_file, files)
        if workers == 1:
            run_in_event_loop(serve_platform(settings, greet))
        else:
            from oauth_tool.web.platform_workers import serve_with_workers  # noqa: PLC0415

            serve_with_workers(settings, workers, greet)


platform.add_command(faults)


@platform.group("clock")
def clock() -> None:
    """Steer the time of a running platform."""


@clock.command("advance")
@click.argument("duration", type=Duration())
@url_option
@control_token_option
def advance(duration: timedelta, url: str, control_token_file: Path | None) -> None:
    """Move the time of a running platform forward: by 3601s, 15m, 24h or 30d."""
    token = control_token(control_token_file)
    import asyncio  # noqa: PLC0415 - wrong options do without it

    from oauth_tool.web.platform_steering import advance_clock  # noqa: PLC0415 - the same

    now = asyncio.run(advance_clock(url, token, duration))
    click.echo(f"It is {now} on the platform now.")


@clock.command("reset")
@url_option
@control_token_option
def reset(url: str, control_token_file: Path | None) -> None:
    """Let it be as late on a running platform as it really is.

    The clock stands in the platform's database: it stays ahead until this is called, whatever is
    restarted.
    """
    token = control_token(control_token_file)
    import asyncio  # noqa: PLC0415 - wrong options do without it

    from oauth_tool.web.platform_steering import reset_clock  # noqa: PLC0415 - the same

    now = asyncio.run(reset_clock(url, token))
    click.echo(f"It is {now} on the platform now.")


@platform.group("keys")
def keys() -> None:
    """Steer the signing keys of a running platform."""


@keys.command("rotate")
@click.option("--issuer", default="", metavar="NAME", help="One at /issuers/NAME.")
@url_option
@control_token_option
def rotate(issuer: str, url: str, control_token_file: Path | None) -> None:
    """Let a running platform of the rfc profile sign with a new key.

    The old one stays published until the last token that it signed has expired.
    """
    token = control_token(control_token_file)
    import asyncio  # noqa: PLC0415 - wrong options do without it

    from oauth_tool.web.platform_steering import rotate_keys  # noqa: PLC0415 - the same

    kid = asyncio.run(rotate_keys(url, token, issuer))
    click.echo(f"The platform signs with the key {kid} now.")


def _preset_in(file: Path, profile: "Profile") -> "Preset":
    from oauth_tool.presetting.reading import read_preset  # noqa: PLC0415 - few have a preset

    return read_preset(file, profile)


def _greet(token: Secret, token_file: Path | None, files: ExitStack, running: "Running") -> None:
    from tool_cli.secret_files import secret_in_file  # noqa: PLC0415 - few ask for a file

    told = f"that of ${CONTROL_VARIABLE}" if os.environ.get(CONTROL_VARIABLE) else token.reveal()
    if token_file:
        files.enter_context(secret_in_file(token.reveal(), token_file))
        files.callback(token_file.unlink, missing_ok=True)
        told = f"in {token_file}"
    click.echo(f"Platform       {running.origin}/")
    for label, url in running.addresses:
        click.echo(f"{label:14} {url}")
    click.echo(f"Control token  {told}")
    plan = running.control.steering.plan
    if plan.ahead:
        click.echo(f"Clock          ahead by {plan.ahead}; 'platform clock reset' sets it back")
    if plan.pending:
        click.echo(
            f"Faults         {len(plan.pending)} to happen; 'platform faults list' shows them"
        )
    if not running.control.steering.is_shared:
        click.echo(ALONE)
    click.echo("Press Ctrl-C to stop.")
