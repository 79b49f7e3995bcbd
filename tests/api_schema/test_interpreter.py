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


@pytest.mark.parametrize(("name", "chosen"), [("shop", "active"), ("base", ".venv")])
def test_condas_active_environment_counts_unless_conda_itself_lives_there(project, name, chosen):
    active = {"CONDA_PREFIX": str(project / "active"), "CONDA_DEFAULT_ENV": name}

    found = choose_interpreter(None, environment=active, folder=project)

    assert found == project / chosen / "bin" / "python"


def test_pdm_has_written_down_where_its_environment_is(project):
    (project / ".venv" / "bin" / "python").unlink()
    elsewhere = project / "active" / "bin" / "python"
    (project / ".pdm-python").write_text(f"{elsewhere}\n")

    assert choose_interpreter(None, environment={}, folder=project) == elsewhere


def test_without_an_environment_it_is_the_interpreter_of_the_tool(tmp_path):
    chosen = choose_interpreter(None, environment={}, folder=tmp_path)

    assert chosen == Path(sys.executable)


def test_an_interpreter_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InvalidInput, match="no interpreter at"):
        choose_interpreter(str(tmp_path / "python"), environment={}, folder=tmp_path)


@pytest.fixture
def poetry(tmp_path, monkeypatch):
    """A folder that uses Poetry, and a program of that name with an environment elsewhere."""
    python = tmp_path / "elsewhere" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    program = tmp_path / "bin" / "poetry"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$*" = "env info --executable" ] && echo {python}\n')
    program.chmod(0o755)
    (tmp_path / "poetry.lock").touch()
    return {"PATH": f"{program.parent}:/usr/bin:/bin"}


def test_the_environment_of_a_projects_tool_is_asked_for(poetry, tmp_path):
    chosen = choose_interpreter(None, environment=poetry, folder=tmp_path)

    assert chosen == tmp_path / "elsewhere" / "python"


@pytest.mark.parametrize("missing", ["poetry.lock", "bin/poetry", "elsewhere/python"])
def test_a_tool_that_is_not_used_not_there_or_without_environment_is_passed_over(
    poetry, tmp_path, missing
):
    (tmp_path / missing).unlink()

    chosen = choose_interpreter(None, environment=poetry, folder=tmp_path)

    assert chosen == Path(sys.executable)


HATCH = '[project]\nname = "shop"\n[tool.hatch.envs.default]\nskip-install = true\n'


@pytest.mark.parametrize("file", ["hatch.toml", "pyproject.toml"])
def test_hatch_is_asked_where_its_environment_is_and_makes_none(tmp_path, file):
    environment = tmp_path / "elsewhere"
    python = environment / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    program = tmp_path / "hatch"
    program.write_text(f'#!/bin/sh\n[ "$*" = "env find" ] && echo {environment}\n')
    program.chmod(0o755)
    (tmp_path / file).write_text(HATCH)

    chosen = choose_interpreter(None, environment={"PATH": str(tmp_path)}, folder=tmp_path)

    assert chosen == python


def test_a_project_that_is_only_built_by_hatch_has_no_environment_of_it(tmp_path):
    program = tmp_path / "hatch"
    program.write_text("#!/bin/sh\necho /usr/bin/python3\n")
    program.chmod(0o755)
    (tmp_path / "pyproject.toml").write_text('[tool.hatch.build]\ndev-mode-dirs = ["a"]\n')

    chosen = choose_interpreter(None, environment={"PATH": str(tmp_path)}, folder=tmp_path)

    assert chosen == Path(sys.executable)
