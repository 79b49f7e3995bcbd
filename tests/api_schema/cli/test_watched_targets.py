"""``watch`` without a target: each that the project names is followed, and tells of itself."""

import json
import os
import signal
import subprocess
import sys

import pytest
from tests.plumbing.processes import processes_in, survivors_in

COMMAND = "import sys; from api_schema.cli.main import main; sys.exit(main())"
SHARED = """
GET, BOTH = {'get': {}}, {'get': {}, 'put': {}}
class App:
    def __init__(self, title): self.title = title
    def openapi(self): return {'info': {'title': self.title}, 'paths': {'/': GET}}
"""
APP = "from shared import App\napp = App({!r})\n"
PROJECT = """\
[tool.export-api-schema]
no-cache = true
findings = ["github"]
python = {python!r}

[tool.export-api-schema.targets.one]
target = "one:app"
output = "one.json"
title = "First"

[tool.export-api-schema.targets.two]
target = "two:app"
output = "two.json"
env-profile = ["prod=prod.env", "test=other.env"]
"""


class Watching:
    """A running ``watch`` and the lines that it says."""

    def __init__(self, process):
        self.process = process

    def told(self, *wanted):
        """Read lines until each of these began one; return those lines without other words."""
        found = {}
        while len(found) < len(wanted):
            line = self.process.stderr.readline()
            assert line, "it has ended"
            found |= {start: line for start in wanted if line.startswith(start)}
        return [found[start] for start in wanted]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "shared.py").write_text(SHARED)
    (tmp_path / "one.py").write_text(APP.format("one"))
    (tmp_path / "two.py").write_text(
        f"import os\n{APP.format('two')}app.title = os.environ['IN']\n"
    )
    (tmp_path / "prod.env").write_text("IN=prod\n")
    (tmp_path / "other.env").write_text("IN=test\n")
    (tmp_path / "pyproject.toml").write_text(PROJECT.format(python=sys.executable))
    return tmp_path


@pytest.fixture
def watching(project):
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, "watch"],
        cwd=project,
        env={**os.environ, "TMPDIR": str(project)},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield Watching(process)
        process.kill()


def title_in(file):
    return json.loads(file.read_text())["info"]["title"]


def test_all_targets_follow_the_code_and_one_that_fails_stops_no_other(watching, project):
    first = watching.told("one: one.json: written, 1 op", "two: two.json: written, 1 op")
    (project / "shared.py").write_text(SHARED.replace("'/': GET", "'/': BOTH"))
    watching.told("one: one.json: written, 2 operations", "two: two.json: written, 2 operations")
    (project / "one.py").write_text("1 / 0\n")
    failed = watching.told("one: Error: one:app failed when it was imported: ZeroDivisionError")
    (project / "shared.py").write_text(SHARED)
    watching.told("two: two.json: written, 1 operations")
    (project / "one.py").write_text(APP.format("one"))
    watching.told("one: one.json: written, 1 operations")

    assert all(line.endswith(" s\n") for line in first)
    assert "at one.py:1" in failed[0]
    assert title_in(project / "one.json") == "First"
    assert title_in(project / "two.json") == "prod"


def test_ctrl_c_ends_all_of_them(watching, project):
    watching.told("one: one.json: written", "two: two.json: written")

    watching.process.send_signal(signal.SIGINT)
    rest = watching.process.stderr.read()

    assert rest.splitlines()[-1] == "Stopped."
    assert watching.process.wait(30) == 130
    assert not survivors_in(project)
    assert not list(project.glob("export-api-schema-*"))


def test_they_end_with_the_process_that_started_them_however_that_ends(watching, project):
    watching.told("one: one.json: written", "two: two.json: written")
    running = processes_in(project)

    watching.process.kill()

    assert len(running) >= 5  # the command, and for each target a command and its backend
    assert not survivors_in(project)


def test_targets_that_the_project_adds_are_watched_too(watching, project):
    file = project / "pyproject.toml"
    watching.told("one: one.json: written", "two: two.json: written")
    text = file.read_text()
    file.write_text(f"{text}[tool")
    watching.told("Error: cannot read")
    file.write_text(
        f"{text}[tool.export-api-schema.targets.new]\ntarget = 'one:app'\noutput = 'new.json'\n"
    )

    said = watching.told("The project names other targets", "new: new.json: written, 1 operations")

    assert said[0] == "The project names other targets: all are watched anew.\n"
    assert title_in(project / "new.json") == "one"


def test_one_that_cannot_be_watched_is_told_of_and_decides_the_exit_code(project):
    (project / "pyproject.toml").write_text(
        "[tool.export-api-schema.targets.odd]\ntarget = 'one:1'\noutput = 'odd.json'\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "watch", "odd"],
        cwd=project,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("odd: Error: the target 'one:1' names no application. Hint: ")
    assert len(done.stderr.splitlines()) == 1


def test_where_the_project_names_none_the_application_is_found(tmp_path):
    (tmp_path / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI(title='found')\n")
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, "watch", "--output", "found.json", "--allow-empty"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        said = Watching(process).told("Found main.py:app", "found.json: written, 0 operations")
        process.send_signal(signal.SIGINT)

    assert said[0] == "Found main.py:app\n"
    assert title_in(tmp_path / "found.json") == "found"
