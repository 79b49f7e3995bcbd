"""Find the other Pythons that the project supports, and their environments."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from _environment import CHECKOUT, Environment

OTHERS = ("3.12", "3.13")


def others_found() -> dict[str, Path | None]:
    """Return an interpreter for each other supported version, None where this machine has none."""
    return {version: next(_interpreters(version), None) for version in OTHERS}


def environment_for(python: Path) -> Environment:
    """Return the environment, made or not, of another Python than the one that runs this.

    Raises:
        SystemExit: The interpreter does not run.
    """
    version = _version(python)
    if version is None:
        raise SystemExit(f"Error: {python} does not run as a Python with venv.")
    return Environment(folder=CHECKOUT / ".venvs" / version, base_python=python)


def _interpreters(version: str) -> Iterator[Path]:
    candidates = [shutil.which(f"python{version}"), *_pyenv_versions(version)]
    for candidate in filter(None, candidates):
        # A shim of pyenv is on PATH and fails where the version is not chosen.
        if _version(Path(candidate)) == version:
            yield Path(candidate)


def _pyenv_versions(version: str) -> list[str]:
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return sorted(map(str, root.glob(f"versions/{version}.*/bin/python{version}")))


def _version(python: Path) -> str | None:
    code = "import ensurepip, json, sys, venv; print(json.dumps(sys.version_info[:2]))"
    try:
        answer = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return ".".join(map(str, json.loads(answer.stdout))) if answer.returncode == 0 else None
