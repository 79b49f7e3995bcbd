"""Options and option types that several commands share."""

import os
import re
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import click

_DURATION = re.compile(r"(\d{1,9})([smhd]?)")
_UNITS = {
    "": timedelta(seconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}

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


class Duration(click.ParamType[timedelta]):
    """A length of time such as ``90s``, ``15m``, ``24h`` or ``7d``; a bare number is seconds."""

    name = "duration"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Return the length of time."""
        if isinstance(value, timedelta):
            return value
        spelled = _DURATION.fullmatch(str(value).strip())
        if spelled is None:
            self.fail(f"{value!r} is no length of time such as 90s, 15m, 24h or 7d", param, ctx)
        number, unit = spelled.groups()
        return int(number) * _UNITS[unit]


class FilePath(click.Path):
    """A file's path as ``pathlib`` has it, which is imported when a path is given."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - click's signature
        """Return the path."""
        from pathlib import Path  # noqa: PLC0415 - most command lines name no file

        return Path(os.fsdecode(super().convert(value, param, ctx)))


def profile_option(function: Function) -> Function:
    """Add ``--profile``, also read from OAUTH_TOOL_PROFILE."""
    return click.option(
        "--profile",
        "profile_name",
        default="autogpt",
        show_default=True,
        envvar="OAUTH_TOOL_PROFILE",
        show_envvar=True,
        metavar="NAME|FILE",
        help="The platform that the app is for; 'oauth-tool profiles list' names them.",
    )(function)


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
