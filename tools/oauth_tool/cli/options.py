"""Options and option types that several commands share."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


class CommaList(click.ParamType[tuple[str, ...]]):
    """A list with commas between its items; ``""`` is the empty list."""

    name = "a,b"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002 - click's signature
        ctx: click.Context | None,  # noqa: ARG002 - click's signature
    ) -> tuple[str, ...]:
        """Return the items without the white space around them."""
        if isinstance(value, tuple):
            return value
        return tuple(item.strip() for item in str(value).split(",") if item.strip())


def database_option(function: Function) -> Function:
    """Add ``--database``, also read from OAUTH_TOOL_DATABASE."""
    return click.option(
        "--database",
        "database_url",
        metavar="URL",
        envvar="OAUTH_TOOL_DATABASE",
        show_envvar=True,
        help="The store: postgresql://user@host/db (a ?schema=NAME is understood, PGPASSWORD is"
        " read) or sqlite:///PATH.  [default: the local store of this user]",
    )(function)


def is_terminal() -> bool:
    """Say whether somebody can answer a prompt."""
    return sys.stdin.isatty() and sys.stderr.isatty()
