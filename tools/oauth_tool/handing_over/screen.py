"""A secret that the command itself prints."""

from contextlib import AbstractContextManager, nullcontext

from oauth_tool.handing_over.formats import as_text
from oauth_tool.handing_over.hand_over import Parcel, Show
from oauth_tool.handing_over.report import CLIENT_ID


class Screen:
    """What the command prints: the report, or what only its receiver can read."""

    def holding(self, parcel: Parcel) -> AbstractContextManager[None]:  # noqa: ARG002 - a protocol
        """Nothing can be printed before."""
        return nullcontext()

    def deliver(self, parcel: Parcel, show: Show) -> None:
        """Print it. Beside an encrypted report stands a note that says whose it is."""
        if parcel.receiver:
            encrypted = {
                CLIENT_ID: parcel.report[CLIENT_ID],
                "client_secret_encrypted_to": parcel.receiver.name,
            }
            show(as_text(encrypted), is_note=True)
        show(parcel.text)
