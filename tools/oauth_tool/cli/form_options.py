"""The options that describe an app, as one ``Form``; what they leave out is asked for."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import click

from oauth_tool.cli import prompting
from oauth_tool.cli.options import CommaList, is_terminal
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form

OPTIONS = (
    click.option("--name", help="What the consent page calls the app."),
    click.option("--description", help="What the consent page says of it."),
    click.option(
        "--redirect-uri",
        multiple=True,
        metavar="URI",
        help="Where answers may go; repeat it for more. Compared character by character.",
    ),
    click.option(
        "--redirect-uris", type=CommaList(), default=(), help="The same as a list with commas."
    ),
    click.option(
        "--scope", multiple=True, help="A scope that the app may ask for; repeat it for more."
    ),
    click.option("--scopes", type=CommaList(), default=(), help="The same as a list with commas."),
    click.option(
        "--grant-type",
        multiple=True,
        help="A grant that the app may use; repeat it for more.  [default: all of the profile]",
    ),
    click.option(
        "--grant-types", type=CommaList(), default=(), help="The same as a list with commas."
    ),
    click.option(
        "--owner-id",
        metavar="ID",
        help="The user that owns the app.  [default in a local store: its demo user]",
    ),
    click.option("--client-id", metavar="ID", help="The public identifier.  [default: a new one]"),
    click.option(
        "--public", "is_public", is_flag=True, help="The app cannot keep a secret: make none."
    ),
    click.option(
        "--native",
        "is_native",
        is_flag=True,
        help="The app runs on the user's device: allow com.example.app:/cb if the platform does.",
    ),
    click.option("--logo-url", metavar="URL", help="An image to show beside the app."),
)


def form_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that describe an app; the command gets them as one ``form``."""

    @wraps(function)
    def with_form(
        *,
        name: str | None,
        redirect_uri: tuple[str, ...],
        redirect_uris: tuple[str, ...],
        scope: tuple[str, ...],
        scopes: tuple[str, ...],
        grant_type: tuple[str, ...],
        grant_types: tuple[str, ...],
        owner_id: str | None,
        **others: Any,  # noqa: ANN401 - whatever else the command takes
    ) -> object:
        described = {field: others.pop(field) for field in _AS_THEY_ARE}
        form = Form(
            name=name or "",
            redirect_uris=redirect_uri + redirect_uris,
            scopes=scope + scopes,
            grant_types=grant_type + grant_types,
            owner_id=owner_id or "",
            **described,
        )
        return function(form=form, **others)

    decorated: Callable[..., Any] = with_form
    for option in reversed(OPTIONS):
        decorated = option(decorated)
    return decorated


def completed(form: Form, profile: Profile) -> Form:
    """Return the form with what was missing, as far as an app cannot do without it.

    Raises:
        click.UsageError: Something is missing, and there is no terminal to ask on.
    """
    questions = {
        "name": ("--name", prompting.ask_name),
        "redirect_uris": ("--redirect-uri", prompting.ask_redirect_uris),
        "scopes": ("--scope", lambda: prompting.ask_scopes(profile)),
        "owner_id": ("--owner-id", prompting.ask_owner_id),
    }
    missing = {field: ask for field, ask in questions.items() if not getattr(form, field)}
    if not missing:
        return form
    if not is_terminal():
        raise prompting.missing(option for option, _ in missing.values())
    answers: dict[str, Any] = {field: ask() for field, (_, ask) in missing.items()}
    if form.description is None:
        answers["description"] = prompting.ask_description()
    return replace(form, **answers)


_AS_THEY_ARE = ("description", "client_id", "is_public", "is_native", "logo_url")
