"""What a warm process cannot follow: other packages, another project file."""

from collections.abc import Iterable
from pathlib import Path

from api_schema.interpreter import LOOKED_AT
from api_schema.probe import places

FILES = ("pyproject.toml", *LOOKED_AT)


class Setting:
    """The environment that a backend is imported in, as it was at the start."""

    def __init__(self, files: Iterable[Path]) -> None:
        here = Path.cwd()
        watched = [str(file) for file in (*files, *(here / name for name in FILES))]
        self._files = {file: places.signature(file) for file in watched}
        self._sites: dict[str, str | None] = {}

    def learn(self, sites: Iterable[str]) -> None:
        """Take note of the folders that packages are installed in."""
        for site in sites:
            self._sites.setdefault(site, places.metadata_listing(site))

    def has_changed(self) -> bool:
        """Tell whether a package was installed, removed or replaced, or a file is another one."""
        return any(places.signature(file) != was for file, was in self._files.items()) or any(
            places.metadata_listing(site) != was for site, was in self._sites.items()
        )

    def watched(self) -> list[str]:
        """Return the folders in which changes matter."""
        folders = {str(Path(file).parent) for file in self._files} | set(self._sites)
        return sorted(folder for folder in folders if Path(folder).is_dir())
