"""``watch``: a file that follows the code, mistakes that are told, an end that leaves nothing."""

import os
import signal
import subprocess
import sys

import pytest
from tests.plumbing.processes import survivors_in

from api_schema.cli.watch import watch
from tool_cli.running import run

APP = "class App:\n    def openapi(self):\n        return {'paths': {'/': PATH}}\n"
GET = f"PATH = {{'get': {{}}}}\n{APP}app = App()\n"
BOTH = f"PATH = {{'get': {{}}, 'put': {{}}}}\n{APP}app = App()\n"
COMMAND = "import sys; from api_schema.cli.main import main; sys.exit(main())"


@pytest.fixture
def started(tmp_path):
    (tmp_path / "main.py").write_text(GET)
    (tmp_path / "pyproject.toml").write_text("")
    arguments = ["watch", "main:app", "--output", "openapi.json", "--python", sys.executable]
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_the_file_follows_the_code_until_ctrl_c(started, tmp_path):
    code, document = tmp_path / "main.py", tmp_path / "openapi.json"
    said = started.stderr

    assert "openapi.json: written, 1 operations" in said.readline()
    assert "modules of packages stay imported from now on" in said.readline()
    before = document.stat().st_mtime_ns
    code.write_text(BOTH)
    assert "openapi.json: written, 2 operations" in said.readline()
    assert '"put"' in document.read_text()
    code.write_text(f"{BOTH}1 / 0\n")
    assert "ZeroDivisionError: division by zero, at main.py:6" in said.readline()
    code.write_text(f"{BOTH}# nothing new\n")
    assert "openapi.json: unchanged, 2 operations" in said.readline()
    (tmp_path / "pyproject.toml").write_text("# another")
    assert said.readline() == "The environment changed: everything is imported anew.\n"
    assert "openapi.json: unchanged" in said.readline()
    assert "stay imported" in said.readline()

    started.send_signal(signal.SIGINT)
    rest = said.read()

    assert rest.strip() == "Stopped."
    assert started.wait(30) == 130
    assert document.stat().st_mtime_ns > before
    assert not list(tmp_path.glob("export-api-schema-*"))
    assert not survivors_in(tmp_path)


def test_there_has_to_be_a_file(capfd):
    exit_code = run(watch, name="export-api-schema watch", arguments=["main:app"])

    assert exit_code == 2
    assert (
        "Error: there is no file to write. Hint: name one with --output." in capfd.readouterr().err
    )
