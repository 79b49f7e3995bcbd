"""Make the virtual environments of this checkout, and keep them equal to requirements/*.txt.

Only the standard library is used: this runs before anything is installed. An environment that is
up to date is recognised by a small file inside it, which costs milliseconds.
"""

import sys

# Every script imports this file first. Older Pythons must be able to parse it, and the scripts.
if sys.version_info < (3, 11):  # noqa: UP036 - people do call it with an older Python
    sys.exit(f"Error: this project needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
INTERRUPTED = 130
ON_WINDOWS = os.name == "nt"
_PROJECT = "project"
_MAKER = "environment made by"
_USER, _NOBODY_YET = "user", "nobody yet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """A virtual environment, made or still to be made.

    Attributes:
        folder: Where it is.
        base_python: The interpreter that makes it where it is missing.
    """

    folder: Path
    base_python: Path

    @property
    def python(self) -> Path:
        """The environment's own interpreter."""
        return self.command("python")

    def command(self, name: str) -> Path:
        """Return the path of a program that is installed in the environment."""
        return self.folder / ("Scripts" if ON_WINDOWS else "bin") / (name + ".exe" * ON_WINDOWS)

    @property
    def stamp(self) -> Path:
        """The file that says what these scripts installed. Without it, a user made the folder."""
        return self.folder / "installed-by-scripts.json"


def checkout_environment(*requirements: str) -> Environment:
    """Return the checkout's `.venv` with the project and these requirements installed.

    Args:
        requirements: Names of files in `requirements/`, without their suffix.

    Raises:
        SystemExit: It cannot be made. The text says why and what to do.
    """
    environment = Environment(folder=CHECKOUT / ".venv", base_python=Path(sys.executable))
    ready(environment, *requirements)
    return environment


def ready(environment: Environment, *requirements: str, with_project: bool = True) -> None:
    """Bring an environment up to date with these requirements and, unless told not to, the project.

    Raises:
        SystemExit: It cannot be made. The text says why and what to do.
    """
    wanted = {name: _fingerprint(_requirements_file(name)) for name in requirements}
    if with_project:
        wanted[_PROJECT] = _fingerprint(CHECKOUT / "pyproject.toml")
    installed = _installed(environment)
    if wanted.items() <= installed.items() and _is_where_it_was_made(environment):
        return
    if not _works(environment):
        make(environment)
        installed = _installed(environment)
    kept = dict(wanted.items() & installed.items()) | {_MAKER: _maker(environment)}
    _write_stamp(environment, kept)
    _install(environment, [name for name in wanted if name not in kept])
    _write_stamp(environment, installed | kept | wanted)


def make(environment: Environment) -> None:
    """Make an environment that holds pip alone, in place of what is there."""
    if environment.base_python == Path(sys.executable):
        _require_ensurepip()
    say(f"Making {environment.folder} …")
    _delete(environment.folder)
    environment.folder.mkdir(parents=True)
    # Written first: an environment whose making was interrupted is known as half-made.
    _write_stamp(environment, {_MAKER: _NOBODY_YET})
    run_quietly(
        environment.base_python,
        *("-m", "venv", environment.folder),
        failing=f"{environment.base_python} cannot make a virtual environment (see above).",
    )
    _write_stamp(environment, {_MAKER: _signature(environment)})


def install_pinned(environment: Environment, names: list[str]) -> None:
    """Install the dependencies that these requirements files pin, checking their hashes."""
    say(f"Installing the pinned dependencies ({', '.join(names)}) …")
    files = [argument for name in names for argument in ("-r", _requirements_file(name))]
    run_quietly(
        *_pip_install(environment),
        # The pins are complete. Left to resolve them, an older pip takes an extra such as
        # coverage[toml] for a requirement without a pin as soon as a newer release is out.
        *("--no-deps", "--require-hashes", *files),
        failing="the dependencies could not be installed (see above).",
    )


def run_quietly(*command: str | Path, failing: str) -> None:
    """Run a program and show its output only if it fails.

    Raises:
        SystemExit: The program failed; `failing` says what that means. Or it was interrupted.
    """
    try:
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except KeyboardInterrupt:
        say("Stopped. The next run finishes this.")
        raise SystemExit(INTERRUPTED) from None
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise SystemExit(f"Error: {failing}")


def become(program: Path, *arguments: str, variables: Mapping[str, str] | None = None) -> NoReturn:
    """Let a program take this process's place, and so get its signals; return its exit code."""
    command = [str(program), *arguments]
    environment_variables = os.environ | (variables or {})
    if ON_WINDOWS:
        raise SystemExit(subprocess.call(command, env=environment_variables))
    os.execve(command[0], command, environment_variables)  # noqa: S606 - no shell is wanted


def say(text: str) -> None:
    """Print a line of progress, at once."""
    print(text, file=sys.stderr, flush=True)


def _requirements_file(name: str) -> Path:
    return CHECKOUT / "requirements" / f"{name}.txt"


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _installed(environment: Environment) -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return stamp


def _write_stamp(environment: Environment, installed: dict[str, str]) -> None:
    environment.stamp.write_text(json.dumps(installed, indent=1), encoding="utf-8")


def _maker(environment: Environment) -> str:
    return _installed(environment).get(_MAKER, _USER)


def _signature(environment: Environment) -> str:
    # Programs in an environment hold its path, and its packages belong to one version of Python.
    return f"scripts, as {environment.folder} with {environment.python.resolve()}"


def _is_where_it_was_made(environment: Environment) -> bool:
    known = _maker(environment) in {_USER, _signature(environment)}
    return known and environment.python.exists()


def _works(environment: Environment) -> bool:
    """Tell whether the folder holds an environment that can be used as it is."""
    if not environment.folder.exists():
        return False
    if _is_where_it_was_made(environment) and _has_pip_and_new_enough_python(environment):
        return True
    unfinished = not (environment.folder / "pyvenv.cfg").exists()
    if unfinished or _maker(environment) != _USER:
        say(f"{environment.folder} is incomplete or was moved: making it again.")
        return False
    raise SystemExit(
        f"Error: {environment.folder} is no environment with pip and Python "
        f"{_dotted(OLDEST_PYTHON)} or newer. Hint: delete it, and this command makes a new one."
    )


def _has_pip_and_new_enough_python(environment: Environment) -> bool:
    code = f"import sys, pip; assert sys.version_info >= {OLDEST_PYTHON}"
    try:
        done = subprocess.run([environment.python, "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _require_ensurepip() -> None:
    if all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        return
    raise SystemExit(
        "Error: this Python has no venv with pip. "
        "Hint: on Debian and Ubuntu, 'sudo apt-get install python3-venv' adds it."
    )


def _delete(folder: Path) -> None:
    # First the file that makes it an environment: what an interruption leaves is then known as
    # unfinished.
    (folder / "pyvenv.cfg").unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)


def _install(environment: Environment, names: list[str]) -> None:
    pinned = [name for name in names if name != _PROJECT]
    if pinned:
        install_pinned(environment, pinned)
    if _PROJECT in names:
        _install_project(environment)


def _install_project(environment: Environment) -> None:
    say("Installing the project …")
    run_quietly(
        *_pip_install(environment),
        *("--no-deps", "--no-build-isolation", "--editable", CHECKOUT),
        failing="the project could not be installed (see above).",
    )


def _pip_install(environment: Environment) -> tuple[str | Path, ...]:
    return (
        environment.python,
        *("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"),
    )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
