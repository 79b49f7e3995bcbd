"""``--check``: compare with a committed file instead of writing one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from api_schema.diff.change import Nature
from tool_cli.errors import InvalidInput
from tool_cli.output import STDOUT

OPTION = "--check"
SPOKEN = tuple(str(nature) for nature in Nature if nature is not Nature.MEANING)
OPTIONS = [
    click.option(
        OPTION,
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write nothing; fail, and show the difference, if this file does not mean the same.",
    ),
    click.option(
        "--tolerate",
        metavar="NATURE",
        multiple=True,
        type=click.Choice(SPOKEN),
        help=f"Let --check pass with changes of this nature: {', '.join(SPOKEN)}; repeatable.",
    ),
]


def check_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def require_one_purpose(options: Mapping[str, Any]) -> None:
    """Refuse to check and to write at once.

    Raises:
        InvalidInput: Both are asked for.
    """
    if options["check"] is not None and options["output"] != STDOUT:
        raise InvalidInput(
            "--check and --output exclude one another", "run the command twice, first with --check"
        )
