"""``oauth-tool register``: a new app, into a store, as SQL, or at a server that registers apps."""

from dataclasses import replace
from pathlib import Path

import click

from oauth_tool.cli.form_options import completed, form_options
from oauth_tool.cli.handover_options import hand_over_options, showing
from oauth_tool.cli.options import database_option, profile_option
from oauth_tool.cli.remote_options import RemoteOptions, remote_options
from oauth_tool.cli.reporting import report_of
from oauth_tool.handing_over import HandOver, keep_and_deliver, shown_format
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.registering.storing import prepare_for, rehearse
from oauth_tool.registering.undoing import take_back
from oauth_tool.storage.opening import is_embedded, local_url, with_store

DIALECTS = ("postgresql", "sqlite")


@click.command()
@form_options
@database_option
@click.option("--dry-run", is_flag=True, help="Show the statement, try it, and roll it back.")
@click.option("--sql", "prints_sql", is_flag=True, help="Print SQL and store nothing.")
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default="postgresql",
    show_default=True,
    help="The database that the SQL is for.",
)
@click.option("--print-only", is_flag=True, help="Make credentials and store nothing.")
@click.option(
    "--from",
    "apps_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Register the apps that this YAML file declares, and change those that differ from it.",
)
@click.option("--plan", "plans", is_flag=True, help="With --from: show what would change, and ask.")
@click.option("--yes", is_flag=True, help="With --plan: do not ask.")
@remote_options
@hand_over_options
@profile_option
def register(
    *,
    form: Form,
    database_url: str | None,
    dry_run: bool,
    prints_sql: bool,
    dialect: str,
    print_only: bool,
    apps_file: Path | None,
    plans: bool,
    yes: bool,
    remote: RemoteOptions,
    hand_over: HandOver,
    profile_name: str,
) -> None:
    """Register an app: credentials are made, the secret is shown once, only its hash is kept.

    What is missing is asked for on a terminal. The app goes into the local store, or into the
    platform's own --database. With --sql, stdout is SQL alone and the report goes to stderr. With
    --issuer or --registration-endpoint, a server makes the app itself (RFC 7591).
    """
    _refuse_several(
        {
            "--dry-run": dry_run,
            "--sql": prints_sql,
            "--print-only": print_only,
            "--from": apps_file,
            "--issuer or --registration-endpoint": remote.is_chosen,
        }
    )
    profile = load_profile(profile_name)
    url = database_url or local_url(profile)
    if apps_file:
        from oauth_tool.cli.register_batch import register_batch  # noqa: PLC0415 - one in a hundred

        register_batch(apps_file, url, profile, hand_over, plans=plans, yes=yes)
    elif remote.is_chosen:
        _register_remotely(form, profile, remote, hand_over)
    elif prints_sql:
        _print(completed(form, profile), profile, hand_over, dialect)
    else:
        owned = replace(form, owner_id=form.owner_id or _default_owner(url))
        whole = completed(owned, profile)
        if print_only:
            _print(whole, profile, hand_over, None)
        else:
            _store(whole, profile, url, hand_over, dry_run=dry_run)


def _store(form: Form, profile: Profile, url: str, hand_over: HandOver, *, dry_run: bool) -> None:
    if dry_run:
        click.echo(with_store(url, profile, lambda store: rehearse(store, form, profile)) + ";")
        click.echo("It would work. It was rolled back: nothing is stored.", err=True)
        return
    registration = with_store(url, profile, lambda store: prepare_for(store, form, profile))
    client = registration.client
    with hand_over.prepared(report_of(registration), showing()) as deliver:
        keep_and_deliver(
            keep=lambda: with_store(url, profile, lambda store: store.add_client(client)),
            deliver=deliver,
            undo=lambda: with_store(url, profile, lambda store: take_back(store, client)),
        )


def _print(form: Form, profile: Profile, hand_over: HandOver, dialect: str | None) -> None:
    registration = prepare(form, profile)
    report = report_of(registration, with_hash=dialect is None)
    with hand_over.prepared(report, showing(on_stderr=dialect is not None)) as deliver:
        deliver()
        if dialect is not None:
            from oauth_tool.registering.printed import as_sql  # noqa: PLC0415 - only for --sql

            click.echo(as_sql(registration, profile, dialect))


def _register_remotely(
    form: Form, profile: Profile, remote: RemoteOptions, hand_over: HandOver
) -> None:
    from oauth_tool.cli.remote import register_remotely  # noqa: PLC0415 - brings an HTTP client
    from oauth_tool.cli.remote_reporting import REMOTE_REPORTS  # noqa: PLC0415 - the same

    report_format = shown_format(hand_over)
    if report_format not in REMOTE_REPORTS:
        raise click.UsageError(
            "what a server issues goes to --credential-file, or to the screen as text or json",
            click.get_current_context(),
        )
    click.echo(REMOTE_REPORTS[report_format](register_remotely(form, profile, remote)))


def _default_owner(url: str) -> str:
    return DEMO_USER_ID if is_embedded(url) else ""


def _refuse_several(destinations: dict[str, object]) -> None:
    chosen = [option for option, value in destinations.items() if value]
    if len(chosen) > 1:
        raise click.UsageError(
            f"{chosen[0]} and {chosen[1]} exclude one another", click.get_current_context()
        )
