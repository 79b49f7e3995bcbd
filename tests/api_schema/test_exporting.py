"""The document is exactly the backend's own, whatever the backend does besides."""

import json
import os
import subprocess
import sys
import time

import pytest

NOISY_DOCUMENT_KEYS = ["openapi", "info", "paths"]


@pytest.mark.parametrize(
    ("backend", "target"),
    [
        ("well_behaved", "shop.main:app"),
        ("lifespan", "main:app"),
        ("many_methods", "main:app"),
    ],
)
def test_the_bytes_are_those_of_the_backends_own_document(
    export_of, plain_export, backends, backend, target
):
    outcome = export_of(target, "--app-dir", backends / backend)

    assert outcome.stdout == plain_export(backend, target)
    assert outcome.exit_code == 0


def test_text_that_is_not_ascii_is_written_as_it_is(export_of, backends):
    outcome = export_of("shop.main:app", "--app-dir", backends / "well_behaved")

    assert "Obstladen 🍓" in outcome.stdout.decode()


@pytest.mark.parametrize("attribute", ["create_app", "suite.inner", "wrapped.app"])
def test_a_factory_and_a_nested_attribute_lead_to_the_same_document(
    export_of, plain_export, backends, attribute
):
    outcome = export_of(f"shop.main:{attribute}", "--app-dir", backends / "well_behaved")

    assert outcome.stdout == plain_export("well_behaved", "shop.main:app")


def test_a_target_may_be_a_file(export_of, plain_export, backends):
    outcome = export_of(f"{backends}/well_behaved/shop/main.py:app")

    assert outcome.stdout == plain_export("well_behaved", "shop.main:app")


def test_modules_are_imported_from_the_working_directory(
    export_of, plain_export, backends, monkeypatch
):
    monkeypatch.chdir(backends / "lifespan")

    outcome = export_of("main:app")

    assert outcome.stdout == plain_export("lifespan")


def test_no_noise_of_the_backend_reaches_the_document_or_the_terminal(export_of, backends):
    started = time.monotonic()

    outcome = export_of("main:app", "--app-dir", backends / "noisy")

    assert outcome.exit_code == 0
    assert list(json.loads(outcome.stdout)) == NOISY_DOCUMENT_KEYS
    assert outcome.stderr == ""
    assert time.monotonic() - started < 60, "its thread, which never ends, was waited for"


def test_verbose_shows_the_noise_on_stderr(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "noisy", "--verbose")

    assert list(json.loads(outcome.stdout)) == NOISY_DOCUMENT_KEYS
    assert "a print at import" in outcome.stderr
    assert "a log line on stdout" in outcome.stderr
    assert "written past Python" in outcome.stderr


def test_the_hash_seed_is_fixed_unless_the_user_has_one(
    export_of, plain_export, backends, monkeypatch
):
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    fixed = [export_of("main:app", "--app-dir", backends / "many_methods") for _ in range(2)]
    monkeypatch.setenv("PYTHONHASHSEED", "3")
    chosen = export_of("main:app", "--app-dir", backends / "many_methods")

    assert fixed[0] == fixed[1]
    assert chosen.stdout == plain_export("many_methods", seed=3)
    assert chosen.stdout != fixed[0].stdout


def test_every_use_of_the_network_meets_the_error_of_a_machine_without_one(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "network")

    met = {tag["name"]: tag["description"] for tag in json.loads(outcome.stdout)["tags"]}
    assert met == {
        "connect to this machine": "ConnectionRefusedError 111",
        "connect to localhost": "ConnectionRefusedError 111",
        "connect elsewhere": "OSError 101",
        "connect by name": "gaierror -3",
        "connect_ex": "111",
        "connect a name without looking it up": "gaierror -3",
        "look up a name": "gaierror -3",
        "look up bytes": "gaierror -3",
        "look up an address": "gaierror -3",
        "look up this machine": "allowed",
        "look up an IPv6 address": "allowed",
        "name an address": "gaierror -3",
        "name this machine": "allowed",
        "send a datagram elsewhere": "OSError 101",
        "send a datagram to this machine": "1",
        "listen": "OSError 98",
        "ask for a free port": "allowed",
        "talk to oneself": "allowed",
        "reach a unix socket": "FileNotFoundError 2",
    }


def test_the_backend_sees_the_arguments_of_python_dash_c(export_of, tmp_path):
    (tmp_path / "main.py").write_text(
        "import sys\n"
        "from fastapi import FastAPI\n"
        "app = FastAPI(title=repr((sys.argv, sys.path[0], sys.stdin.read())))\n"
    )

    outcome = export_of("main:app", "--app-dir", tmp_path, "--allow-empty")

    assert json.loads(outcome.stdout)["info"]["title"] == repr((["-c"], str(tmp_path), ""))


def test_python_dash_p_keeps_the_import_path_whole(export_of, plain_export, backends, monkeypatch):
    monkeypatch.setenv("PYTHONSAFEPATH", "1")

    outcome = export_of("main:app", "--app-dir", backends / "lifespan")

    assert outcome.stdout == plain_export("lifespan")


def test_starting_the_command_imports_nothing_that_only_some_runs_need():
    heavy = ["fastapi", "jsonschema", "openapi_spec_validator", "yaml", "aiohttp"]
    code = f"import sys, api_schema.cli.main; print([m for m in {heavy} if m in sys.modules])"

    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("COV")},
    )

    assert shown.stdout == b"[]\n"
