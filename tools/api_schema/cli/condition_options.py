"""The options that say under which conditions a backend is imported."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from api_schema.conditions import Conditions, parse_permits, stubs_in
from api_schema.environment_files import variables_from, variables_in
from api_schema.interpreter import choose_interpreter

OPTIONS = [
    click.option(
        "--python",
        metavar="PATH",
        help="The backend's interpreter or virtual environment."
        "  [default: the active one, else the project's, else this tool's]",
    ),
    click.option(
        "--app-dir",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Import modules from here.  [default: the working directory]",
    ),
    click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0, min_open=True),
        default=120.0,
        help="Give up when the backend takes longer.  [default: 120]",
    ),
    click.option(
        "--allow",
        metavar="WHAT",
        multiple=True,
        help="Let the import use network=HOST[:PORT] or subprocess[=NAME]; repeatable.",
    ),
    click.option("--env", metavar="NAME=VALUE", multiple=True, help="Set a variable; repeatable."),
    click.option(
        "--env-file",
        metavar="FILE",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Set the variables of a file; repeatable, a later one wins.",
    ),
    click.option(
        "--fill-missing-env",
        is_flag=True,
        help="Give a placeholder for each variable that the backend's code asks for and lacks.",
    ),
    click.option(
        "--stub",
        metavar="MODULE",
        multiple=True,
        help="Stand in for a module that is not installed or generated; repeatable.",
    ),
    click.option(
        "--keep-home",
        is_flag=True,
        help="Show the import the real home and temporary folders, not throwaway ones.",
    ),
    click.option("-v", "--verbose", is_flag=True, help="Show what the backend prints and tries."),
]


def condition_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def conditions_from(options: Mapping[str, Any]) -> Conditions:
    """Return the conditions that the options of a command ask for.

    Raises:
        InvalidInput: An option's value is not what it takes.
    """
    environment = dict(os.environ)
    for file in options["env_file"]:
        environment |= variables_in(file)
    environment |= variables_from(options["env"])
    permits = parse_permits(options["allow"])
    return Conditions(
        interpreter=choose_interpreter(
            options["python"], environment=os.environ, folder=Path.cwd()
        ),
        environment=environment,
        timeout=options["timeout"],
        verbose=options["verbose"],
        network=permits["network"],
        programs=permits["subprocess"],
        stubs=stubs_in(options["stub"]),
        fills_environment=options["fill_missing_env"],
        keeps_home=options["keep_home"],
    )
