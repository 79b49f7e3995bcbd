"""``oauth-tool register``: a new app, into a store or as SQL."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from oauth_tool import registering
from oauth_tool.cli import prompting
from oauth_tool.cli.options import CommaList, database_option, is_terminal
from oauth_tool.cli.reporting import as_json, as_text, report_of
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering import Form
from oauth_tool.storage.opening import is_embedded, local_url, with_store
from tool_cli.secret_files import secret_in_file

REPORTS = {"text": as_text, "json": as_json}


@click.command()
@click.option("--name", help="What the consent page calls the app.")
@click.option("--description", help="What the consent page says of it.")
@click.option(
    "--redirect-uri",
    "redirect_uri",
    multiple=True,
    metavar="URI",
    help="Where answers may go; repeat it for more. Compared character by character.",
)
@click.option(
    "--redirect-uris", type=CommaList(), default=(), help="The same as a list with commas."
)
@click.option(
    "--scope", "scope", multiple=True, help="A scope that the app may ask for; repeat it for more."
)
@click.option("--scopes", type=CommaList(), default=(), help="The same as a list with commas.")
@click.option(
    "--grant-type",
    "grant_type",
    multiple=True,
    help="A grant that the app may use; repeat it for more.  [default: all of the profile]",
)
@click.option("--grant-types", type=CommaList(), default=(), help="The same as a list with commas.")
@click.option(
    "--owner-id",
    metavar="ID",
    help="The user that owns the app.  [default in a local store: its demo user]",
)
@database_option
@click.option("--sql", "prints_sql", is_flag=True, help="Print SQL for psql and store nothing.")
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the client secret to this file, mode 0600, and show it nowhere.",
)
@click.option(
    "--format",
    "report",
    type=click.Choice(list(REPORTS)),
    default="text",
    show_default=True,
    help="How the result is printed.",
)
@click.option("--profile", "profile_name", default="autogpt", show_default=True)
def register(
    *,
    name: str | None,
    description: str | None,
    redirect_uri: tuple[str, ...],
    redirect_uris: tuple[str, ...],
    scope: tuple[str, ...],
    scopes: tuple[str, ...],
    grant_type: tuple[str, ...],
    grant_types: tuple[str, ...],
    owner_id: str | None,
    database_url: str | None,
    prints_sql: bool,
    secret_file: Path | None,
    report: str,
    profile_name: str,
) -> None:
    """Register an app: credentials are made, the secret is shown once, only its hash is kept.

    What is missing is asked for on a terminal. With --sql, stdout is SQL alone and the secret
    goes to stderr or to --secret-file.
    """
    profile = load_profile(profile_name)
    url = database_url or local_url(profile)
    form = _complete(
        profile,
        Form(
            name=name or "",
            description=description,
            redirect_uris=redirect_uri + redirect_uris,
            scopes=scope + scopes,
            grant_types=grant_type + grant_types,
            owner_id=owner_id or _default_owner(url, prints_sql=prints_sql),
        ),
    )
    registration = registering.prepare(form, profile)
    with secret_in_file(registration.secret.reveal(), secret_file):
        if prints_sql:
            click.echo(registering.as_sql(registration, profile))
        else:
            with_store(url, profile, lambda store: store.add_client(registration.client))
    click.echo(REPORTS[report](report_of(registration, secret_file)), err=prints_sql)


def _default_owner(url: str, *, prints_sql: bool) -> str:
    return DEMO_USER_ID if is_embedded(url) and not prints_sql else ""


def _complete(profile: Profile, form: Form) -> Form:
    asks_description = form.description is None
    questions = {
        "name": ("--name", prompting.ask_name),
        "redirect_uris": ("--redirect-uri", prompting.ask_redirect_uris),
        "scopes": ("--scope", lambda: prompting.ask_scopes(profile)),
        "owner_id": ("--owner-id", prompting.ask_owner_id),
    }
    open_questions = {field: q for field, q in questions.items() if not getattr(form, field)}
    if not open_questions:
        return form
    if not is_terminal():
        raise prompting.missing(option for option, _ in open_questions.values())
    answers: dict[str, Any] = {field: ask() for field, (_, ask) in open_questions.items()}
    if asks_description:
        answers["description"] = prompting.ask_description()
    return replace(form, **answers)
