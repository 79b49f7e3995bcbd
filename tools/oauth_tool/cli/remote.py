"""Register an app with somebody else's server (RFC 7591). Import it where one is chosen."""

import asyncio
from collections.abc import Mapping

import click

from oauth_tool.cli.initial_access_token import asked_initial_access_token, initial_access_token
from oauth_tool.cli.options import is_terminal
from oauth_tool.cli.remote_choice import RemoteOptions
from oauth_tool.cli.remote_reporting import REMOTE_REPORTS, RemoteReport, report_of_outcome
from oauth_tool.client.registration_outcome import Outcome, problem_with_management
from oauth_tool.client.registration_refusals import Unauthorized
from oauth_tool.handing_over import HandOver, shown_format
from oauth_tool.oauth.credentials import Secret
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.client_metadata import client_metadata_of
from oauth_tool.registering.form import Form
from tool_cli.finishing import printable


def register_and_show(
    form: Form, profile: Profile, options: RemoteOptions, hand_over: HandOver
) -> None:
    """Register an app with somebody else's server, and print what is shown of it.

    Raises:
        ToolError: The server refused or cannot be reached, or the credential file cannot be made.
        click.UsageError: What the server issues cannot be handed over like this.
    """
    write = REMOTE_REPORTS.get(shown_format(hand_over) or "")
    if write is None:
        raise click.UsageError(
            "what a server issues goes to --credential-file, or to the screen as text or json",
            click.get_current_context(),
        )
    click.echo(write(register_remotely(form, profile, options)))


def register_remotely(form: Form, profile: Profile, options: RemoteOptions) -> RemoteReport:
    """Register an app with somebody else's server, and return what is shown of it.

    If the server wants an initial access token and none is at hand, a person at a terminal is
    asked for it. Warnings go to stderr.

    Raises:
        ToolError: The server refused or cannot be reached, or the credential file cannot be made.
    """
    metadata = client_metadata_of(form, profile, options.metadata)
    token = initial_access_token(options.initial_access_token_file)
    try:
        outcome = _registered(options, metadata, token)
    except Unauthorized:
        if token is not None or not is_terminal():
            raise
        outcome = _registered(options, metadata, asked_initial_access_token())
    if problem := problem_with_management(outcome.credentials, allow_http=options.allow_http):
        warn(f"the app cannot be managed from here: {problem}")
    return report_of_outcome(outcome, options.credential_file)


def warn(text: str) -> None:
    """Write a warning to stderr, safe on a terminal."""
    click.echo(f"Warning: {printable(text)}.", err=True)


def _registered(
    options: RemoteOptions, metadata: Mapping[str, object], token: Secret | None
) -> Outcome:
    # The HTTP client takes half a second to import; a wrong form or token is known without it.
    from oauth_tool.web.registering_remotely import Target, register  # noqa: PLC0415

    target = Target(
        registration_endpoint=options.registration_endpoint,
        issuer=options.issuer,
        initial_access_token=token,
        allow_http=options.allow_http,
    )
    return asyncio.run(register(target, metadata, options.credential_file))
