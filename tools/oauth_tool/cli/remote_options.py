"""The options for an app at somebody else's server (RFC 7591). They import nothing that is slow."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from oauth_tool.cli.metadata_option import metadata_option
from oauth_tool.cli.options import FilePath

if TYPE_CHECKING:
    from pathlib import Path

TOKEN_VARIABLE = "OAUTH_TOOL_INITIAL_ACCESS_TOKEN"  # noqa: S105 - the variable's name
HIDDEN_FILE = FilePath(dir_okay=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoteOptions:
    """What the command line says of a server that registers apps itself.

    Attributes:
        registration_endpoint: Its registration endpoint, or None.
        issuer: Its issuer, whose metadata names the endpoint, or None.
        credential_file: The new file for the credentials; None shows them.
        initial_access_token_file: Where the initial access token is, or None.
        metadata: Client metadata beside that of the form.
        allow_http: Whether plain http may go to another machine.
    """

    registration_endpoint: str | None = None
    issuer: str | None = None
    credential_file: "Path | None" = None
    initial_access_token_file: "Path | None" = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    allow_http: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether the app is for such a server."""
        return self.registration_endpoint is not None or self.issuer is not None

    def require_consistency(self) -> None:
        """Accept the options or say which do not go together.

        Raises:
            click.UsageError: Some do not.
        """
        if self.registration_endpoint is not None and self.issuer is not None:
            raise _usage_error("--registration-endpoint and --issuer are two ways to say one thing")
        orphans = [
            option
            for option, value in (
                ("--credential-file", self.credential_file),
                ("--initial-access-token-file", self.initial_access_token_file),
                ("--metadata", self.metadata),
                ("--allow-http", self.allow_http),
            )
            if value
        ]
        if orphans and not self.is_chosen:
            raise _usage_error(f"{orphans[0]} needs --issuer or --registration-endpoint")


def allow_http_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--allow-http``."""
    return click.option(
        "--allow-http",
        is_flag=True,
        help="Let secrets go over plain http to another machine, such as in a container network.",
    )(function)


def remote_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for a server of somebody else's; the command gets them as ``remote``."""

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
        remote = RemoteOptions(
            registration_endpoint=registration_endpoint,
            issuer=issuer,
            credential_file=credential_file,
            initial_access_token_file=initial_access_token_file,
            metadata=metadata,
            allow_http=allow_http,
        )
        remote.require_consistency()
        return command(remote=remote, **others)

    for option in reversed(_OPTIONS):
        with_remote = option(with_remote)
    return with_remote


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


def _usage_error(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())
