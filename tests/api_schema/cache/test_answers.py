"""A command line that was answered before is answered without reading the options again."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import api_schema
import tool_cli

COMMAND = [sys.executable, "-c", "from api_schema.cli.main import main; raise SystemExit(main())"]
# After the answer it tells, on stderr, whether anything was imported that only a miss needs.
WATCHED = """
import atexit, sys, api_schema.cli.main as command
sys.argv[0] = "export-api-schema"
told = {"click": "imported click", "json": "imported json"}
atexit.register(lambda: print(
    next((told[name] for name in told if name in sys.modules), "answered"), file=sys.stderr))
sys.exit(command.main())
"""


class Tool:
    """The command, in a folder with a small backend that needs no package."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "main.py"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COV")},
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self.file.write_text(
            "import os\n"
            "class App:\n"
            "    def openapi(self):\n"
            "        return {'paths': {'/': {'get': {'x': os.getenv('ASKED')}}}}\n"
            "app = App()\n"
        )

    def run(self, *arguments, target=("main:app",), **variables):
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, *target, "--python", sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout, done.stderr.split("\n")[-2]


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


def test_the_second_time_the_answer_is_there_with_the_same_bytes(tool):
    first, said = tool.run("--pretty")
    again = tool.run("--pretty")

    assert said == "imported click"
    assert again == (first, "answered")


def test_a_changed_file_or_variable_is_no_answer(tool):
    tool.run()

    other_variable, about_variable = tool.run(ASKED="1")
    # Of another length: Python takes bytecode for right if second and length of the source agree.
    tool.file.write_text(tool.file.read_text().replace("'x'", "'other'"))
    other_file, about_file = tool.run()

    assert json.loads(other_variable)["paths"]["/"]["get"] == {"x": "1"}
    assert json.loads(other_file)["paths"]["/"]["get"] == {"other": None}
    assert {about_variable, about_file} == {"imported click"}


def test_a_file_that_holds_the_document_is_left_and_another_is_written_again(tool):
    tool.run("-o", "out.json")
    _, about_same = tool.run("-o", "out.json")
    (tool.folder / "out.json").write_text("other")

    _, about_other = tool.run("-o", "out.json")

    assert (about_same, about_other) == ("answered", "imported click")
    assert json.loads((tool.folder / "out.json").read_text())["paths"]


APPLICATION = "from aiohttp.web import Application\napplication = Application()\n"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("src/app.py", APPLICATION),
        ("main.py", APPLICATION),
        ("pyproject.toml", "[tool.fastapi]\nentrypoint = 'other:app'\n"),
    ],
    ids=["one more application", "another one in the same file", "one that the project names"],
)
def test_a_target_that_is_found_is_answered_until_another_one_would_be(tool, file, text):
    application = "class Application:\n    openapi = App.openapi\n"
    tool.file.write_text(
        tool.file.read_text().replace("app = App()", application)
        + "import sys; sys.modules['aiohttp.web'] = sys.modules[__name__]\n"
        + "from aiohttp.web import Application\napp = Application()\n"
    )
    first = tool.run(target=())
    again = tool.run(target=())
    (tool.folder / "src").mkdir()
    (tool.folder / file).write_text(text)

    _, about_other = tool.run(target=())

    assert json.loads(first[0])["paths"]
    assert again == (first[0], "answered")
    assert about_other != "answered"


def test_an_edit_of_the_tool_itself_is_no_answer(tool, tmp_path):
    for package in (api_schema, tool_cli):
        source = Path(package.__file__).parent
        shutil.copytree(source, tmp_path / "copy" / source.name)
    variables = {"PYTHONPATH": str(tmp_path / "copy"), "PYTHONDONTWRITEBYTECODE": "1"}
    tool.run(**variables)
    before = [tool.run(**variables)[1] for _ in range(2)]
    edited = tmp_path / "copy" / "api_schema" / "styles" / "json_text.py"
    edited.write_text(edited.read_text() + "# edited\n")

    after = [tool.run(**variables)[1] for _ in range(2)]

    assert before == ["answered", "answered"]
    assert after == ["imported click", "answered"]


@pytest.mark.parametrize("option", ["--no-cache", "--verbose", "--env=A=b"])
def test_some_runs_are_not_answered_from_before(tool, option):
    tool.run(option)

    assert tool.run(option)[1] == "imported click"


def test_a_cache_may_be_anywhere_and_be_shared_by_processes(tool, tmp_path):
    arguments = ["main:app", "--python", sys.executable, f"--cache-dir={tmp_path / 'shared'}"]
    runs = [
        subprocess.Popen(
            [*COMMAND, *arguments], cwd=tool.folder, env=tool.environment, stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]

    outputs = {run.communicate(timeout=60)[0] for run in runs}

    assert len(outputs) == 1
    assert tool.run(f"--cache-dir={tmp_path / 'shared'}") == (outputs.pop().decode(), "answered")


def test_a_damaged_answer_is_none(tool):
    first, _ = tool.run()
    for file in (tool.folder / "cache" / "export-api-schema" / "answers").iterdir():
        file.write_bytes(file.read_bytes()[:-1])

    assert tool.run() == (first, "imported click")


def test_a_new_environment_beside_the_project_is_no_longer_the_same_choice(tool):
    tool.run()
    python = tool.folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)

    assert tool.run()[1] == "imported click"


def closed(tool):
    """Run the command with a stdout that is closed."""
    command = shlex.join([*COMMAND, "main:app", "--python", sys.executable])
    return subprocess.run(
        ["/bin/sh", "-c", f"{command} >&-"],
        cwd=tool.folder,
        env=tool.environment,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_a_stdout_that_is_closed_is_told_of_whether_an_answer_is_kept_or_not(tool):
    without_answer = closed(tool)
    tool.run()
    with_answer = closed(tool)

    assert (without_answer.returncode, with_answer.returncode) == (3, 3)
    assert with_answer.stderr == without_answer.stderr
    assert with_answer.stderr.startswith("Error: cannot write to stdout: it is closed.")


def test_another_environment_of_pdm_is_no_longer_the_same_choice(tool):
    (tool.folder / ".pdm-python").write_text("/one")
    tool.run()
    said = tool.run()[1]
    (tool.folder / ".pdm-python").write_text("/two")

    assert (said, tool.run()[1]) == ("answered", "imported click")


def test_a_reader_that_has_enough_is_no_failure(tool):
    tool.run()
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "main:app", "--python", sys.executable],
        cwd=tool.folder,
        env=tool.environment,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"answered\n")


def test_a_check_that_passed_is_answered_until_the_file_or_the_backend_changes(tool):
    committed = tool.folder / "openapi.json"
    tool.run("--pretty", "--output", str(committed))
    check = ("--check", "openapi.json")
    said = [tool.run(*check)[1], tool.run(*check)[1]]

    committed.write_text(committed.read_text().replace('"paths"', '"old": 1, "paths"'))
    outdated = tool.run(*check)

    assert said == ["imported click", "answered"]
    assert outdated[1] == "imported click"
    assert outdated[0].startswith("~ the document\n    - old: 1\n")
