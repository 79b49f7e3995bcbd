"""Where temporary apps at other servers are written down: a credential file and a lock for each."""

from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex

OWNER_ONLY = 0o700
ENDING = ".credentials"
NAME_BYTES = 8


def remote_apps_folder() -> Path:
    """Return the folder of this user."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where there is such an app

    return user_data_path("oauth-tool", appauthor=False) / "temporary-remote-apps"


def new_file(folder: Path) -> Path:
    """Return a place in the folder for the credentials of one app."""
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    return folder / f"{token_hex(NAME_BYTES)}{ENDING}"


def lock_of(file: Path) -> Path:
    """Return the lock that a process holds as long as it uses the app of a file."""
    return file.with_suffix(".lock")


def all_files(folder: Path) -> Sequence[Path]:
    """Return every credential file in the folder."""
    return sorted(folder.glob(f"*{ENDING}"))


def was_never_answered(file: Path) -> bool:
    """Say whether the process ended before the server had answered its registration."""
    return file.stat().st_size == 0


def forget(file: Path) -> None:
    """Remove a file that nothing can be done with any more."""
    file.unlink(missing_ok=True)
