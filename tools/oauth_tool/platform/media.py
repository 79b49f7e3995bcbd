"""The folder with the pictures that were uploaded."""

import re
from dataclasses import dataclass
from pathlib import Path

from oauth_tool.oauth.credentials import RandomBytes
from oauth_tool.profiles.profile import Profile

PATH = "/media/"
_NAME = re.compile(r"[0-9a-f]{32}\.png")


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaFolder:
    """Keeps PNG files under names that it makes itself: no name from outside becomes a path.

    Attributes:
        path: The folder; it is made when the first file comes.
    """

    path: Path

    def add(self, picture: bytes, random: RandomBytes) -> str:
        """Keep a picture and return its name."""
        name = f"{random(16).hex()}.png"
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.path / name).write_bytes(picture)
        return name

    def read(self, name: str) -> bytes | None:
        """Return the picture with this name, or None."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return (self.path / name).read_bytes()
        except OSError:
            return None

    def remove(self, name: str) -> None:
        """Remove the picture with this name if it is there."""
        if _NAME.fullmatch(name):
            (self.path / name).unlink(missing_ok=True)


def name_in(logo_url: str | None, origin: str) -> str | None:
    """Return the name of the picture that a URL at this origin stands for, or None."""
    prefix = f"{origin}{PATH}"
    if logo_url is None or not logo_url.startswith(prefix):
        return None
    name = logo_url.removeprefix(prefix)
    return name if _NAME.fullmatch(name) else None


def local_media(profile: Profile) -> Path:
    """Return the folder of this user's logos on platforms of this profile."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only when no folder is named

    return user_data_path("oauth-tool", appauthor=False) / "media" / profile.name
