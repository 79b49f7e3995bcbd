"""A backend gets the variables and stand-ins that it is given, and no others reach the document."""

import json

import pytest


@pytest.fixture
def title_of(export_of, backends):
    def title_of(*arguments):
        outcome = export_of("main:app", "--app-dir", backends / "environment", *arguments)
        assert outcome.exit_code == 0, outcome.stderr
        return json.loads(outcome.stdout)["info"]["title"], outcome.stderr

    return title_of


def test_a_missing_variable_is_a_failure_that_names_it(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "environment")

    assert outcome.exit_code == 3
    assert "main:app needs the variable SHOP_SECRET, which is not set, at" in outcome.stderr
    assert "--env SHOP_SECRET=VALUE" in outcome.stderr
    assert "--fill-missing-env" in outcome.stderr


def test_missing_variables_are_filled_and_listed(title_of):
    title, said = title_of("--fill-missing-env")

    assert title.startswith("placeholder postgresql://")
    assert title.endswith(" no False")
    assert said == "Filled with a placeholder: SHOP_DATABASE_URL, SHOP_SECRET\n"


def test_variables_come_from_files_and_the_command_line_wins(title_of, tmp_path):
    file = tmp_path / "settings.env"
    file.write_text(
        "\ufeff# a comment, after what Windows puts in front\n\n"
        "export SHOP_SECRET = 'single $quoted'  # why\n"
        'SHOP_DATABASE_URL="double \\"quoted\\" # no comment"\n'
        "SHOP_DEBUG=bare # a comment\n"
    )

    title, _ = title_of("--env-file", file, "--env", "SHOP_SECRET=given=it")

    assert title == 'given=it double "quoted" # no comment bare False'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--env", "SECRET"], "--env SECRET: it has no value"),
        (["--env", "=my secret"], "--env: it has no name"),
        (["--env-file", "{t}/nowhere"], "nowhere: No such file or directory. Hint: "),
        (["--env-file", "{t}/broken"], "broken:1 is not NAME=VALUE"),
        (["--env-file", "{t}/nul"], "nul:2 holds a NUL"),
        (["--env-file", "{t}/latin"], "latin: it is no UTF-8"),
        (["--stub", "generated client"], "--stub generated client: that is no name of a module"),
    ],
)
def test_variables_and_stubs_that_cannot_be_are_refused(export_of, tmp_path, arguments, said):
    (tmp_path / "broken").write_text("my secret\n")
    (tmp_path / "nul").write_text("A=1\nB=my secret\0\n")
    (tmp_path / "latin").write_bytes(b"A=my secret \xff\n")

    outcome = export_of("main:app", *[each.format(t=tmp_path) for each in arguments])

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert "my secret" not in outcome.stderr


def test_a_module_that_is_not_there_can_be_stood_in_for(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "stubbed", "--stub", "generated_client")

    assert outcome.exit_code == 0, outcome.stderr
    assert list(json.loads(outcome.stdout)["paths"]) == ["/"]


@pytest.mark.parametrize(
    ("attribute", "name"),
    [("published", "generated_client.models.User"), ("titled", "generated_client.Client.version")],
)
def test_a_stand_in_does_not_get_into_a_document(export_of, backends, attribute, name):
    outcome = export_of(
        f"main:{attribute}", "--app-dir", backends / "stubbed", "--stub", "generated_client"
    )

    assert outcome.exit_code == 3
    assert f"{name}, which --stub stands in for, would get into the document" in outcome.stderr
