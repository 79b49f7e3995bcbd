"""``oauth-tool platform faults``: what goes wrong on a running platform."""

from pathlib import Path

import click

from oauth_tool.cli.platform_control import control_token, control_token_option, url_option


@click.group("faults")
def faults() -> None:
    """Let answers of a running platform go wrong."""


@faults.command("kinds")
def kinds() -> None:
    """List what can go wrong."""
    from oauth_tool.platform.faults import MEANINGS  # noqa: PLC0415 - only this command needs it

    for kind, meaning in MEANINGS.items():
        click.echo(f"{kind:26} {meaning}")


@faults.command("list")
@url_option
@control_token_option
def list_pending(url: str, control_token_file: Path | None) -> None:
    """List what is still to go wrong, the oldest first."""
    token = control_token(control_token_file)
    import asyncio  # noqa: PLC0415 - wrong options do without it

    from oauth_tool.web.platform_steering import pending_faults  # noqa: PLC0415 - the same

    pending = asyncio.run(pending_faults(url, token))
    for line in pending or ["Nothing is to go wrong."]:
        click.echo(line)


@faults.command("add")
@click.argument("kind")
@click.argument("endpoint")
@click.option("--times", default="once", show_default=True, help="once, always, or a number.")
@click.option("--client-id", metavar="ID", help="Strike this app alone.")
@click.option("--code", help="Strike the redemption of this authorization code alone.")
@click.option(
    "--delay",
    type=click.IntRange(0, 600),
    metavar="SECONDS",
    help="What 'slow' waits.  [default: 5]",
)
@url_option
@control_token_option
def add(
    *,
    kind: str,
    endpoint: str,
    times: str,
    client_id: str | None,
    code: str | None,
    delay: int | None,
    url: str,
    control_token_file: Path | None,
) -> None:
    """Let an answer go wrong.

    KIND is one that 'faults kinds' lists. ENDPOINT is token, introspection, revocation,
    authorization, resource, any, or a path.
    """
    token = control_token(control_token_file)
    import asyncio  # noqa: PLC0415 - wrong options do without it

    from oauth_tool.web.platform_steering import add_fault  # noqa: PLC0415 - the same

    asked = {
        "fault": kind,
        "endpoint": endpoint,
        "times": times,
        "client_id": client_id,
        "code": code,
        "delay": delay,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    click.echo(asyncio.run(add_fault(url, token, given)))


@faults.command("clear")
@url_option
@control_token_option
def clear(url: str, control_token_file: Path | None) -> None:
    """Let nothing go wrong any more."""
    token = control_token(control_token_file)
    import asyncio  # noqa: PLC0415 - wrong options do without it

    from oauth_tool.web.platform_steering import clear_faults  # noqa: PLC0415 - the same

    asyncio.run(clear_faults(url, token))
    click.echo("Nothing is to go wrong any more.")
