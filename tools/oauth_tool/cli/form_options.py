"""The options that describe an app, as one ``Form``."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from oauth_tool.cli.options import CommaList

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
        help="A grant that the app may use; repeat it for more.  [default: as the profile says]",
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
        from oauth_tool.registering.form import Form  # noqa: PLC0415 - the secret is hashed now

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


_AS_THEY_ARE = ("description", "client_id", "is_public", "is_native", "logo_url")
