"""The backend's files as an export read them, and which of them changed since."""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from api_schema.probe import places
from api_schema.warm.order import Order


@dataclass(slots=True)
class Sources:
    """What the exports so far read.

    Attributes:
        files: Path → signature at the time; None if there was nothing.
        folders: Path → digest of the names in it.
        looked_at: Paths whose existence mattered → what was there.
        sites: Folders that packages are installed in.
    """

    files: dict[str, list[int] | None] = field(default_factory=dict)
    folders: dict[str, str | None] = field(default_factory=dict)
    looked_at: dict[str, str] = field(default_factory=dict)
    sites: list[str] = field(default_factory=list)

    def learn(self, reading: dict[str, Any]) -> None:
        """Take over what a run told."""
        self.sites = reading["sites"]
        self.files.update(reading["opened"])
        self.folders.update(reading["folders"])
        self.looked_at.update({path: places.kind(path) for path in reading["looked_at"]})

    def copy(self) -> "Sources":
        """Return what is known now."""
        return replace(
            self,
            files=dict(self.files),
            folders=dict(self.folders),
            looked_at=dict(self.looked_at),
        )

    def changes(self) -> Order | None:
        """Return what changed since this was asked or told the last time; None if nothing did."""
        changed = _renewed(self.files, places.signature)
        listed = _renewed(self.folders, places.listing)
        moved = _renewed(self.looked_at, places.kind)
        moved += [path for path in changed if self.files[path] is None]
        if not (changed or listed or moved):
            return None
        return Order(changed=changed, listed=listed, moved=moved)

    def watched(self) -> list[str]:
        """Return the folders in which changes matter."""
        folders = {os.path.dirname(path) for path in self.files} | set(self.folders)  # noqa: PTH120 - quicker
        return sorted({str(_nearest(Path(folder))) for folder in folders})


def _nearest(folder: Path) -> Path:
    """Return a folder, or the one that it would appear in."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())


def _renewed(states: dict[str, Any], state: Any) -> list[str]:  # noqa: ANN401 - one for each kind
    now = {path: state(path) for path in states}
    renewed = [path for path, was in states.items() if now[path] != was]
    states.update(now)
    return renewed
