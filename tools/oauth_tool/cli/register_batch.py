"""``oauth-tool register --from``: many apps, declared in a file."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from oauth_tool.cli.handover_options import showing
from oauth_tool.cli.options import is_terminal
from oauth_tool.handing_over import FORMATS, HandOver, Report, keep_and_deliver
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.batch import Declared, Plan, apply, plan_for, prepare_batch, take_back
from oauth_tool.registering.declaring import InvalidAppsFile, declared_apps
from oauth_tool.registering.preparing import Registration
from oauth_tool.storage.opening import is_embedded, local_url, with_store
from tool_cli.finishing import printable

SECRETS = "client_secret"
MOST_MISTAKES = 20  # a mistake in many apps is understood by then


def register_batch(
    file: Path,
    database_url: str | None,
    profile: Profile,
    hand_over: HandOver,
    *,
    plans: bool,
    yes: bool,
) -> None:
    """Make a store as a file declares it: all of it, or nothing.

    Raises:
        InvalidInput: The file has mistakes, or an app in it cannot be accepted.
    """
    url = database_url or local_url(profile)
    declared = _declared(file, DEMO_USER_ID if is_embedded(url) else "")
    plan = with_store(url, profile, lambda store: plan_for(store, declared, profile))
    click.echo(_described(plan), err=not plans)
    if plan.is_empty or (plans and not _agreed(yes=yes)):
        return
    with _progress(len(plan.new)) as advance:
        registrations = with_store(
            url, profile, lambda store: prepare_batch(store, plan, profile, advance)
        )

    def keep() -> None:
        with_store(url, profile, lambda store: apply(store, plan, registrations))

    if not any(registration.secret for registration in registrations):
        keep()
        return
    written = replace(hand_over, write=_written)
    with written.prepared(_report(registrations), showing()) as deliver:
        keep_and_deliver(
            keep=keep,
            deliver=deliver,
            undo=lambda: with_store(url, profile, lambda store: take_back(store, registrations)),
        )


def _declared(file: Path, default_owner: str) -> Sequence[Declared]:
    try:
        return declared_apps(file, default_owner)
    except InvalidAppsFile as error:
        if len(error.mistakes) > 1:
            for mistake in error.mistakes[:MOST_MISTAKES]:
                click.echo(printable(str(mistake)), err=True)
        raise


def _agreed(*, yes: bool) -> bool:
    if yes or not is_terminal():
        return yes
    agreed = click.confirm("Go ahead?", err=True)
    if not agreed:
        click.echo("Nothing was changed.", err=True)
    return agreed


def _described(plan: Plan) -> str:
    lines = [f"+ {app.form.client_id}  {printable(app.form.name)}" for app in plan.new]
    for client_id, fields in plan.changed.items():
        lines.append(f"~ {client_id}")
        lines += [
            f"    {field}: {_shown(present)} → {_shown(wanted)}"
            for field, (present, wanted) in fields.items()
        ]
    counts = (len(plan.new), len(plan.changed), len(plan.unchanged))
    lines.append("{} to register, {} to change, {} as declared.".format(*counts))
    return "\n".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return printable(", ".join(value)) or "-"
    return "-" if value is None else printable(str(value))


def _report(registrations: Sequence[Registration]) -> Report:
    credentials = [
        {
            "client_id": registration.client.client_id,
            "client_secret": registration.secret.reveal(),
            "name": registration.client.name,
        }
        for registration in registrations
        if registration.secret
    ]
    whole = json.dumps(credentials, indent=2, ensure_ascii=False)
    return {"client_id": f"{len(credentials)} apps", SECRETS: whole}


def _written(report: Report) -> str:
    """Write the credentials as a JSON array, or what may be shown in their place as lines."""
    return str(report[SECRETS]) if SECRETS in report else FORMATS["text"](report)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    if not (total and is_terminal()):
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody watches
    from rich.progress import Progress  # noqa: PLC0415 - the same

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Hashing secrets", total=total)
        yield lambda: progress.advance(task)
