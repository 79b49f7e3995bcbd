"""A secret that goes to a file of its own."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from oauth_tool.handing_over.hand_over import Parcel, Show
from oauth_tool.handing_over.report import secret_in, without_secret
from tool_cli.secret_files import secret_in_file


@dataclass(frozen=True, kw_only=True, slots=True)
class NewFile:
    """A new file, mode 0600: the bare secret, or what only its receiver can read."""

    path: Path

    def holding(self, parcel: Parcel) -> AbstractContextManager[None]:
        """Write the file; it is there before the app, so that the secret cannot get lost."""
        return secret_in_file(
            parcel.text if parcel.receiver else secret_in(parcel.report), self.path
        )

    def deliver(self, parcel: Parcel, show: Show) -> None:
        """Print everything but the secret."""
        key = "client_secret_encrypted_file" if parcel.receiver else "client_secret_file"
        show(parcel.write(without_secret(parcel.report, **{key: str(self.path)})))
