"""The command line: options, exit codes, files, interruption."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [
    sys.executable,
    "-c",
    "import sys; from api_schema.cli.main import main; sys.exit(main())",
]


def test_pretty_indents_by_two(export_of, plain_export, backends):
    outcome = export_of("--pretty", "true", "main:app", "--app-dir", backends / "lifespan")

    assert outcome.stdout == plain_export("lifespan", indent=2)


def test_output_goes_to_a_file_and_nothing_to_the_terminal(
    export_of, plain_export, backends, tmp_path
):
    file = tmp_path / "openapi.json"

    outcome = export_of("main:app", "--app-dir", backends / "lifespan", "--output", file)

    assert file.read_bytes() == plain_export("lifespan")
    assert (outcome.stdout, outcome.stderr) == (b"", "")


@pytest.mark.parametrize("backend", ["raises", "empty"])
def test_a_failed_export_leaves_the_file_as_it_was(export_of, backends, tmp_path, backend):
    file = tmp_path / "openapi.json"
    file.write_text("committed")

    outcome = export_of("main:app", "--app-dir", backends / backend, "--output", file)

    assert outcome.exit_code != 0
    assert file.read_text() == "committed"
    assert os.listdir(tmp_path) == ["openapi.json"]  # noqa: PTH208 - names are what counts


def test_an_output_that_cannot_be_written_is_one_line(export_of, backends, tmp_path):
    file = tmp_path / "nowhere" / "openapi.json"

    outcome = export_of("main:app", "--app-dir", backends / "lifespan", "--output", file)

    assert outcome.exit_code == 3
    assert outcome.stderr.startswith(f"Error: cannot write {file}: No such file")


def test_an_output_that_is_a_pipe_is_written_to_and_never_read(plain_export, backends):
    arguments = ["main:app", "--app-dir", str(backends / "lifespan"), "--output", "/dev/stdout"]
    for _ in range(2):  # the second answer would be one that was kept
        done = subprocess.run([*COMMAND, *arguments], capture_output=True, check=False, timeout=60)

        assert (done.returncode, done.stdout) == (0, plain_export("lifespan"))


@pytest.mark.parametrize("option", ["--title", "--version", "--server"])
def test_words_that_are_no_text_are_refused(export_of, backends, option):
    outcome = export_of("main:app", "--app-dir", backends / "lifespan", option, "Gr\udcfc\udcdfe")

    assert outcome.exit_code == 2
    assert "it is no UTF-8" in outcome.stderr


def test_an_empty_document_may_be_allowed(export_of, plain_export, backends):
    outcome = export_of("main:app", "--app-dir", backends / "empty", "--allow-empty")

    assert outcome.stdout == plain_export("empty")


def test_a_valid_document_passes_validation(export_of, plain_export, backends):
    outcome = export_of("shop.main:app", "--app-dir", backends / "well_behaved", "--validate")

    assert (outcome.exit_code, outcome.stderr) == (0, "")
    assert outcome.stdout == plain_export("well_behaved", "shop.main:app")


@pytest.mark.parametrize(
    ("attribute", "pointer", "problem"),
    [
        ("shapeless", "#/info", "is a required property"),
        ("reaching_out", "#/paths/~1/get/responses/200/$ref", "http://127.0.0.1:9/steal leads out"),
        ("twice", "#/paths/~1b/get/operationId", "is not unique"),
    ],
)
def test_an_invalid_document_is_not_written(
    export_of, backends, tmp_path, attribute, pointer, problem
):
    file = tmp_path / "openapi.json"

    outcome = export_of(
        f"main:{attribute}", "--app-dir", backends / "invalid", "--validate", "-o", file
    )

    assert outcome.exit_code == 1
    assert outcome.stderr.startswith(f"{pointer}: ")
    assert problem in outcome.stderr.splitlines()[0]
    assert "Error: the document is invalid: " in outcome.stderr
    assert not file.exists()


def test_an_interpreter_that_is_no_python_is_one_line(export_of):
    outcome = export_of("main:app", "--python", "/bin/ls")

    assert outcome.exit_code == 3
    assert "Error: /bin/ls could not run the probe. Hint: it must be Python 3.9" in outcome.stderr


def test_an_interpreter_that_cannot_start_is_one_line(export_of, tmp_path):
    python = tmp_path / "python"
    python.write_bytes(b"not a program")
    python.chmod(0o755)

    outcome = export_of("main:app", "--python", python)

    assert outcome.exit_code == 3
    assert outcome.stderr.startswith(f"Error: cannot start {python}: Exec format error")


def test_help_lists_every_exit_code(export_of):
    outcome = export_of("--help")

    for code in ("0  ", "1  ", "2  ", "3  ", "130  "):
        assert f"\n    {code}" in outcome.stdout.decode()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_export_takes_its_backend_with_it(backends, tmp_path, stop):
    announcement = tmp_path / "announcement"
    os.mkfifo(announcement)
    with subprocess.Popen(
        [*COMMAND, "main:app", "--app-dir", backends / "hangs", "--python", sys.executable],
        env={**os.environ, "TELL_WHEN_HANGING": str(announcement)},
        stderr=subprocess.PIPE,
    ) as tool:
        with announcement.open("rb") as backend:
            assert backend.readline() == b"hanging\n"
            tool.send_signal(stop)
            rest = backend.read()  # it ends when no process holds it any more
        _, stderr = tool.communicate(timeout=30)

    assert rest == b""
    assert stderr.strip() == b"Stopped."
    assert tool.returncode == 130


def test_the_installed_command_is_the_same_one(plain_export, backends):
    command = Path(sys.executable).with_name("export-api-schema")

    done = subprocess.run(
        [command, "main:app", "--app-dir", backends / "lifespan", "--python", sys.executable],
        capture_output=True,
        check=True,
    )

    assert done.stdout == plain_export("lifespan")
    assert json.loads(done.stdout)["paths"]


def test_a_document_is_shaped_on_its_way(export_of, backends, tmp_path):
    arguments = ["shop.main:app", "--app-dir", backends / "well_behaved", "--cache-dir", tmp_path]
    shape = [
        "--include",
        "/orders",
        "--openapi-version",
        "3.0",
        "--title",
        "Shop",
        "--server",
        "/v1",
    ]

    outcome = export_of(*arguments, *shape, "--validate")
    whole = export_of(*arguments)

    document = json.loads(outcome.stdout)
    assert (document["openapi"], document["info"]["title"]) == ("3.0.3", "Shop")
    assert (list(document["paths"]), document["servers"]) == (["/orders"], [{"url": "/v1"}])
    assert list(json.loads(whole.stdout)["paths"]) == ["/orders/{order_id}", "/orders"]
