"""The profiles that go by a name, whether or not they can be used."""

from collections.abc import Sequence
from dataclasses import dataclass

from oauth_tool.profiles import user_files
from oauth_tool.profiles.own_profiles import profile_names
from oauth_tool.profiles.resolving import resolved_document
from oauth_tool.profiles.shipped import SHIPPED
from tool_cli.errors import InvalidInput


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownProfile:
    """A profile that goes by a name.

    Attributes:
        name: What ``--profile`` calls it.
        title: What a person calls it; None if it cannot be used.
        wire: The shape of requests and answers; None if it cannot be used.
        file: Where the user keeps it; None for one that ships with the tool.
        problem: Why it cannot be used, or None.
    """

    name: str
    title: str | None = None
    wire: str | None = None
    file: str | None = None
    problem: str | None = None


def known_profiles() -> Sequence[KnownProfile]:
    """Return the shipped profiles, then the user's own."""
    return [_known(name) for name in profile_names()]


def _known(name: str) -> KnownProfile:
    file = None if name in SHIPPED else str(user_files.file_of(name))
    try:
        document = resolved_document(name)
    except InvalidInput as error:
        return KnownProfile(name=name, file=file, problem=error.message)
    return KnownProfile(name=name, title=document["title"], wire=document["wire"], file=file)
