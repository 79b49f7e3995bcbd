"""The options that say what is in a document and in which version of OpenAPI it is."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from api_schema.editing.overriding import Overrides
from api_schema.editing.selecting import Selection
from api_schema.shaping import Shape


def _in_utf_8(_: click.Context, __: click.Parameter, value: str | tuple[str, ...]) -> object:
    """Refuse bytes that are no text: a document cannot hold them."""
    try:
        "".join(value).encode()
    except UnicodeEncodeError as error:
        raise click.BadParameter("it is no UTF-8") from error
    return value


VERSIONS = ("3.0", "3.1", "3.2")
OPTIONS = [
    click.option(
        "--include",
        metavar="WHAT",
        multiple=True,
        help="Export only operations with this tag or id, or at this /path; * stands for anything;"
        " repeatable. What only other operations need goes with them.",
    ),
    click.option(
        "--exclude", metavar="WHAT", multiple=True, help="Leave such operations out; repeatable."
    ),
    click.option(
        "--openapi-version",
        type=click.Choice(VERSIONS),
        help="Convert the document; a warning names each place that this version cannot express.",
    ),
    click.option(
        "--title",
        metavar="TEXT",
        default="",
        callback=_in_utf_8,
        help="Give the API another title.",
    ),
    click.option(
        "--version",
        metavar="TEXT",
        default="",
        callback=_in_utf_8,
        help="Give the API another version.",
    ),
    click.option(
        "--server",
        metavar="URL",
        multiple=True,
        callback=_in_utf_8,
        help="Name this server instead; repeatable.",
    ),
]


def shaping_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def shape_from(options: Mapping[str, Any]) -> Shape:
    """Return the shape that the options of a command ask for."""
    return Shape(
        selection=Selection(include=options["include"], exclude=options["exclude"]),
        overrides=Overrides(
            title=options["title"], version=options["version"], servers=options["server"]
        ),
        version=options["openapi_version"] or "",
    )
