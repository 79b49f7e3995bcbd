"""Where a file is for those who show it beside a repository's code: seen from its root."""

import os
from pathlib import Path

ROOT = "GITHUB_WORKSPACE"  # a job may run in a folder below it


def seen_from_the_root(file: str) -> str:
    """Return a file's path from the root of the repository; as it is outside of it, or of a job."""
    root = os.environ.get(ROOT)
    place = Path(file).absolute()
    if not root or "://" in file or not place.is_relative_to(root):
        return file
    return str(place.relative_to(root))
