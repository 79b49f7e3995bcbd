"""What an import does besides importing is refused or told of, and leaves nothing behind."""

import json
import os
import socket
from pathlib import Path

import pytest

# What is used of a framework's own, without the second that importing one takes.
APPLICATION = """
class Application:
    def openapi(self):
        return {"info": {"title": title}, "paths": {}}
app = Application()
"""


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_all_that_belongs_elsewhere_is_answered_and_the_document_is_there(
    export_of, backends, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("WRITE_HERE", str(tmp_path / "file"))

    outcome = export_of("main:app", "--app-dir", backends / "everything_wrong", "--verbose")

    about = json.loads(outcome.stdout)["info"]
    assert about["title"] == f"status {127 << 8}"
    assert about["description"] == "/home/someone/state"
    for said in (
        "a print\n",
        "a log line\n",
        "refused: connect to 127.0.0.1:5432",
        "refused: start migrate-database (2 times), at",
        "refused: fork itself, at",
        f"wrote: {tmp_path / 'file'}, at",
        "everything_wrong/main.py:31 in <module>",
    ):
        assert said in outcome.stderr
    assert outcome.stderr.count("wrote: ") == 1


def test_a_report_lists_what_was_tried_and_where(export_of, backends, tmp_path):
    report = tmp_path / "report.json"

    outcome = export_of("main:app", "--app-dir", backends / "everything_wrong", "--report", report)

    content = json.loads(report.read_bytes())
    tried = [each for each in content["incidents"] if each["subject"] == "migrate-database"]
    assert outcome.stderr == ""
    assert content["operations"] == 1
    assert [(each["kind"], each["action"], each["count"], each["line"]) for each in tried] == [
        ("refused", "start", 2, 23)
    ]
    assert tried[0]["file"] == str(backends / "everything_wrong" / "main.py")


def test_a_report_on_a_failure_lists_what_was_tried(export_of, backends, tmp_path):
    report = tmp_path / "report.json"

    outcome = export_of("main:app", "--app-dir", backends / "needs_database", "--report", report)

    content = json.loads(report.read_bytes())
    assert outcome.exit_code == 3
    assert "Connection refused" in content["error"]
    assert content["incidents"][0]["subject"] == "127.0.0.1:5432"


def test_a_program_that_is_allowed_runs(export_of, tmp_path):
    (tmp_path / "main.py").write_text(
        "import os, subprocess\n"
        "said = subprocess.check_output(['echo', 'hello'], text=True).strip()\n"
        "status = os.system('true')\n"
        "title = f'{said} {status}'\n" + APPLICATION
    )

    outcome = export_of(
        "main:app", "--app-dir", tmp_path, "--allow-empty", "--allow", "subprocess=echo"
    )

    assert json.loads(outcome.stdout)["info"]["title"] == f"hello {127 << 8}"


@pytest.mark.parametrize("permit", ["network=127.0.0.1:{port}", "network=localhost", "network"])
def test_a_host_that_is_allowed_is_reached(export_of, tmp_path, listener, permit):
    (tmp_path / "main.py").write_text(
        "import socket\n"
        f"with socket.create_connection(('127.0.0.1', {listener})): pass\n"
        "title = ''\n" + APPLICATION
    )

    outcome = export_of(
        *["main:app", "--app-dir", tmp_path, "--allow-empty"],
        *["--allow", permit.format(port=listener), "--verbose"],
    )

    assert outcome.exit_code == 0
    assert f"allowed: connect to 127.0.0.1:{listener}" in outcome.stderr


def test_another_port_of_an_allowed_host_is_refused(export_of, backends):
    outcome = export_of(
        "main:app", "--app-dir", backends / "needs_database", "--allow", "network=127.0.0.1:1"
    )

    assert outcome.exit_code == 3
    assert "Connection refused" in outcome.stderr


@pytest.mark.parametrize("permit", ["files", "network=", "disk=x"])
def test_a_permit_that_does_not_exist_is_refused(export_of, backends, permit):
    outcome = export_of("main:app", "--app-dir", backends / "lifespan", "--allow", permit)

    assert outcome.exit_code == 2
    assert f"--allow {permit}: there is no such permit" in outcome.stderr


def test_the_real_home_may_be_kept(export_of, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "main.py").write_text("import os\ntitle = os.environ['HOME']\n" + APPLICATION)

    outcome = export_of("main:app", "--app-dir", tmp_path, "--allow-empty", "--keep-home")

    assert json.loads(outcome.stdout)["info"]["title"] == str(tmp_path)


def test_the_throwaway_folders_are_gone_afterwards(export_of, backends, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    for backend in ("everything_wrong", "exits"):
        export_of("main:app", "--app-dir", backends / backend)

    assert os.listdir(tmp_path) == []  # noqa: PTH208 - names are what counts
    assert not Path("/home/someone").exists()
