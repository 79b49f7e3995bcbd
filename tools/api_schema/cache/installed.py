"""Which installed distribution a file belongs to, by the RECORD that its installer wrote.

A distribution's files do not change without its RECORD, unless somebody edits them by hand: one
file stands for thousands. ``--strict-cache`` does without.
"""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

METADATA = ".dist-info"
RECORD = "RECORD"


class Installed:
    """The distributions in the folders that they are installed in."""

    def __init__(self, folders: Iterable[str]) -> None:
        sites = [folder for folder in folders if _has_distributions(folder)]
        self.sites = sorted(sites, key=len, reverse=True)

    def site_of(self, path: str) -> str | None:
        """Return the folder of installed packages that a path is in, or is."""
        return next((site for site in self.sites if f"{path}/".startswith(f"{site}/")), None)

    def records_of(self, path: str) -> tuple[str, ...]:
        """Return the RECORDs of the distributions that a path may belong to; none if to no one."""
        site = self.site_of(path)
        if site is None or path == site:
            return ()
        top = path[len(site) + 1 :].partition("/")[0]
        return _owners(site).get(top, ())


def _has_distributions(folder: str) -> bool:
    try:
        return any(name.endswith(METADATA) for name in os.listdir(folder))  # noqa: PTH208 - names are what counts
    except OSError:
        return False


@cache
def _owners(site: str) -> dict[str, tuple[str, ...]]:
    """Return top-level names in a folder of packages → RECORDs that have files below them."""
    owners: dict[str, tuple[str, ...]] = {}
    for record in sorted(Path(site).glob(f"*{METADATA}/{RECORD}")):
        lines = record.read_text(encoding="utf-8", errors="replace").splitlines()
        for top in {line.partition("/")[0].partition(",")[0].strip('"') for line in lines}:
            if top not in {"..", "__pycache__", ""}:
                owners[top] = (*owners.get(top, ()), str(record))
    return owners
