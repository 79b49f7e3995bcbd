"""Watching the targets that the project names: a process each, and what all of them say."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

import click

from api_schema.cli.export import export
from api_schema.cli.project_targets import Chosen, chosen_by, forms_of
from api_schema.cli.reporting import show
from api_schema.probe import places
from api_schema.project.watching import said_by
from tool_cli.errors import InvalidInput
from tool_cli.finishing import error_line


def watched_by_project(target: str | None, options: Mapping[str, Any]) -> int | None:
    """Watch the targets that the project names, or the one with this name.

    Returns:
        The worst exit code, once no target can be watched; None if the project has no say in this
        command line.

    Raises:
        InvalidInput: The project says something that cannot be.
    """
    known = forms_of(click.get_current_context().command)
    left_out = forms_of(export).keys() - known.keys()  # it compares nothing and keeps nothing

    def choose() -> Chosen | None:
        return chosen_by(target, options, left_out=left_out)

    chosen = choose()
    if chosen is None:
        return None
    while True:
        outcome = _watched(chosen, choose)
        if isinstance(outcome, int):
            return outcome
        show(["The project names other targets: all are watched anew."])
        chosen = outcome


def _watched(chosen: Chosen, choose: Callable[[], Chosen | None]) -> Chosen | int:
    """Watch until the project names something else, or nothing can be watched any more."""
    file, worst = str(chosen.project.file), 0
    read = places.signature(file)
    with closing(said_by(chosen.entries, chosen.folder, chosen.arguments)) as said:
        for each in said:
            if each.exit_code is not None:
                worst = max(worst, each.exit_code)
                continue
            show([f"{each.name}: {each.line}"])
            if read != (read := places.signature(file)):
                other = _chosen_anew(choose)
                if other is not None and other.entries != chosen.entries:
                    return other
    return worst


def _chosen_anew(choose: Callable[[], Chosen | None]) -> Chosen | None:
    """Return what the project names now; what is wrong with that is told, and nothing changes."""
    try:
        return choose()
    except InvalidInput as error:
        show([error_line(error.message, error.hint)])
        return None
