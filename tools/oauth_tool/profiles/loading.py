"""Profiles by name: those that ship with the tool, and the user's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oauth_tool.profiles import user_files
from oauth_tool.profiles.building import profile_from
from oauth_tool.profiles.profile import Profile
from oauth_tool.profiles.shipped import SHIPPED, Document, shipped_document
from tool_cli.errors import InvalidInput

if TYPE_CHECKING:
    from oauth_tool.profiles.checking import Checked
    from oauth_tool.profiles.mistakes import Mistake


def load_profile(name: str) -> Profile:
    """Return the profile that ``--profile`` names.

    Args:
        name: The name of a shipped profile, the path of a YAML file, or the name of a file in
            the user's own folder.

    Raises:
        InvalidInput: There is no such profile.
        InvalidProfile: The user's file has mistakes.
    """
    return profile_from(resolved_document(name))


def resolved_document(name: str) -> Document:
    """Return the whole content of a profile, with what it extends.

    Raises:
        InvalidInput: There is no such profile.
        InvalidProfile: The user's file has mistakes.
    """
    if name in SHIPPED:
        return shipped_document(name)
    if user_files.is_path(name):
        return _valid_document(Path(name))
    return _in_user_folder(name)


def profile_names() -> Sequence[str]:
    """Return the names that ``--profile`` knows: the shipped ones, then the user's own."""
    own = [name for name in user_files.names() if name not in SHIPPED]
    return [*SHIPPED, *own]


def mistakes_in(file: Path) -> "Sequence[Mistake]":
    """Return every mistake in a user's profile, in the order of the file.

    Raises:
        InvalidInput: The file cannot be read.
    """
    return _checked(file).mistakes


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
    checked = _checked(file)
    if checked.mistakes:
        from oauth_tool.profiles.mistakes import InvalidProfile  # noqa: PLC0415 - with the above

        raise InvalidProfile(str(file), checked.mistakes)
    return checked.document


def _checked(file: Path) -> "Checked":
    # Shipped profiles do without the validator of schemas, which takes 50 ms to import.
    from oauth_tool.profiles.checking import checked_file  # noqa: PLC0415

    return checked_file(file)
