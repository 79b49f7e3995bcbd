"""``oauth-tool remote``: look after an app at the server where it was registered (RFC 7592)."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from oauth_tool.cli.confirming import is_agreed
from oauth_tool.cli.metadata_option import metadata_option
from oauth_tool.cli.remote import warn
from oauth_tool.cli.remote_options import HIDDEN_FILE, allow_http_option
from oauth_tool.cli.remote_reporting import REMOTE_REPORTS, is_expired, report_of_outcome
from oauth_tool.client.credential_file import is_open_to_others, read_credentials
from oauth_tool.client.registration_outcome import Outcome
from oauth_tool.oauth.moments import utc_now
from tool_cli.errors import InvalidInput

Result = TypeVar("Result")
Command = Callable[..., Any]

credential_file_option = click.option(
    "--credential-file",
    type=HIDDEN_FILE,
    required=True,
    help="The file that 'oauth-tool register --credential-file' wrote.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(REMOTE_REPORTS)),
    default="text",
    show_default=True,
    help="How the result is printed.",
)


@click.group()
def remote() -> None:
    """Look after an app that another server registered: show, change or delete it there."""


@remote.command()
@credential_file_option
@format_option
@allow_http_option
def show(*, credential_file: Path, form: str, allow_http: bool) -> None:
    """Show an app as its server has it now."""
    # The HTTP client takes half a second to import; --help and wrong options do without it.
    from oauth_tool.web.managing_remotely import read  # noqa: PLC0415

    _warn_if_open(credential_file)
    outcome = _done(read(credential_file, allow_http=allow_http))
    _report(outcome, credential_file, form)


@remote.command()
@credential_file_option
@click.option("--name", help="What the consent page calls the app.")
@click.option(
    "--redirect-uri",
    "redirect_uris",
    multiple=True,
    metavar="URI",
    help="Where answers may go, instead of all former URIs; repeat it for more.",
)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    help="A scope that the app may ask for, instead of all former ones; repeat it for more.",
)
@metadata_option
@format_option
@allow_http_option
def update(
    *,
    credential_file: Path,
    name: str | None,
    redirect_uris: tuple[str, ...],
    scopes: tuple[str, ...],
    metadata: Mapping[str, object],
    form: str,
    allow_http: bool,
) -> None:
    """Change an app at its server. What is not named stays as it is."""
    from oauth_tool.web.managing_remotely import update as change  # noqa: PLC0415 - as above

    options = {
        "client_name": name,
        "redirect_uris": list(redirect_uris),
        "scope": " ".join(scopes),
    }
    changes = {key: value for key, value in options.items() if value} | dict(metadata)
    if not changes:
        raise InvalidInput("there is nothing to change", "'--help' lists what can be")
    _warn_if_open(credential_file)
    outcome = _done(change(credential_file, changes, allow_http=allow_http))
    _report(outcome, credential_file, form)


@remote.command()
@credential_file_option
@allow_http_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(*, credential_file: Path, allow_http: bool, yes: bool) -> None:
    """Delete an app at its server, and then the credential file. Nothing brings it back."""
    from oauth_tool.web.managing_remotely import delete as delete_there  # noqa: PLC0415 - as above

    client_id = read_credentials(credential_file).client_id
    if not yes and not is_agreed(f"Delete the app {client_id!r} at its server?"):
        return
    _done(delete_there(credential_file, allow_http=allow_http))
    click.echo(f"Deleted {client_id!r}, and {credential_file}.")


def _done(work: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run(work)


def _report(outcome: Outcome, credential_file: Path, form: str) -> None:
    if is_expired(outcome.credentials, utc_now()):
        warn("the client secret has expired")
    click.echo(REMOTE_REPORTS[form](report_of_outcome(outcome, credential_file)))


def _warn_if_open(credential_file: Path) -> None:
    if is_open_to_others(credential_file):
        warn(
            f"others on this machine could read {credential_file}; it is closed to them now, but"
            " the secrets in it may be known"
        )
