"""The options that say where a document goes, and how it is written."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from api_schema.document import ORDERS
from api_schema.styles.table import style_for
from tool_cli.errors import InvalidInput
from tool_cli.output import STDOUT

STYLES = ("json", "pretty", "minify", "prettier", "yaml")
# What is asked for → a key of the table of styles: --style, --pretty, --minify.
MEANINGS = {
    ("", True, False): "pretty",
    ("", False, True): "minify",
    ("prettier", True, False): "prettier-open",
    **{(style, False, False): style for style in STYLES},
}

OPTIONS = [
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
        default=STDOUT,
        help="Write to this file, whole or not at all, and only if it changes.  [default: stdout]",
    ),
    click.option(
        "--style",
        type=click.Choice(STYLES),
        help="How the document is written; prettier stands for the bytes that Prettier gives."
        "  [default: yaml for a file with its suffix, else json]",
    ),
    click.option(
        "--pretty/--no-pretty",
        help="Indent by two spaces; takes true or false as a value, too.  [default: no-pretty]",
    ),
    click.option("--minify", is_flag=True, help="Write JSON without any space."),
    click.option(
        "--sort",
        type=click.Choice(list(ORDERS)),
        default="none",
        help="Put all keys, or only paths and methods, in order.  [default: none]",
    ),
]


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def style_from(options: Mapping[str, Any]) -> str:
    """Return the style that the options of a command ask for.

    Raises:
        InvalidInput: They ask for several.
    """
    asked = (options["style"] or "", options["pretty"], options["minify"])
    if not any(asked):
        return style_for(options["output"].suffix)
    if asked not in MEANINGS:
        raise InvalidInput(
            "--style, --pretty and --minify exclude one another",
            "only --style prettier goes with --pretty: objects stay open, as Prettier leaves them",
        )
    return MEANINGS[asked]
