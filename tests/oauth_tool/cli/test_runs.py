"""``oauth-tool runs``: what was kept, on the command line."""

import json
from datetime import UTC, datetime

import pytest
from tests.oauth_tool.web.runs.test_comparing import entry, run

from oauth_tool.client.steps import Step
from oauth_tool.web.exports.run_json import exchange_members, head_members, run_json
from oauth_tool.web.runs.run_store import RunStore


@pytest.fixture
def keep(home):
    """Keep a run in the home of the commands."""
    store = RunStore(file=home / ".local" / "share" / "oauth-tool" / "runs.sqlite3")

    def keep(run_id, kept, hour):
        store.keep(
            run_id,
            datetime(2026, 11, 23, hour, tzinfo=UTC),
            head_members(kept),
            [exchange_members(kept, one) for one in kept.entries],
        )

    return keep


@pytest.fixture
def runs(run_command, keep):
    keep("aaaa", run(entry(1), entry(2, Step.REVOKE)), hour=20)
    keep("bbbb", run(entry(1, status=401), failed=("bearer-challenge-sent",)), hour=21)
    return lambda *arguments: run_command("oauth-tool", "runs", *arguments)


def test_runs_are_listed_newest_first(runs):
    done = runs("list", "--format", "json")

    listed = json.loads(done.stdout)
    assert [(one["id"], one["exchanges"], one["broken_rules"]) for one in listed] == [
        ("bbbb", 1, 1),
        ("aaaa", 2, 0),
    ]
    assert "https://one.example" in runs("list").stdout


def test_a_run_is_shown_and_exported(runs, tmp_path):
    shown = runs("show", "last")
    exported = runs("export", "aaaa", "--format", "json", "-o", "a.json")

    assert "high" in shown.stdout or "medium" in shown.stdout or "low" in shown.stdout
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "a.json").read_text() == run_json(run(entry(1), entry(2, Step.REVOKE)))
    assert json.loads(runs("export", "a.json").stdout)["log"]["version"] == "1.2"


def test_comparing_says_by_its_exit_code_whether_anything_differs(runs):
    different, same = runs("compare", "aaaa", "last"), runs("compare", "aaaa", "aaaa")

    assert (different.returncode, same.returncode) == (1, 0)
    assert "    answer status: 200 | 401\n" in different.stdout
    assert "Revoke: only in the left run\n" in different.stdout
    assert same.stdout.endswith("Every step went the same way.\n")


def test_deleted_runs_are_gone(runs):
    assert runs("delete", "aaaa").stdout == "Deleted 1 run.\n"
    assert runs("delete", "--all").stdout == "Deleted 1 run.\n"
    assert runs("list").stdout.startswith("No run was kept yet.")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("show", "cccc"), "there is no kept run 'cccc'"),
        (("show", "nope.json"), "cannot read nope.json"),
        (("delete",), "name the runs, or say --all"),
    ],
)
def test_bad_input_is_one_line(runs, arguments, complaint):
    done = runs(*arguments)

    assert done.returncode in {2, 3}
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1
