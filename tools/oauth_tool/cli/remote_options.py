"""The options for an app at somebody else's server (RFC 7591). They import nothing that is slow."""

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from oauth_tool.cli.metadata_option import metadata_option
from oauth_tool.cli.options import FilePath

if TYPE_CHECKING:
    from pathlib import Path

    from oauth_tool.cli.remote_choice import RemoteOptions

TOKEN_VARIABLE = "OAUTH_TOOL_INITIAL_ACCESS_TOKEN"  # noqa: S105 - the variable's name
HIDDEN_FILE = FilePath(dir_okay=False)


def allow_http_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--allow-http``."""
    return click.option(
        "--allow-http",
        is_flag=True,
        help="Let secrets go over plain http to another machine, such as in a container network.",
    )(function)


def remote_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for a server of somebody else's; the command gets them as ``remote``.

    That is None where none is given.
    """

    @functools.wraps(command)
    def with_remote(
        *,
        registration_endpoint: str | None,
        issuer: str | None,
        credential_file: "Path | None",
        initial_access_token_file: "Path | None",
        metadata: Mapping[str, object],
        allow_http: bool,
        **others: Any,  # noqa: ANN401 - the command's own options
    ) -> object:
        given = {
            "registration_endpoint": registration_endpoint,
            "issuer": issuer,
            "credential_file": credential_file,
            "initial_access_token_file": initial_access_token_file,
            "metadata": metadata,
            "allow_http": allow_http,
        }
        return command(remote=_remote(given) if any(given.values()) else None, **others)

    for option in reversed(_OPTIONS):
        with_remote = option(with_remote)
    return with_remote


def _remote(given: Mapping[str, Any]) -> "RemoteOptions":
    from oauth_tool.cli.remote_choice import RemoteOptions  # noqa: PLC0415 - one app in a hundred

    remote = RemoteOptions(**given)
    remote.require_consistency()
    return remote


_OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option(
        "--registration-endpoint",
        metavar="URL",
        help="Register the app with the server that has this endpoint (RFC 7591).",
    ),
    click.option(
        "--issuer",
        metavar="URL",
        help="The same with the server of this issuer, whose metadata names the endpoint.",
    ),
    click.option(
        "--credential-file",
        type=HIDDEN_FILE,
        help="Write what that server issues to this new file, mode 0600, and show no secret;"
        " 'oauth-tool remote' reads it.",
    ),
    click.option(
        "--initial-access-token-file",
        type=FilePath(dir_okay=False, allow_dash=True),
        help=f"The token that such a server may want first; - is stdin.  [default:"
        f" ${TOKEN_VARIABLE}, else asked for if the server wants one]",
    ),
    metadata_option,
    allow_http_option,
)
