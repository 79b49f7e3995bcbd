"""From what an import read to what a later run has to check."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api_schema.cache.changes import STATES, all_variables, value_of
from api_schema.cache.installed import Installed
from api_schema.probe import places

# Read by the interpreter and by C libraries, which nobody can watch.
READ_BY_PYTHON = ("PYTHON", "LC_", "LD_", "LANG", "TZ")
READ_AS = {
    "looked_at": "places",
    "listed": "folders",
    "searched": "metadata_folders",
    "importing": "import_folders",
}


class NotCacheable(Exception):
    """What an import read cannot be told apart from what is there now."""


class Recorder:
    """Collects what a later run has to check.

    Attributes:
        dependencies: The result, as ``cache.changes`` describes it.
        functions: The lines at which functions start that ran, by file; None if that is not known.
    """

    def __init__(self, reading: dict[str, Any], *, library: str, strict: bool) -> None:
        self._reading = reading
        self._library = f"{library}/"
        self._strict = strict
        self._installed = Installed(reading["importing"])
        self.functions: dict[str, Any] | None = reading.get("functions")
        self.dependencies: dict[str, Any] = {
            "salt": os.urandom(8).hex(),
            "files": {},
            "places": {},
            "folders": {},
            "metadata_folders": {},
            "import_folders": {},
            "variables": {},
            "all_variables": None,
            "keeps_home": False,
        }

    def record(self, interpreter: Path) -> None:
        """Collect files, places and folders.

        Raises:
            NotCacheable: A file changed since the import read it.
        """
        for path, seen in self._reading["opened"].items():
            if not self._is_covered(path):
                self._add_opened(path, seen)
        for kind, group in READ_AS.items():
            for path, state in self._reading[kind].items():
                if not self._is_covered(path):
                    self.dependencies[group][path] = state or STATES[group](path)
        self._add_startup_files()
        self._add_interpreter(interpreter)

    def record_environment(
        self, environment: Mapping[str, str], *, keeps_home: bool, depends_on_home: bool
    ) -> None:
        """Collect the variables that the import asked for, and those that Python itself reads."""
        salt = self.dependencies["salt"]
        names = {*self._reading["variables"]}
        names.update(name for name in environment if name.startswith(READ_BY_PYTHON))
        if depends_on_home:
            names.update(("HOME", "TMPDIR"))
        self.dependencies["variables"] = {
            name: value_of(name, environment, salt) for name in sorted(names)
        }
        self.dependencies["keeps_home"] = keeps_home
        if self._reading["all_variables"]:
            self.dependencies["all_variables"] = all_variables(
                environment, salt, keeps_home=keeps_home
            )

    def _is_covered(self, path: str) -> bool:
        """Tell whether a path is checked as part of a distribution or of the interpreter."""
        if self._strict:
            return False
        records = self._installed.records_of(path)
        for record in records:
            self._add_file(record)
        if records:
            return True
        return self._installed.site_of(path) is None and f"{path}/".startswith(self._library)

    def _add_opened(self, path: str, seen: places.Signature | None) -> None:
        if seen is None or Path(path).is_dir():
            self.dependencies["places"][path] = places.kind(path)
            return
        if places.signature(path) != seen:
            raise NotCacheable(f"{path} changed while the backend was imported")
        self._add_file(path)

    def _add_file(self, path: str) -> None:
        files = self.dependencies["files"]
        if path in files:
            return
        before = places.signature(path)
        digest = places.content(path)
        if before is None or digest is None or places.signature(path) != before:
            raise NotCacheable(f"{path} cannot be read, or changes all the time")
        # An empty one equals no other: then the content is looked at each time.
        files[path] = [before if places.is_settled(before) else [], digest]

    def _add_startup_files(self) -> None:
        for site in self._installed.sites:
            for file in sorted(Path(site).glob("*.pth")):
                self._add_file(str(file))

    def _add_interpreter(self, interpreter: Path) -> None:
        self.dependencies["places"][str(interpreter)] = places.kind(str(interpreter))
        settings = f"{self._reading['prefix']}/pyvenv.cfg"
        self.dependencies["places"][settings] = places.kind(settings)
        binary = os.path.realpath(interpreter)
        for path in (binary, settings, self._reading["libpython"]):
            if path and Path(path).is_file():
                self._add_file(path)
