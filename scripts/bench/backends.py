"""The real backends of scripts/bench/real_backends and watch, and how to install and run them."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
HASH_SEED = "0"


@dataclass(frozen=True)
class Backend:
    """A published backend: what to install, and where its application is."""

    requirements: tuple[str, ...]
    module: str
    attribute: str
    is_factory: bool = False


BACKENDS = {
    "mlflow": Backend(
        requirements=("mlflow==3.17.2",), module="mlflow.server.fastapi_app", attribute="app"
    ),
    "prefect": Backend(
        requirements=("prefect==3.8.8", "fastapi<0.140"),
        module="prefect.server.api.server",
        attribute="create_api_app",
        is_factory=True,
    ),
    "chromadb": Backend(
        requirements=("chromadb==1.5.9", "fastapi", "opentelemetry-instrumentation-fastapi"),
        module="chromadb.app",
        attribute="app",
    ),
    "skypilot": Backend(
        requirements=("skypilot==0.14.1",), module="sky.server.server", attribute="app"
    ),
}


def add_work_dir(parser: argparse.ArgumentParser) -> None:
    """Add the option that says where the environments are."""
    parser.add_argument(
        "--work-dir",
        type=Path,
        default=Path(tempfile.gettempdir()) / "export-api-schema-backends",
        help="where the environments are kept (default: %(default)s)",
    )


def environment_of(backend: Backend, folder: Path) -> Path:
    """Return the interpreter of a backend's environment, made on first use."""
    python = folder / "venv" / "bin" / "python"
    finished = folder / "installed"
    wanted = "\n".join(backend.requirements)
    if finished.is_file() and finished.read_text() == wanted:
        return python
    print(f"installing {' '.join(backend.requirements)} …", file=sys.stderr, flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "venv", ignore_errors=True)
    for command in installing(python, backend.requirements):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    finished.write_text(wanted)
    return python


def installing(python: Path, requirements: Sequence[str]) -> list[list[str | Path]]:
    """Return the commands that make an environment, with uv or without it."""
    place = python.parents[1]
    if uv := shutil.which("uv"):
        return [
            [uv, "venv", "--quiet", "--python", sys.executable, place],
            [
                uv,
                "pip",
                "install",
                "--quiet",
                "--compile-bytecode",
                "--python",
                python,
                *requirements,
            ],
        ]
    return [
        [sys.executable, "-m", "venv", place],
        [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *requirements],
    ]


def installed_tool(place: Path) -> Path:
    """Install this checkout in an environment of its own and return the command."""
    python = place / "bin" / "python"
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
    ]
    print(f"installing {CHECKOUT} …", file=sys.stderr, flush=True)
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        subprocess.run([*install, "--upgrade", "pip"], check=True)
    subprocess.run([*install, "-r", CHECKOUT / "requirements" / "runtime.txt"], check=True)
    subprocess.run([*install, "--no-deps", "--force-reinstall", CHECKOUT], check=True)
    return python.with_name("export-api-schema")


def plain_export(backend: Backend) -> str:
    """Return the script that people write without this tool, with stdout kept clean."""
    call = "()" if backend.is_factory else ""
    return (
        "import os, sys; out = os.dup(1); os.dup2(2, 1); sys.stdout = sys.stderr\n"
        "import importlib, json\n"
        f"app = importlib.import_module({backend.module!r}).{backend.attribute}{call}\n"
        "text = json.dumps(app.openapi(), ensure_ascii=False) + '\\n'\n"
        "open(out, 'w', encoding='utf-8').write(text)\n"
    )


def output_of(command: Sequence[str | Path], home: Path) -> bytes:
    """Return what a command writes to stdout; what it says on stderr is shown if it fails."""
    environment = {**os.environ, "PYTHONHASHSEED": HASH_SEED, "HOME": str(home)}
    done = subprocess.run(command, capture_output=True, cwd=home, env=environment, check=False)
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stderr)
        raise SystemExit(f"exit code {done.returncode} of {' '.join(map(str, command[:2]))}")
    return done.stdout
