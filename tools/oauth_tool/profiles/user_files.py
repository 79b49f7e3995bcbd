"""The user's own profiles: files anywhere, and those in one folder that go by their names."""

import os
from collections.abc import Sequence
from pathlib import Path

ENDINGS = (".yaml", ".yml")
SEPARATORS = frozenset({"/", os.sep})


def is_path(name: str) -> bool:
    """Say whether ``--profile`` was given a file's path rather than a name."""
    return name.endswith(ENDINGS) or not SEPARATORS.isdisjoint(name)


def folder() -> Path:
    """Return the folder in which a profile goes by its file's name."""
    from platformdirs import user_config_path  # noqa: PLC0415 - shipped profiles do without it

    return user_config_path("oauth-tool", appauthor=False) / "profiles"


def file_of(name: str) -> Path:
    """Return where the user's profile of this name is."""
    return folder() / f"{name}{ENDINGS[0]}"


def names() -> Sequence[str]:
    """Return the names of the profiles in the user's folder."""
    return sorted(file.stem for file in folder().glob(f"*{ENDINGS[0]}"))
