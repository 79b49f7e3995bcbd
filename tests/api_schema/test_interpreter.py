"""The backend runs in its own interpreter."""

import sys
from pathlib import Path

import pytest

from api_schema.interpreter import choose_interpreter
from tool_cli.errors import InvalidInput


@pytest.fixture
def project(tmp_path):
    for name in (".venv", "active"):
        python = tmp_path / name / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)
    return tmp_path


def test_the_interpreter_asked_for_comes_first(project):
    active = {"VIRTUAL_ENV": str(project / "active")}

    chosen = choose_interpreter(sys.executable, environment=active, folder=project)

    assert chosen == Path(sys.executable)


def test_a_virtual_environment_may_be_asked_for(project):
    chosen = choose_interpreter(str(project / "active"), environment={}, folder=project)

    assert chosen == project / "active" / "bin" / "python"


def test_a_name_on_the_path_may_be_asked_for(project, monkeypatch):
    monkeypatch.setenv("PATH", str(project / "active" / "bin"))

    chosen = choose_interpreter("python", environment={}, folder=project)

    assert chosen == project / "active" / "bin" / "python"


def test_the_active_environment_comes_before_that_of_the_folder(project):
    active = {"VIRTUAL_ENV": str(project / "active")}

    chosen = choose_interpreter(None, environment=active, folder=project)

    assert chosen == project / "active" / "bin" / "python"


def test_an_active_environment_that_is_gone_is_passed_over(project):
    active = {"VIRTUAL_ENV": str(project / "gone")}

    chosen = choose_interpreter(None, environment=active, folder=project)

    assert chosen == project / ".venv" / "bin" / "python"


def test_without_an_environment_it_is_the_interpreter_of_the_tool(tmp_path):
    chosen = choose_interpreter(None, environment={}, folder=tmp_path)

    assert chosen == Path(sys.executable)


def test_an_interpreter_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InvalidInput, match="no interpreter at"):
        choose_interpreter(str(tmp_path / "python"), environment={}, folder=tmp_path)
