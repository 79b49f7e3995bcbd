"""What a project says of its targets, and what is found where it says nothing."""

import json
import os
import signal
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api_schema.project.discovering import applications_in, candidates_in
from api_schema.project.running import COMMAND
from api_schema.project.toml_lines import line_of

FASTAPI = "from fastapi import FastAPI\n"
SETTINGS = """\
[project]
name = "fruit-shop"

[tool.export-api-schema]
title = "Shop"
no-cache = true
python = {python!r}

[tool.export-api-schema.targets.whole]
target = "shop.main:app"
output = "whole.json"

[tool.export-api-schema.targets.some]
target = "shop.main:create_app"
output = "some.yaml"
include = ["/orders"]
title = "Orders"
"""


@pytest.fixture
def project(backends, tmp_path, monkeypatch):
    """A folder with a backend, and the current one."""
    (tmp_path / "shop").symlink_to(backends / "light" / "shop")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder, **changes):
    text = SETTINGS.format(python=sys.executable)
    for before, after in changes.items():
        text = text.replace(before, after)
    (folder / "pyproject.toml").write_text(text)


def test_all_targets_of_a_project_are_exported_and_each_has_a_line(export_of, project):
    written(project)

    outcome = export_of()

    assert outcome.stdout.decode() == "whole: whole.json is written\nsome: some.yaml is written\n"
    assert json.loads((project / "whole.json").read_text())["info"]["title"] == "Shop"
    assert "title: Orders" in (project / "some.yaml").read_text()


def test_committed_outputs_are_compared_and_left_as_they_are(export_of, project):
    written(project)
    export_of()
    old = (project / "some.yaml").read_text().replace("title: Orders", "title: Order")
    (project / "some.yaml").write_text(old)

    outcome = export_of("--check-outputs")
    nowhere = export_of("shop.main:app", "--check-outputs")
    unknown = export_of("hole")

    assert (outcome.exit_code, nowhere.exit_code) == (1, 2)
    assert outcome.stdout.decode().splitlines()[0] == "whole: whole.json is up to date"
    assert "some: Error: " in outcome.stderr
    assert "pyproject.toml has no target hole. Hint: it has whole, some." in unknown.stderr
    assert (project / "some.yaml").read_text() == old


def test_one_that_fails_leaves_the_others_and_decides_the_exit_code(export_of, project):
    written(project, create_app='create_app_for"  # needs an argument\n#')
    (project / "whole.json").write_text("{}")

    outcome = export_of()
    alone = export_of("whole")

    assert outcome.exit_code == 2
    assert outcome.stdout.decode() == "whole: whole.json is written\n"
    assert "some: Error: the factory shop.main:create_app_for cannot be called" in outcome.stderr
    assert alone.stdout.decode() == "whole: whole.json is up to date\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("include", "includes", "toml:16: there is no option includes. Hint: perhaps you mean inc"),
        ("include", "beside", "pyproject.toml:16: there is no option beside. Hint: keys are"),
        ("some.yaml", "./whole.json", "pyproject.toml:15: some and whole have the same output"),
        ("no-cache = true", "no-cache = 1", "pyproject.toml:6: no-cache takes true or false"),
        ('title = "Orders"', "title = ['a']", "pyproject.toml:17: title takes one text or number"),
        ('output = "some.yaml"', "", "pyproject.toml:13: the target some has no output"),
        ('target = "shop.main:create_app"', "", "pyproject.toml:13: some names no target"),
        ("shop.main:create_app", "some", "pyproject.toml:14: target names no application"),
        ("[project]", "[project", "cannot read"),
    ],
)
def test_a_mistake_in_the_table_has_a_line(export_of, project, before, after, said):
    written(project, **{before: after})

    outcome = export_of()

    assert (outcome.exit_code, outcome.stdout) == (2, b"")
    assert said in outcome.stderr


def test_several_documents_do_not_go_to_one_file(export_of, project):
    written(project)

    outcome = export_of("--output", "all.json")

    assert "2 documents cannot go to all.json. Hint: name one target" in outcome.stderr


def test_stopping_all_targets_stops_their_backends(project, backends):
    announcement = project / "announcement"
    os.mkfifo(announcement)
    (project / "pyproject.toml").write_text(
        "[tool.export-api-schema.targets.one]\n"
        f"target = 'main:app'\noutput = 'one.json'\npython = {sys.executable!r}\n"
        f"app-dir = {str(backends / 'hangs')!r}\n"
    )
    with subprocess.Popen(
        COMMAND,
        env={**os.environ, "TELL_WHEN_HANGING": str(announcement)},
        stderr=subprocess.PIPE,
    ) as tool:
        with announcement.open("rb") as backend:
            assert backend.readline() == b"hanging\n"
            tool.send_signal(signal.SIGTERM)
            rest = backend.read()  # it ends when no process holds it any more
        _, stderr = tool.communicate(timeout=30)

    assert (rest, stderr.strip(), tool.returncode) == (b"", b"Stopped.", 130)


def test_an_application_is_found_where_it_usually_is(export_of, project, backends, plain_export):
    outcome = export_of("--app-dir", backends / "well_behaved" / "shop")
    (project / "main.py").write_text("from shop.main import app\n")
    (project / "app.py").write_text(f"{FASTAPI}application = FastAPI()\n")
    (project / "api.py").write_text("import fastapi as f\napi: object = f.FastAPI()\n")
    several = export_of()

    assert outcome.stderr == "Found main.py:app\n"
    assert outcome.stdout == plain_export("well_behaved", "shop.main:app")
    assert several.exit_code == 2
    assert "several applications" in several.stderr
    assert "app.py:application, api.py:api" in several.stderr


def test_the_entry_point_of_fastapi_is_the_one_that_is_found(export_of, project):
    (project / "pyproject.toml").write_text("[tool.fastapi]\nentrypoint = 'shop.main:app'\n")

    outcome = export_of()

    assert outcome.stderr == "Found shop.main:app, the entry point of [tool.fastapi]\n"
    assert list(json.loads(outcome.stdout)["paths"]) == ["/orders", "/fruit"]


def test_where_nothing_is_found_that_is_said(export_of, tmp_path):
    outcome = export_of("--app-dir", tmp_path)

    assert outcome.exit_code == 2
    assert outcome.stderr.startswith(
        f"Error: no application found in {tmp_path}. Hint: files called"
    )


def test_a_django_project_is_found_by_its_manage_py(export_of, backends, peers_python, monkeypatch):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    folder = ["--app-dir", backends / "django", "--python", peers_python]

    found = export_of(*folder)
    api = export_of("library.books.lending:api", *folder, "--django-settings", "library.settings")

    assert found.stderr == "Found --django-settings library.settings\n"
    assert json.loads(found.stdout)["info"]["title"] == "Bücherei"
    assert list(json.loads(api.stdout)["paths"]) == ["/lending/loans"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{FASTAPI}app = FastAPI()\ndef create_app(): ...", ["app"]),
        (f"{FASTAPI}def create_app(debug=False): ...", ["create_app"]),
        (f"{FASTAPI}def create_app(settings): ...", []),
        ("from aiohttp import web\napp = web.Application()", ["app"]),
        ("from flask import Flask as F\na = b = F(__name__)", ["a", "b"]),
        ("from elsewhere import FastAPI\napp = FastAPI()", []),
        ("app = (", []),
    ],
)
def test_applications_are_recognised_by_reading(tmp_path, text, names):
    file = tmp_path / "main.py"
    file.write_text(text)

    assert applications_in(file) == names


def test_the_package_of_the_project_is_a_usual_place(tmp_path):
    file = tmp_path / "src" / "fruit_shop" / "api" / "main.py"
    file.parent.mkdir(parents=True)
    file.write_text(f"{FASTAPI}app = FastAPI()\n")

    assert list(map(str, candidates_in(tmp_path, "fruit-shop"))) == [
        "src/fruit_shop/api/main.py:app"
    ]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["a", "b-c", "d_e"]), min_size=1, max_size=3), st.integers(0, 3))
def test_a_key_is_on_its_line_however_its_table_is_written(parts, comments):
    *table, key = parts
    lines = ["# a comment"] * comments
    dotted = [f"{'.'.join(parts)} = 1"]
    below = [f"[{'.'.join(table)}]", f"{key} = 1"] if table else dotted

    for form in (dotted, below):
        assert line_of("\n".join([*lines, *form]), tuple(parts)) == comments + len(form)
