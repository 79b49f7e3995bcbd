"""Profiles by name: those that ship with the tool, and the user's own."""

from oauth_tool.profiles.building import profile_from
from oauth_tool.profiles.profile import Profile
from oauth_tool.profiles.resolving import resolved_document


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
