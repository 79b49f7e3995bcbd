"""``oauth-tool runs list`` and ``show``."""

import json
from collections.abc import Iterable, Sequence

import click

from oauth_tool.cli.apps.place import format_option
from oauth_tool.cli.runs.naming import METAVAR, named_run
from oauth_tool.web.exports.run import Run, on_one_line, title_of
from oauth_tool.web.exports.run_json import run_json
from oauth_tool.web.runs.run_store import RunSummary, user_runs


@click.command("list")
@format_option
def list_runs(*, form: str) -> None:
    """List the kept runs, newest first."""
    summaries = user_runs().summaries()
    if form == "json":
        click.echo(json.dumps([_members(one) for one in summaries], indent=2))
    else:
        for line in _table(summaries):
            click.echo(line)


@click.command()
@click.argument("name", metavar=METAVAR)
@format_option
def show(*, name: str, form: str) -> None:
    """Show a run: its exchanges, and what was found in them.

    RUN is an id, 'last' for the newest run, or the JSON file that a run was exported to.
    """
    run = named_run(name)
    if form == "json":
        click.echo(run_json(run), nl=False)
    else:
        for line in _lines(run):
            click.echo(line)


def _members(summary: RunSummary) -> dict[str, object]:
    return {
        "id": summary.id,
        "started_at": summary.started_at.isoformat(timespec="seconds"),
        "platform": summary.platform,
        "addresses": dict(summary.addresses),
        "exchanges": summary.exchanges,
        "broken_rules": summary.broken_rules,
    }


def _table(summaries: Sequence[RunSummary]) -> Iterable[str]:
    if not summaries:
        yield "No run was kept yet. 'oauth-tool test-server' makes them."
        return
    yield f"{'id':10}{'begun (UTC)':18}{'exchanges':>9}{'broken rules':>14}  platform"
    for one in summaries:
        begun = one.started_at.strftime("%Y-%m-%d %H:%M")
        where = ", ".join(dict.fromkeys(one.addresses.values()))
        platform = on_one_line(f"{one.platform}, {where}")
        yield f"{one.id:10}{begun:18}{one.exchanges:9}{one.broken_rules:14}  {platform}"


def _lines(run: Run) -> Iterable[str]:
    yield on_one_line(f"{run.platform}, as {run.app} ({run.client_id})")
    for entry in run.entries:
        exchange = entry.exchange
        answer = f"{exchange.status} {exchange.reason}" if exchange.status else exchange.failure
        yield on_one_line(f"{title_of(entry)}: {exchange.method} {exchange.url}")
        if answer:
            yield on_one_line(f"    {answer}")
        for finding in run.failed(entry.number):
            yield on_one_line(
                f"    {finding.rule.severity}: {finding.detail} ({finding.rule.source})"
            )
