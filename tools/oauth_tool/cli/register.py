"""``oauth-tool register``: a new app, into a store, as SQL, or at a server that registers apps."""

from typing import TYPE_CHECKING

import click

from oauth_tool.cli.form_options import form_options
from oauth_tool.cli.handover_options import hand_over_options
from oauth_tool.cli.hashing_ahead import hashing_ahead
from oauth_tool.cli.options import FilePath, database_option, profile_option
from oauth_tool.cli.remote_options import remote_options

if TYPE_CHECKING:
    from pathlib import Path

    from oauth_tool.cli.remote_choice import RemoteOptions
    from oauth_tool.handing_over import HandOver
    from oauth_tool.profiles.profile import Profile
    from oauth_tool.registering.form import Form
    from oauth_tool.registering.new_secret import NewSecret

DIALECTS = ("postgresql", "sqlite")


@click.command()
@hashing_ahead
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
    type=FilePath(dir_okay=False),
    help="Register the apps that this YAML file declares, and change those that differ from it.",
)
@click.option("--plan", "plans", is_flag=True, help="With --from: show what would change, and ask.")
@click.option("--yes", is_flag=True, help="With --plan: do not ask.")
@remote_options
@hand_over_options
@profile_option
def register(
    *,
    form: "Form",
    database_url: str | None,
    dry_run: bool,
    prints_sql: bool,
    dialect: str,
    print_only: bool,
    apps_file: "Path | None",
    plans: bool,
    yes: bool,
    remote: "RemoteOptions | None",
    hand_over: "HandOver",
    profile: "Profile",
    new_secret: "NewSecret | None",
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
            "--issuer or --registration-endpoint": remote,
        }
    )
    _refuse_what_would_be_ignored(form, apps_file, plans=plans)
    if apps_file:
        from oauth_tool.cli.register_batch import register_batch  # noqa: PLC0415 - one in a hundred

        register_batch(apps_file, database_url, profile, hand_over, plans=plans, yes=yes)
        return
    if remote:
        from oauth_tool.cli.remote import register_and_show  # noqa: PLC0415 - the same

        register_and_show(form, profile, remote, hand_over)
        return
    # Here and not above, so that the secret is hashed while it is imported.
    from oauth_tool.cli import register_one  # noqa: PLC0415

    if prints_sql:
        register_one.print_sql(form, profile, new_secret, dialect, hand_over)
    elif print_only:
        register_one.show_app(form, profile, new_secret, database_url, hand_over)
    elif dry_run:
        register_one.rehearse_app(form, profile, new_secret, database_url)
    else:
        register_one.store_app(form, profile, new_secret, database_url, hand_over)


def _refuse_what_would_be_ignored(form: "Form", apps_file: "Path | None", *, plans: bool) -> None:
    described = [field for field in form.__slots__ if getattr(form, field)]
    if apps_file and described:
        option = described[0].removeprefix("is_").replace("_", "-")
        words = f"with --from the file says what the apps are, so --{option} would be ignored"
    elif plans and not apps_file:
        words = "--plan is for --from alone; --dry-run tries one app"
    else:
        return
    raise click.UsageError(words, click.get_current_context())


def _refuse_several(destinations: dict[str, object]) -> None:
    chosen = [option for option, value in destinations.items() if value]
    if len(chosen) > 1:
        raise click.UsageError(
            f"{chosen[0]} and {chosen[1]} exclude one another", click.get_current_context()
        )
