"""What a command line leaves to the project: the targets that it names, or one that is found."""

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from api_schema.cli.pretty_option import ARGUMENTS
from api_schema.cli.reporting import show
from api_schema.cli.target_argument import CHECK_OUTPUTS
from api_schema.project.discovering import FILES, VARIABLE, candidates_in, usual_places
from api_schema.project.option_words import OptionForm
from api_schema.project.pyproject import (
    Entry,
    Pyproject,
    entries_of,
    files_near,
    pyproject_near,
)
from api_schema.project.running import Runs
from api_schema.target import Target, django_target, parse_target
from tool_cli.errors import InvalidInput
from tool_cli.finishing import printable
from tool_cli.output import STDOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a command line leaves to the project.

    Attributes:
        project: The project's file.
        entries: The targets that are meant.
        arguments: What each is called with besides what its entry says.
    """

    project: Pyproject
    entries: list[Entry]
    arguments: list[str]

    @property
    def folder(self) -> Path:
        """The folder that paths of the project are seen from."""
        return self.project.file.parent


def chosen_by(
    target: str | None, options: Mapping[str, Any], *, left_out: Collection[str] = ()
) -> Chosen | None:
    """Return the targets that the project names, or the one with this name.

    Args:
        target: The name; None for all of them.
        options: The options of the command that is running.
        left_out: Keys that mean nothing to it.

    Returns:
        None if the project has no say in this command line.

    Raises:
        InvalidInput: The project says something that cannot be.
    """
    project = pyproject_near(Path.cwd())
    if project is None:
        return None
    context = click.get_current_context()
    entries = entries_of(project, forms_of(context.command), left_out)
    if not entries:
        return None
    if target is not None:
        entries = _named(target, entries, project)
    _require_outputs(project, entries, options["output"])
    arguments = [word for word in context.meta[ARGUMENTS] if word not in {target, CHECK_OUTPUTS}]
    return Chosen(project=project, entries=entries, arguments=arguments)


def exported_by_project(target: str | None, options: Mapping[str, Any]) -> int | None:
    """Export the targets that the project names, or the one with this name.

    Returns:
        The worst exit code; None if the project has no say in this command line.

    Raises:
        InvalidInput: The project says something that cannot be.
    """
    chosen = chosen_by(target, options)
    if chosen is None:
        return None
    entries = chosen.entries
    if options["check_outputs"]:
        entries = [entry.checking() for entry in entries]
    return _all(Runs(chosen.folder, chosen.arguments), entries)


def forms_of(command: click.Command) -> dict[str, OptionForm]:
    """Return what each long option of the command takes."""
    forms: dict[str, OptionForm] = {}
    for option in command.params:
        if isinstance(option, click.Option):
            name = next(each for each in option.opts if each.startswith("--"))
            off = next(iter(option.secondary_opts), "")
            forms[name[2:]] = OptionForm(
                on=name if option.is_flag else "", off=off, is_repeatable=option.multiple
            )
    return forms


def _named(target: str, entries: list[Entry], project: Pyproject) -> list[Entry]:
    found = [entry for entry in entries if entry.name == target]
    if not found:
        names = ", ".join(entry.name for entry in entries)
        raise InvalidInput(f"{project.file} has no target {target}", f"it has {names}")
    return found


def deciding_files(app_dir: Path | None) -> list[Path]:
    """Return the files that decide what is exported if the command line names no target."""
    folder = (app_dir or Path()).absolute()
    project = pyproject_near(folder)
    name = project.name if project else ""
    return [*files_near(Path.cwd()), *files_near(folder), *usual_places(folder, name)]


def found_target(options: Mapping[str, Any], say: Callable[[str], object]) -> Target:
    """Return the one application that is found in the usual places, and say so.

    Raises:
        InvalidInput: There is none, or several.
    """
    app_dir, mount = options["app_dir"], options["mount"]
    folder = (app_dir or Path()).absolute()
    if os.environ.get(VARIABLE):
        return django_target(os.environ[VARIABLE], app_dir=app_dir, mount=mount)
    project = pyproject_near(folder)
    if project is not None and project.entry_point:
        say(f"Found {project.entry_point}, the entry point of [tool.fastapi]")
        return parse_target(
            project.entry_point, app_dir=app_dir or project.file.parent, mount=mount
        )
    found = candidates_in(folder, project.name if project else "")
    if not found:
        raise InvalidInput(
            f"no application found in {folder}",
            f"files called {', '.join(FILES)} were read, also in src and in the project's package;"
            " name yours: export-api-schema module:app",
        )
    if len(found) > 1:
        raise InvalidInput(
            f"there are several applications in {folder}: {', '.join(map(str, found))}",
            "name one of them, or several in [tool.export-api-schema.targets] of pyproject.toml",
        )
    say(f"Found {found[0]}")
    if found[0].is_django:
        return django_target(found[0].name, app_dir=app_dir, mount=mount)
    return parse_target(f"{folder / found[0].file}:{found[0].name}", mount=mount)


def _require_outputs(project: Pyproject, entries: list[Entry], output: Path) -> None:
    if len(entries) == 1:
        return
    if output != STDOUT:
        raise InvalidInput(
            f"{len(entries)} documents cannot go to {output}",
            "name one target before --output: " + ", ".join(entry.name for entry in entries),
        )
    missing = [entry.name for entry in entries if not entry.output]
    if missing:
        raise project.mistake(
            f"the target {missing[0]} has no output",
            "add output = 'openapi.json'",
            "targets",
            missing[0],
        )


def _all(runs: Runs, entries: list[Entry]) -> int:
    worst = 0
    for outcome in runs.outcomes(entries):
        name = outcome.entry.name
        show(f"{name}: {line}" for line in outcome.said)
        if outcome.exit_code == 0 and outcome.entry.output:
            state = "is written" if outcome.has_written else "is up to date"
            click.echo(printable(f"{name}: {outcome.entry.output} {state}"))
        worst = max(worst, outcome.exit_code)
    return worst
