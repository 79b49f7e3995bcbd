"""--check: the meaning counts, the difference is shown, and the command that mends it works."""

import json
import shlex

import pytest

from api_schema.styles.table import styled

TARGET = ("shop.main:app", "--app-dir")


@pytest.fixture
def document(plain_export):
    return json.loads(plain_export("well_behaved", "shop.main:app"))


@pytest.mark.parametrize("style", ["json", "pretty", "prettier", "yaml"])
def test_a_file_that_means_the_same_passes_in_any_layout(
    export_of, backends, tmp_path, document, style
):
    file = tmp_path / "committed"
    file.write_text(styled(dict(reversed(document.items())), style))

    outcome = export_of(*TARGET, backends / "well_behaved", "--check", file)

    assert (outcome.exit_code, outcome.stdout, outcome.stderr) == (0, b"", "")


def test_an_outdated_file_fails_and_the_command_in_the_hint_mends_it(
    export_of, backends, tmp_path, document
):
    file = tmp_path / "openapi.json"
    name, schema = next(iter(document["components"]["schemas"].items()))
    document["components"]["schemas"] |= {name: {**schema, "title": "Old"}, "Gone": {}}
    path, methods = document["paths"].popitem()
    file.write_text(styled(document, "prettier"))

    asked = ("--check", file, f"--findings=junit={file.with_suffix('.xml')}", "--tolerate", "order")
    asked += ("--cache-dir", tmp_path / "of_the_job")
    outcome = export_of(*TARGET, backends / "well_behaved", *asked)

    shown = outcome.stdout.decode()
    assert outcome.exit_code == 1
    assert f"+ {next(iter(methods)).upper()} {path}\n" in shown
    assert "- schema Gone\n" in shown
    assert f'~ schema {name}\n    ~ title: "Old" → ' in shown
    assert outcome.stderr.startswith(f"Error: {file} is out of date, {len(methods) + 2} changes")

    command = outcome.stderr.strip().rpartition("mend it: ")[2].removesuffix(".")
    program, *arguments = shlex.split(command)
    assert program == "export-api-schema"
    assert "--cache-dir" not in arguments
    assert not {"--check", "--tolerate"} & {*arguments}
    assert "junit" not in command
    assert export_of(*arguments).exit_code == 0
    assert export_of(*TARGET, backends / "well_behaved", "--check", file).exit_code == 0
    assert file.read_text() == styled(json.loads(file.read_text()), "prettier")


def test_changes_that_are_tolerated_are_shown_and_pass(export_of, backends, tmp_path, document):
    file = tmp_path / "openapi.json"
    document["info"]["title"] = "Another"
    file.write_text(json.dumps(document))
    arguments = (*TARGET, backends / "well_behaved", "--check", file)

    strict = export_of(*arguments)
    lenient = export_of(*arguments, "--tolerate", "documentation")

    assert (strict.exit_code, lenient.exit_code) == (1, 0)
    assert b'~ info/title: "Another" \xe2\x86\x92 ' in lenient.stdout


def test_a_file_that_is_not_there_or_to_be_written_at_once_is_refused(
    export_of, backends, tmp_path
):
    file = tmp_path / "openapi.json"

    missing = export_of(*TARGET, backends / "well_behaved", "--check", file)
    both = export_of(*TARGET, backends / "well_behaved", "--check", file, "-o", file)

    assert (missing.exit_code, both.exit_code) == (1, 2)
    assert f"Error: {file} is not there. Hint: make it: export-api-schema " in missing.stderr
    assert "--check and --output exclude one another" in both.stderr


def test_findings_reach_each_kind_of_ci(export_of, backends, tmp_path, document):
    file = tmp_path / "openapi.json"
    document["paths"].popitem()
    file.write_text(json.dumps(document, indent=2))
    reports = {name: tmp_path / name for name in ("junit", "sarif", "json")}

    outcome = export_of(
        *TARGET, backends / "well_behaved", "--check", file, "--findings", "github",
        *(f"--findings={name}={place}" for name, place in reports.items()),
    )  # fmt: skip

    line = json.dumps(document, indent=2).split('"paths"')[0].count("\n") + 1
    assert f"::error title=operation-added,file={file},line={line},col=" in outcome.stderr
    assert 'failures="' in reports["junit"].read_text()
    assert json.loads(reports["sarif"].read_text())["runs"][0]["results"][0]["level"] == "error"
    assert json.loads(reports["json"].read_text())["problems"][0]["rule"] == "operation-added"


def test_a_job_below_the_root_of_its_repository_names_files_from_there(
    export_of, backends, tmp_path, monkeypatch
):
    folder = tmp_path / "backend"
    folder.mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(folder)
    (folder / "openapi.json").write_text("{}")

    outcome = export_of(
        *TARGET, backends / "well_behaved", "--check", "openapi.json",
        "--findings=github", "--findings=sarif=out.sarif",
    )  # fmt: skip

    assert ",file=backend/openapi.json," in outcome.stderr
    assert '"uri": "backend/openapi.json"' in (folder / "out.sarif").read_text()


def test_a_backend_that_fails_is_an_annotation_at_its_own_line(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "raises", "--findings", "github")

    assert outcome.exit_code == 3
    assert "::error title=export-failed,file=" in outcome.stderr
    assert "connection.py,line=" in outcome.stderr


@pytest.mark.parametrize("text", ["teletype", "junit", "sarif="])
def test_findings_that_cannot_be_written_are_refused(export_of, text):
    assert export_of("main:app", "--findings", text).exit_code == 2
