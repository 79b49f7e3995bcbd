"""The user's own profiles: by a file's path, or by the name of a file in the user's folder."""

from collections.abc import Sequence
from pathlib import Path

from oauth_tool.profiles import user_files
from oauth_tool.profiles.checking import checked_file
from oauth_tool.profiles.mistakes import InvalidProfile, Mistake
from oauth_tool.profiles.shipped import SHIPPED, Document
from tool_cli.errors import InvalidInput


def own_document(name: str) -> Document:
    """Return the whole content of a user's profile, with what it extends.

    Raises:
        InvalidInput: There is no such profile.
        InvalidProfile: The user's file has mistakes.
    """
    return _valid_document(Path(name)) if user_files.is_path(name) else _in_user_folder(name)


def profile_names() -> Sequence[str]:
    """Return the names that ``--profile`` knows: the shipped ones, then the user's own."""
    own = [name for name in user_files.names() if name not in SHIPPED]
    return [*SHIPPED, *own]


def mistakes_in(file: Path) -> Sequence[Mistake]:
    """Return every mistake in a user's profile, in the order of the file.

    Raises:
        InvalidInput: The file cannot be read.
    """
    return checked_file(file).mistakes


def _in_user_folder(name: str) -> Document:
    if name not in user_files.names():
        raise InvalidInput(
            f"unknown profile {name[:100]!r}",
            f"known profiles: {', '.join(profile_names())}; a file's path ends in .yaml or has a"
            " slash in it",
        )
    file = user_files.file_of(name)
    document = _valid_document(file)
    if document["name"] != name:
        raise InvalidInput(
            f"the profile in {file} calls itself {document['name']!r}",
            "give the file and the profile in it the same name",
        )
    return document


def _valid_document(file: Path) -> Document:
    checked = checked_file(file)
    if checked.mistakes:
        raise InvalidProfile(str(file), checked.mistakes)
    return checked.document
