"""A secret that goes to the standard input of a command."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from oauth_tool.handing_over.commands import Command
from oauth_tool.handing_over.hand_over import Parcel, Show
from oauth_tool.handing_over.report import CLIENT_ID, secret_in


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardInput:
    """The standard input of a command."""

    command: Command

    def holding(self, parcel: Parcel) -> AbstractContextManager[None]:
        """Make sure that there is a secret; nothing goes to a command before the app exists."""
        secret_in(parcel.report)
        return nullcontext()

    def deliver(self, parcel: Parcel, show: Show) -> None:
        """Run the command, and print which app it was for."""
        self.command.run(f"{parcel.text}\n", hiding=secret_in(parcel.report))
        handed = {
            CLIENT_ID: parcel.report[CLIENT_ID],
            "client_secret_handed_to": self.command.name,
        }
        show(parcel.write(handed))
