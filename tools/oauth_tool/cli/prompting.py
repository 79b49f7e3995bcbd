"""Ask for what the command line left out, where somebody is there to answer."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TypeVar

import click

from oauth_tool.oauth.redirect_uris import check_redirect_uri
from oauth_tool.oauth.scopes import not_among
from oauth_tool.profiles.profile import Profile
from tool_cli.errors import InvalidInput

Answer = TypeVar("Answer")


def ask_name() -> str:
    """Ask for the app's name."""
    return _ask("Name of the app")


def ask_description() -> str:
    """Ask for the description; nothing is an answer."""
    return _ask("Description (may stay empty)", default="", show_default=False)


def ask_redirect_uris(*, private_use_schemes: bool) -> tuple[str, ...]:
    """Ask for redirect URIs, one a line, until an empty line."""
    accept = partial(_redirect_uri, private_use_schemes=private_use_schemes)
    uris = [_ask("Redirect URI", accept=accept)]
    while uri := _ask("Another one (Enter for no more)", default="", accept=accept):
        uris.append(uri)
    return tuple(uris)


def ask_scopes(profile: Profile) -> tuple[str, ...]:
    """Show the profile's scopes with numbers, and ask for numbers or names."""
    click.echo("Scopes:", err=True)
    for number, (scope, meaning) in enumerate(profile.scopes.items(), start=1):
        click.echo(f"  {number:2}  {scope:20} {meaning}", err=True)
    return _ask(
        "Scopes, by number or name, with commas",
        accept=lambda text: chosen(text, tuple(profile.scopes)),
    )


def ask_owner_id() -> str:
    """Ask for the user that owns the app."""
    return _ask("Id of the user that owns the app")


def chosen(text: str, names: Collection[str]) -> tuple[str, ...]:
    """Return the names that were chosen by number, counted from one, or by name.

    Raises:
        click.BadParameter: A number or name is not in the list, or nothing was chosen.
    """
    numbered = {str(number): name for number, name in enumerate(names, start=1)}
    items = text.replace(",", " ").split()
    selected = [numbered.get(item, item) for item in items]
    unknown = not_among(selected, names)
    if unknown or not selected:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is not in the list")
    return tuple(dict.fromkeys(selected))


def _redirect_uri(text: str, *, private_use_schemes: bool) -> str:
    try:
        if text:
            check_redirect_uri(text, private_use_schemes=private_use_schemes)
    except InvalidInput as error:
        raise click.BadParameter(error.message) from error
    return text


def _ask(
    question: str,
    *,
    accept: Callable[[str], Answer] | None = None,
    default: str | None = None,
    show_default: bool = False,
) -> Answer:
    answer: Answer = click.prompt(
        question, default=default, show_default=show_default, value_proc=accept, err=True
    )
    return answer
