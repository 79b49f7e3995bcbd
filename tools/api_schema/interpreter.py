"""Choose the interpreter that the backend runs in: its own one, not the tool's."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from tool_cli.errors import InvalidInput


def choose_interpreter(
    asked_for: str | None, *, environment: Mapping[str, str], folder: Path
) -> Path:
    """Return the interpreter to import the backend with.

    It is the one asked for, else that of the active virtual environment, else that of ``.venv`` in
    the folder, else the one that runs this tool. Symlinks stay as they are: a virtual environment
    is recognised by the path it is started under.

    Args:
        asked_for: A path, a virtual environment's folder, or a name on the PATH.
        environment: The environment variables.
        folder: The working directory.

    Raises:
        InvalidInput: What was asked for is not there.
    """
    if asked_for is not None:
        return _named(asked_for)
    candidates = [_python_in(folder / ".venv")]
    if active := environment.get("VIRTUAL_ENV"):
        candidates.insert(0, _python_in(Path(active)))
    return next((path for path in candidates if path.is_file()), Path(sys.executable))


def _named(name: str) -> Path:
    place = _python_in(Path(name)) if Path(name).is_dir() else Path(name)
    found = shutil.which(place)
    if found is None:
        raise InvalidInput(
            f"no interpreter at {name}",
            "--python takes the path of one that can be executed, or a virtual environment",
        )
    return Path(found).absolute()


def _python_in(virtual_environment: Path) -> Path:
    return virtual_environment / "bin" / "python"
