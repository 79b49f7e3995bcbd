"""What the tests of export-api-schema share: the backends, the command, and plain Python."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from api_schema.cli.export import export
from tool_cli.running import run

BACKENDS = Path(__file__).parents[2] / "fixtures" / "backends"
PLAIN = """
import json, os, sys
out = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
sys.path.insert(0, sys.argv[1])
module, attribute, indent = json.loads(sys.argv[2])
import importlib
app = getattr(importlib.import_module(module), attribute)
text = json.dumps(app.openapi(), ensure_ascii=False, indent=indent)
out.write(text + chr(10))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run of the command left."""

    exit_code: int
    stdout: bytes
    stderr: str


@pytest.fixture(autouse=True)
def users_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder instead of the cache of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """No job of GitHub Actions, even where one runs the tests."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


@pytest.fixture
def backends() -> Path:
    """The folder of backends, one a case."""
    return BACKENDS


@pytest.fixture
def export_of(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Outcome]:
    """Run the command in this process; the backend runs in its own one, as always.

    Nothing is kept between runs unless the arguments say where.
    """

    def export_of(*arguments: str | Path) -> Outcome:
        words = ["--python", sys.executable, *map(str, arguments)]
        if "--cache-dir" not in words:
            words.append("--no-cache")
        exit_code = run(export, name="export-api-schema", arguments=words)
        stdout, stderr = capfdbinary.readouterr()
        return Outcome(exit_code=exit_code, stdout=stdout, stderr=stderr.decode())

    return export_of


@pytest.fixture(scope="session")
def plain_export() -> Callable[..., bytes]:
    """Return what json.dumps(app.openapi()) gives in a Python that knows nothing of this tool."""

    @cache
    def plain_export(
        backend: str, target: str = "main:app", *, seed: int = 0, indent: int | None = None
    ) -> bytes:
        place = json.dumps([*target.split(":"), indent])
        return subprocess.run(
            [sys.executable, "-c", PLAIN, BACKENDS / backend, place],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
        ).stdout

    return plain_export
