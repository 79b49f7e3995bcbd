"""What an issuer may be called."""

import re
from collections.abc import Sequence

from oauth_tool.profiles.profile import Profile
from tool_cli.errors import InvalidInput

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


def check_issuer_names(profile: Profile, names: Sequence[str]) -> None:
    """Accept names that can stand in a path, each once.

    Raises:
        InvalidInput: It says which one cannot, or that this profile has no issuers.
    """
    if names and profile.wire != "rfc":
        raise InvalidInput(f"the profile {profile.name} has no issuers", "use --profile rfc")
    for name in names:
        if not _NAME.fullmatch(name) or names.count(name) > 1:
            raise InvalidInput(
                f"{name[:40]!r} cannot be the name of one more issuer",
                "use up to 32 lowercase letters, digits and hyphens, and each name once",
            )
