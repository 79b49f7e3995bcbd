"""Choose the interpreter that the backend runs in: its own one, not the tool's."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tool_cli.errors import InvalidInput

PATIENCE = 30.0  # seconds for a tool to say where its environment is


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTool:
    """A tool that keeps a project's environment, perhaps far from the project.

    Attributes:
        files: One of these is there if the project uses the tool.
        command: Prints the path of the interpreter or of its environment as its last line, and
            makes no environment.
        table: How a line of pyproject.toml begins if the project uses the tool.
    """

    files: tuple[str, ...]
    command: tuple[str, ...]
    table: str = ""


TOOLS = (
    ProjectTool(files=("poetry.lock",), command=("poetry", "env", "info", "--executable")),
    ProjectTool(files=("uv.lock",), command=("uv", "python", "find", "--no-python-downloads")),
    ProjectTool(files=("hatch.toml",), command=("hatch", "env", "find"), table="[tool.hatch.envs."),
)
PYPROJECT = "pyproject.toml"
PDM_PYTHON = ".pdm-python"  # PDM's word for it; asked for the interpreter, PDM would make one
DECIDING = (PYPROJECT, PDM_PYTHON)  # what they hold decides
LOOKED_AT = (".venv/bin/python", PDM_PYTHON, *(file for tool in TOOLS for file in tool.files))
CONDAS_OWN = ("base", "root")  # the environments that conda itself is in, active in every shell


def choose_interpreter(
    asked_for: str | None, *, environment: Mapping[str, str], folder: Path
) -> Path:
    """Return the interpreter to import the backend with.

    It is the one asked for, else that of the active environment (a virtual one, or conda's), else
    that of ``.venv`` in the folder, else the one that PDM, Poetry, uv or hatch keeps for it, else
    the one that runs this tool. Symlinks stay as they are: a virtual environment is recognised by
    the path it is started under.

    Args:
        asked_for: A path, a virtual environment's folder, or a name on the PATH.
        environment: The environment variables.
        folder: The working directory.

    Raises:
        InvalidInput: What was asked for is not there.
    """
    at_hand = interpreter_at_hand(asked_for, environment=environment, folder=folder)
    if at_hand is not None:
        return at_hand
    kept = (path for tool in _tools_in(folder) for path in _kept_by(tool, environment, folder))
    return next((path for path in kept if path.is_file()), Path(sys.executable))


def interpreter_at_hand(
    asked_for: str | None, *, environment: Mapping[str, str], folder: Path
) -> Path | None:
    """Return the same without asking another tool; None if one has to be asked.

    Raises:
        InvalidInput: What was asked for is not there.
    """
    if asked_for is not None:
        return _named(asked_for)
    found = next((path for path in _candidates(environment, folder) if path.is_file()), None)
    return found if found or any(_tools_in(folder)) else Path(sys.executable)


def _candidates(environment: Mapping[str, str], folder: Path) -> Iterator[Path]:
    if active := environment.get("VIRTUAL_ENV"):
        yield _python_in(Path(active))
    conda = environment.get("CONDA_PREFIX")
    if conda and environment.get("CONDA_DEFAULT_ENV") not in CONDAS_OWN:
        yield _python_in(Path(conda))
    if of_uv := environment.get("UV_PROJECT_ENVIRONMENT"):
        yield _python_in(folder / of_uv)
    yield _python_in(folder / ".venv")
    if (of_pdm := folder / PDM_PYTHON).is_file():
        yield Path(of_pdm.read_text(encoding="utf-8", errors="replace").strip())


def _tools_in(folder: Path) -> Iterator[ProjectTool]:
    return (tool for tool in TOOLS if _is_used(tool, folder))


def _is_used(tool: ProjectTool, folder: Path) -> bool:
    if any((folder / name).is_file() for name in tool.files):
        return True
    file = folder / PYPROJECT
    if not tool.table or not file.is_file():
        return False
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.startswith(tool.table) for line in lines)


def _kept_by(tool: ProjectTool, environment: Mapping[str, str], folder: Path) -> Iterator[Path]:
    program = shutil.which(tool.command[0], path=environment.get("PATH"))
    if program is None:
        return
    try:
        done = subprocess.run(  # noqa: S603 - a project's own tool, and no shell
            [program, *tool.command[1:]],
            cwd=folder,
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return  # it has no environment for this project, or is broken
    places = [Path(line.strip()) for line in done.stdout.split("\n") if line.strip()]
    for place in reversed(places):
        yield _python_in(place) if place.is_dir() else place


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
