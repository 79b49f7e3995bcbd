"""What depends on the environment is named, with the variable behind it."""

import json

import pytest

from api_schema.differing import differing_places, pointer_to


@pytest.fixture
def files(tmp_path):
    (tmp_path / "dev.env").write_text("PAGE_SIZE=5\nSECRET=hunter2\n")
    (tmp_path / "prod.env").write_text("ADMIN=on\nDANGER=on\nSECRET=hunter3\n")
    return tmp_path


def test_each_difference_between_environments_has_its_variables(export_of, backends, files):
    profiles = [f"--env-profile={name}={files}/{name}.env" for name in ("dev", "prod")]

    outcome = export_of(
        "main:app", "--app-dir", backends / "env_gated", *profiles, "--report", files / "report"
    )

    delete = "#/paths/~1admin/delete"
    limit = "#/paths/~1orders/get/parameters/0/schema/default"
    assert outcome.stderr.splitlines() == [
        f"DELETE /admin ({delete}) depends on ADMIN and DANGER: absent in dev, there in prod",
        "GET /admin (#/paths/~1admin/get) depends on ADMIN: absent in dev, there in prod",
        f"GET /orders ({limit}) depends on PAGE_SIZE: 5 in dev, 20 in prod",
    ]
    assert list(json.loads(outcome.stdout)["paths"]) == ["/orders"]
    report = json.loads((files / "report").read_text())
    assert report["profiles"][2] == {
        "pointer": limit,
        "operation": "GET /orders",
        "variables": ["PAGE_SIZE"],
        "values": {"dev": "5", "prod": "20"},
    }


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        (["dev"], "--env-profile dev is no profile of its own. Hint: write it as NAME=FILE"),
        (["a=dev.env", "a=prod.env"], "--env-profile a=prod.env is no profile of its own"),
        (["a=dev.env", "b=nowhere.env"], "cannot read nowhere.env"),
    ],
)
def test_profiles_that_are_none_are_refused(
    export_of, backends, files, monkeypatch, profiles, said
):
    monkeypatch.chdir(files)
    options = [f"--env-profile={each}" for each in profiles]

    outcome = export_of("main:app", "--app-dir", backends / "empty", "--allow-empty", *options)

    assert outcome.exit_code == 2
    assert said in outcome.stderr


def test_a_profile_under_which_the_backend_fails_is_named(export_of, backends, files):
    (files / "complete.env").write_text("SHOP_SECRET=a\n")
    profiles = [f"--env-profile={name}={files}/{name}.env" for name in ("complete", "dev")]

    outcome = export_of("main:app", "--app-dir", backends / "environment", *profiles)

    assert outcome.exit_code == 3
    assert (
        "Error: with dev: main:app needs the variable SHOP_SECRET, which is not set"
        in outcome.stderr
    )


def test_documents_differ_where_one_can_say_it():
    before = {"paths": {"/a": {"get": {"tags": ["x"]}}}, "tags": [1]}
    after = {"paths": {"/a": {"get": {"tags": ["y"]}}, "/b": {"put": {}}}, "tags": []}

    assert sorted(map(pointer_to, differing_places(before, after))) == [
        "#/paths/~1a/get/tags/0",
        "#/paths/~1b/put",
        "#/tags",
    ]
    assert list(differing_places(before, before)) == []
