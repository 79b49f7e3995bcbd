"""``oauth-tool register`` for one app: into a store, as SQL, or just shown."""

from dataclasses import replace

import click

from oauth_tool.cli.completing import completed
from oauth_tool.cli.handover_options import showing
from oauth_tool.cli.reporting import report_of
from oauth_tool.handing_over import HandOver, keep_and_deliver
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.new_secret import NewSecret
from oauth_tool.registering.preparing import Registration, prepare
from oauth_tool.registering.storing import prepare_for, rehearse
from oauth_tool.registering.undoing import take_back
from oauth_tool.storage.opening import is_embedded, local_url, with_store


def store_app(
    form: Form,
    profile: Profile,
    new_secret: NewSecret | None,
    database_url: str | None,
    hand_over: HandOver,
) -> None:
    """Register an app in a store, and hand its secret over: both, or neither."""
    whole = completed(_owned(form, database_url), profile)
    url = database_url or local_url(profile)
    registration = with_store(
        url, profile, lambda store: prepare_for(store, whole, profile, new_secret)
    )
    client = registration.client
    with hand_over.prepared(report_of(registration), showing()) as deliver:
        keep_and_deliver(
            keep=lambda: with_store(url, profile, lambda store: store.add_client(client)),
            deliver=deliver,
            undo=lambda: with_store(url, profile, lambda store: take_back(store, client)),
        )


def rehearse_app(
    form: Form, profile: Profile, new_secret: NewSecret | None, database_url: str | None
) -> None:
    """Print the statement that would register an app, after trying it and rolling it back."""
    whole = completed(_owned(form, database_url), profile)
    url = database_url or local_url(profile)
    statement = with_store(url, profile, lambda store: rehearse(store, whole, profile, new_secret))
    click.echo(f"{statement};")
    click.echo("It would work. It was rolled back: nothing is stored.", err=True)


def show_app(
    form: Form,
    profile: Profile,
    new_secret: NewSecret | None,
    database_url: str | None,
    hand_over: HandOver,
) -> None:
    """Print an app that is stored nowhere."""
    registration = _prepared(_owned(form, database_url), profile, new_secret)
    with hand_over.prepared(report_of(registration, with_hash=True), showing()) as deliver:
        deliver()


def print_sql(
    form: Form,
    profile: Profile,
    new_secret: NewSecret | None,
    dialect: str,
    hand_over: HandOver,
) -> None:
    """Print the SQL that registers an app; the report goes to stderr."""
    from oauth_tool.registering.printed import as_sql  # noqa: PLC0415 - only for --sql

    registration = _prepared(form, profile, new_secret)
    with hand_over.prepared(report_of(registration), showing(on_stderr=True)) as deliver:
        deliver()
        click.echo(as_sql(registration, profile, dialect))


def _prepared(form: Form, profile: Profile, new_secret: NewSecret | None) -> Registration:
    return prepare(completed(form, profile), profile, new_secret=new_secret)


def _owned(form: Form, database_url: str | None) -> Form:
    """Return the form with the owner that a local store has, if it names none."""
    if form.owner_id or not (database_url is None or is_embedded(database_url)):
        return form
    return replace(form, owner_id=DEMO_USER_ID)
