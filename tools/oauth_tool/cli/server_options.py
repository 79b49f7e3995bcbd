"""The options for a server that no profile describes: its metadata, or each endpoint."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from oauth_tool.cli.remote_options import TOKEN_VARIABLE
from oauth_tool.client.app import Authentication, EndpointName

Function = TypeVar("Function", bound=Callable[..., Any])
ENDPOINTS: tuple[EndpointName, ...] = get_args(EndpointName)
METHODS = get_args(Authentication)


def server_options(function: Function) -> Function:
    """Add the options; their values reach the command as the keyword arguments of the same name."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def named_endpoints(values: Mapping[str, Any]) -> Mapping[EndpointName, str]:
    """Return the endpoints that were named, from the values of these options."""
    return {name: url for name in ENDPOINTS if (url := values[f"{name}_endpoint"])}


_OPTIONS = (
    click.option(
        "--issuer",
        metavar="URL",
        help="Any server that publishes its metadata (RFC 8414, OpenID Connect). If it registers"
        " apps itself (RFC 7591), the temporary app is registered there.",
    ),
    *(
        click.option(
            f"--{name}-endpoint",
            metavar="URL",
            help=f"The {name} endpoint, if metadata do not name it or not the right one."
            if name != "resource"
            else "A protected resource to try the access token on, such as the userinfo endpoint.",
        )
        for name in ENDPOINTS
    ),
    click.option(
        "--jwks-uri", metavar="URL", help="The server's public keys, if metadata name none."
    ),
    click.option(
        "--client-auth",
        type=click.Choice(METHODS),
        help="How the client sends its secret: in a header, or in the form.  [default: as the"
        " metadata say, else client_secret_basic]",
    ),
    click.option(
        "--initial-access-token-file",
        type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
        help="What the server wants to see before it registers an app.  [default:"
        f" ${TOKEN_VARIABLE}, if it is set]",
    ),
    click.option(
        "--allow-http",
        is_flag=True,
        help="Let plain http go to another machine, as in a container.",
    ),
)
