"""``oauth-tool profiles``: which platforms the tool knows, and whether a profile is right."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click
import yaml

from oauth_tool.profiles.listing import KnownProfile, known_profiles
from oauth_tool.profiles.mistakes import Mistake, spelled
from oauth_tool.profiles.own_profiles import mistakes_in
from oauth_tool.profiles.resolving import resolved_document
from tool_cli.errors import CheckFailed
from tool_cli.finishing import printable

Function = TypeVar("Function", bound=Callable[..., Any])


def _format_option(*forms: str) -> Callable[[Function], Function]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="How the result is printed.",
    )


@click.group()
def profiles() -> None:
    """List, show and check profiles: what differs between platforms."""


@profiles.command("list")
@_format_option("text", "json")
def list_profiles(*, form: str) -> None:
    """List the profiles that --profile knows by name."""
    found = known_profiles()
    click.echo(_as_json([asdict(known) for known in found]) if form == "json" else _table(found))


@profiles.command()
@click.argument("profile_name", metavar="NAME|FILE")
@_format_option("yaml", "json")
def show(*, profile_name: str, form: str) -> None:
    """Show a whole profile, with what it extends."""
    click.echo(_DOCUMENT_FORMS[form](resolved_document(profile_name)).rstrip("\n"))


@profiles.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@_format_option("text", "json")
def check(*, files: Sequence[Path], form: str) -> None:
    """Check profiles, and print every mistake with its place.

    A line is FILE:LINE:COLUMN: key: what is wrong, and what to do. The exit code
    is 1 if there is a mistake.
    """
    found = {str(file): mistakes_in(file) for file in files}
    click.echo(_REPORT_FORMS[form](found))
    count = sum(map(len, found.values()))
    if count:
        raise CheckFailed(f"{count} mistake{'s' if count > 1 else ''} found")


def _as_json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False)


class _WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the parent's signature
        return True


def _as_yaml(document: object) -> str:
    text: str = yaml.dump(document, Dumper=_WithoutAliases, sort_keys=False, allow_unicode=True)
    return text


def _table(found: Sequence[KnownProfile]) -> str:
    rows = [("name", "title", "from"), *map(_cells, found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _cells(known: KnownProfile) -> tuple[str, str, str]:
    title = known.title or "(it has mistakes: see 'oauth-tool profiles check')"
    return printable(known.name), printable(title), printable(known.file or "this tool")


def _mistakes_as_text(found: Mapping[str, Sequence[Mistake]]) -> str:
    lines = [
        line
        for file, mistakes in found.items()
        for line in [str(mistake) for mistake in mistakes] or [f"{file}: no mistakes"]
    ]
    return "\n".join(map(printable, lines))


def _mistakes_as_json(found: Mapping[str, Sequence[Mistake]]) -> str:
    return _as_json(
        [
            {
                "file": mistake.file,
                "line": mistake.place.line,
                "column": mistake.place.column,
                "key": spelled(mistake.finding.path),
                "message": mistake.finding.message,
                "remedy": mistake.finding.remedy,
            }
            for mistakes in found.values()
            for mistake in mistakes
        ]
    )


_DOCUMENT_FORMS: Mapping[str, Callable[[object], str]] = {"yaml": _as_yaml, "json": _as_json}
_REPORT_FORMS: Mapping[str, Callable[[Mapping[str, Sequence[Mistake]]], str]] = {
    "text": _mistakes_as_text,
    "json": _mistakes_as_json,
}
