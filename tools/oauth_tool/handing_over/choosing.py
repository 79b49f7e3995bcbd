"""From what the options say to a hand-over that can work."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oauth_tool.handing_over.formats import FORMATS
from oauth_tool.handing_over.hand_over import Destination, HandOver
from oauth_tool.handing_over.screen import Screen
from tool_cli.errors import InvalidInput

if TYPE_CHECKING:
    from oauth_tool.handing_over.sealing import Receiver


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What somebody chose.

    Attributes:
        format: A key of ``FORMATS``.
        secret_file: A file to write the secret to.
        pipe_to: A command to hand the report to.
        encrypt_to: A key file or recipient to encrypt the report to.
    """

    format: str = "text"
    secret_file: Path | None = None
    pipe_to: str | None = None
    encrypt_to: str | None = None


EXCLUSIVE = (("secret_file", "pipe_to", "the secret goes to one place"),)


def chosen(choice: Choice) -> HandOver:
    """Return the hand-over, after checking all that can be checked without the secret.

    Raises:
        InvalidInput: Two choices exclude one another, or a key or command cannot be used.
        ToolError: The file exists already or cannot be made, or a key cannot be read.
    """
    for one, other, why in EXCLUSIVE:
        if getattr(choice, one) is not None and getattr(choice, other) is not None:
            raise InvalidInput(f"{_option(one)} and {_option(other)} exclude one another: {why}")
    return HandOver(
        write=FORMATS[choice.format],
        destination=_destination(choice),
        receiver=None if choice.encrypt_to is None else _receiver(choice.encrypt_to),
    )


def shown_format(hand_over: HandOver) -> str | None:
    """Return the name of the format if the report is just shown to the operator, else None."""
    if hand_over.receiver or not isinstance(hand_over.destination, Screen):
        return None
    return next(name for name, write in FORMATS.items() if write is hand_over.write)


# What only one choice in many needs is imported when somebody makes it.


def _destination(choice: Choice) -> Destination:
    if choice.secret_file is not None:
        from oauth_tool.handing_over.new_file import NewFile  # noqa: PLC0415 - see above
        from tool_cli.secret_files import check_room_for  # noqa: PLC0415 - the same

        check_room_for(choice.secret_file)
        return NewFile(path=choice.secret_file)
    if choice.pipe_to is not None:
        from oauth_tool.handing_over.commands import command_from  # noqa: PLC0415 - the same
        from oauth_tool.handing_over.standard_input import StandardInput  # noqa: PLC0415 - the same

        return StandardInput(command=command_from(choice.pipe_to))
    return Screen()


def _receiver(value: str) -> "Receiver":
    from oauth_tool.handing_over.sealing import receiver_from  # noqa: PLC0415 - see above

    return receiver_from(value)


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"
