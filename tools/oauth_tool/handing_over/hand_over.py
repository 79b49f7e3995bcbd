"""The hand-over of one secret."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from oauth_tool.handing_over.formats import Format
from oauth_tool.handing_over.report import Report

if TYPE_CHECKING:
    from oauth_tool.handing_over.sealing import Receiver


class Show(Protocol):
    """Print for the operator: the result, or beside it a note for a person."""

    def __call__(self, text: str, *, is_note: bool = False) -> None:
        """Print a text and a line break."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """What is handed over.

    Attributes:
        report: All that is told of the app, its secret among it.
        text: The report in the format that was asked for; encrypted if there is a receiver.
        write: Puts what may be shown besides into the same format.
        receiver: Who alone can read the text, or None.
    """

    report: Report
    text: str
    write: Format
    receiver: "Receiver | None"

    def __repr__(self) -> str:
        return "Parcel(hidden)"


class Destination(Protocol):
    """Where a secret goes."""

    def holding(self, parcel: Parcel) -> AbstractContextManager[None]:
        """Do what can be done before the app exists, and take it back if the work inside fails."""

    def deliver(self, parcel: Parcel, show: Show) -> None:
        """Do the rest, and show the operator what is for the operator."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver:
    """How a secret leaves: the choice that a command's options describe.

    Attributes:
        write: Puts a report into a format.
        destination: Where it goes.
        receiver: Who alone shall be able to read it; None leaves it open.
    """

    write: Format
    destination: Destination
    receiver: "Receiver | None"

    @contextmanager
    def prepared(self, report: Report, show: Show) -> Iterator[Callable[[], None]]:
        """Format, encrypt and put aside a report, and give the function that delivers it.

        If the work inside fails, nothing stays behind.

        Raises:
            ToolError: The report cannot be handed over like this; nothing has been kept yet.
        """
        text = self.write(report)
        parcel = Parcel(
            report=report,
            text=self.receiver.seal(text) if self.receiver else text,
            write=self.write,
            receiver=self.receiver,
        )
        with self.destination.holding(parcel):
            yield lambda: self.destination.deliver(parcel, show)
