"""``oauth-tool runs compare``."""

import json
from collections.abc import Iterable
from dataclasses import asdict

import click

from oauth_tool.cli.apps.place import format_option
from oauth_tool.cli.runs.naming import named_run
from oauth_tool.web.exports.run import on_one_line
from oauth_tool.web.runs import comparing
from oauth_tool.web.runs.comparing import Comparison, Difference, Pair

DIFFERENT = 1


@click.command()
@click.argument("left")
@click.argument("right")
@format_option
@click.pass_context
def compare(context: click.Context, *, left: str, right: str, form: str) -> None:
    """Say what two runs differ in: steps, requests, answers and findings.

    LEFT and RIGHT are ids, 'last' for the newest run, or JSON files that runs were exported to.
    Moments, addresses and the app's own names differ in any two runs and are not counted. Runs over
    different wires are compared by meaning: outcome, status, scopes, lifetimes, findings.

    The exit code is 0 if every step went the same way, 1 if one did not.
    """
    comparison = comparing.compare(named_run(left), named_run(right))
    if form == "json":
        click.echo(json.dumps(asdict(comparison), indent=2, ensure_ascii=False))
    else:
        for line in _lines(comparison):
            click.echo(on_one_line(line))
    context.exit(0 if comparison.is_same else DIFFERENT)


def _lines(comparison: Comparison) -> Iterable[str]:
    if comparison.wires:
        left, right = comparison.wires
        yield f"Compared by meaning, since the wires differ: {left} | {right}"
    for pair in comparison.pairs:
        yield f"{pair.title}: {_verdict(pair)}"
        yield from map(_line, pair.differences)
    if comparison.is_same:
        yield "Every step went the same way."


def _verdict(pair: Pair) -> str:
    if pair.left is None:
        return "only in the right run"
    if pair.right is None:
        return "only in the left run"
    return "the same" if pair.is_same else "differs"


def _line(difference: Difference) -> str:
    left, right = difference.left or "not there", difference.right or "not there"
    return f"    {difference.part} {difference.name}: {left} | {right}"
