"""``oauth-tool register``: a new app, into a store or as SQL."""

from dataclasses import replace
from typing import Any

import click

from oauth_tool import registering
from oauth_tool.cli import prompting
from oauth_tool.cli.handover_options import hand_over_options, showing
from oauth_tool.cli.options import CommaList, database_option, is_terminal
from oauth_tool.cli.reporting import report_of
from oauth_tool.handing_over import HandOver, keep_and_deliver
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering import Form
from oauth_tool.registering.storing import prepare_for, rehearse
from oauth_tool.registering.undoing import take_back
from oauth_tool.storage.opening import is_embedded, local_url, with_store
from oauth_tool.storage.printing import DIALECTS


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
@click.option("--client-id", metavar="ID", help="The public identifier.  [default: a new one]")
@click.option(
    "--public", "is_public", is_flag=True, help="The app cannot keep a secret: make none."
)
@click.option(
    "--native",
    "is_native",
    is_flag=True,
    help="The app runs on the user's device: allow com.example.app:/cb where the platform does.",
)
@click.option("--logo-url", metavar="URL", help="An image to show beside the app.")
@database_option
@click.option("--dry-run", is_flag=True, help="Show the statement, try it, and roll it back.")
@click.option("--sql", "prints_sql", is_flag=True, help="Print SQL and store nothing.")
@click.option(
    "--dialect",
    type=click.Choice(list(DIALECTS)),
    default="postgresql",
    show_default=True,
    help="The database that the SQL is for.",
)
@click.option("--print-only", is_flag=True, help="Make credentials and store nothing.")
@hand_over_options
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
    client_id: str | None,
    is_public: bool,
    is_native: bool,
    logo_url: str | None,
    database_url: str | None,
    dry_run: bool,
    prints_sql: bool,
    dialect: str,
    print_only: bool,
    hand_over: HandOver,
    profile_name: str,
) -> None:
    """Register an app: credentials are made, the secret is shown once, only its hash is kept.

    What is missing is asked for on a terminal. The app goes into the local store, or into the
    platform's own --database. With --sql, stdout is SQL alone and the secret goes to stderr or to
    --secret-file. The hash is all that a platform needs: --print-only shows it.
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
            client_id=client_id,
            is_public=is_public,
            is_native=is_native,
            logo_url=logo_url,
        ),
    )
    if dry_run:
        rehearsed = with_store(url, profile, lambda store: rehearse(store, form, profile))
        click.echo(f"{rehearsed};")
        click.echo("It would work. It was rolled back: nothing is stored.", err=True)
        return

    show = showing(on_stderr=prints_sql)
    if prints_sql or print_only:
        registration = registering.prepare(form, profile)
        with hand_over.prepared(report_of(registration, with_hash=print_only), show) as deliver:
            deliver()
            if prints_sql:
                click.echo(registering.as_sql(registration, profile, dialect))
        return
    registration = with_store(url, profile, lambda store: prepare_for(store, form, profile))
    client = registration.client
    with hand_over.prepared(report_of(registration), show) as deliver:
        keep_and_deliver(
            keep=lambda: with_store(url, profile, lambda store: store.add_client(client)),
            deliver=deliver,
            undo=lambda: with_store(url, profile, lambda store: take_back(store, client)),
        )


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
