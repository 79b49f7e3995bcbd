"""What the command line says of a server that registers apps itself (RFC 7591)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click


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
    credential_file: Path | None = None
    initial_access_token_file: Path | None = None
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


def _usage_error(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())
