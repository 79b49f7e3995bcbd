"""Which store the command works on, from the options that all of them have."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from oauth_tool.cli.options import database_option, profile_option
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.profile import Profile
from oauth_tool.storage.app_store import AppStore
from oauth_tool.storage.opening import local_url, with_store

Function = TypeVar("Function", bound=Callable[..., Any])
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A store that is opened when there is work to do in it."""

    url: str = field(repr=False)  # it may hold a password
    profile: Profile

    def do(self, work: Callable[[AppStore], Awaitable[Result]]) -> Result:
        """Open the store, do one piece of work, close it."""
        return with_store(self.url, self.profile, work)


def place_options(function: Function) -> Function:
    """Add ``--database`` and ``--profile``."""
    return database_option(profile_option(function))


def place_at(database_url: str | None, profile_name: str) -> Place:
    """Return the store that the options name."""
    profile = load_profile(profile_name)
    return Place(url=database_url or local_url(profile), profile=profile)


def format_option(function: Function) -> Function:
    """Add ``--format text|json``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How the result is printed.",
    )(function)


def client_id_argument(function: Function) -> Function:
    """Add the argument that names the app."""
    return click.argument("client_id")(function)
