"""Each way to fail ends in one line that says what, where and what to do, and an exit code."""

import pytest

FAILURES = {
    "no colon": (["shop.main"], 2, ["'shop.main' names no application", "module:app"]),
    "no module": ([":app"], 2, ["names no module"]),
    "not a name": (["shop.main:a-b"], 2, ["names no application"]),
    "no such file": (["nowhere/main.py:app"], 2, ["nowhere/main.py does not exist"]),
    "file elsewhere": (["{b}/empty/main.py:app", "--app-dir", "{b}/raises"], 2, ["is not in"]),
    "no such folder": (["main:app", "--app-dir", "{b}/nowhere"], 2, ["nowhere does not exist"]),
    "no such module": (["no_such:app"], 2, ["no module no_such in", "--app-dir"]),
    "no such submodule": (
        ["shop.stock:app", "--app-dir", "{b}/well_behaved"],
        2,
        ["no module shop.stock"],
    ),
    "not there, but an application is": (
        ["shop.main:api", "--app-dir", "{b}/well_behaved"],
        2,
        ["there is no api", "perhaps you mean app"],
    ),
    "not there, but spelled alike": (
        ["shop.models:Fruits", "--app-dir", "{b}/well_behaved"],
        2,
        ["there is no Fruits", "perhaps you mean Fruit"],
    ),
    "nothing like it": (
        ["shop.models:zzz", "--app-dir", "{b}/well_behaved"],
        2,
        ["there is no zzz", "name the application"],
    ),
    "no application": (
        ["shop.main:settings", "--app-dir", "{b}/well_behaved"],
        2,
        ["is a dict, neither an application that is known here nor a function"],
    ),
    "a wrapped application": (
        ["shop.main:wrapped", "--app-dir", "{b}/well_behaved"],
        2,
        ["is a Middleware", "try shop.main:wrapped.app"],
    ),
    "an async factory": (
        ["shop.main:create_app_later", "--app-dir", "{b}/well_behaved"],
        2,
        ["create_app_later is async", "without arguments"],
    ),
    "a factory with arguments": (
        ["shop.main:create_app_for", "--app-dir", "{b}/well_behaved"],
        2,
        ["missing a required argument: 'tenant'"],
    ),
    "a factory of nothing": (
        ["shop.main:create_nothing", "--app-dir", "{b}/well_behaved"],
        2,
        ["returned a NoneType"],
    ),
    "a missing dependency": (
        ["main:app", "--app-dir", "{b}/missing_dependency"],
        3,
        ["needs the module a_package_that_nobody_has", "orders.py:3 in <module>", "--python"],
    ),
    "an import that raises": (
        ["main:app", "--app-dir", "{b}/raises"],
        3,
        ["RuntimeError: bad settings \\x1b[31mExpecting", "connection.py:13 in <module>"],
    ),
    "sys.exit": (
        ["main:app", "--app-dir", "{b}/exits"],
        3,
        ["| reading settings", "sys.exit(DATABASE_URL is not set)", "main.py:6"],
    ),
    "os._exit": (
        ["main:app", "--app-dir", "{b}/vanishes"],
        3,
        ["| giving up", "ended its process with exit code 7"],
    ),
    "a crash": (
        ["main:app", "--app-dir", "{b}/crashes"],
        3,
        ["killed by SIGSEGV, at", "main.py:8 in call_binary_package"],
    ),
    "a hang": (
        ["main:app", "--app-dir", "{b}/hangs", "--timeout", "1"],
        3,
        ["did not finish within 1 s, at", "waiting.py:7 in wait_for", "--timeout"],
    ),
    "every descriptor closed": (
        ["main:app", "--app-dir", "{b}/closes_everything"],
        3,
        ["closed the pipe"],
    ),
    "a database at import": (
        ["main:app", "--app-dir", "{b}/needs_database"],
        3,
        ["Connection refused: export-api-schema lets no import use the network", "main.py:5"],
    ),
    "a lone surrogate": (
        ["main:app", "--app-dir", "{b}/surrogate"],
        3,
        ["\\ud83d at #/paths/~1a~0b~1c/get/description"],
    ),
    "a lone surrogate in a list": (
        ["main:listed", "--app-dir", "{b}/surrogate"],
        3,
        ["\\ud83d at #/paths/~1/get/tags/1"],
    ),
    "a list for a document": (
        ["main:a_list", "--app-dir", "{b}/invalid"],
        3,
        ["the document of main:a_list is a list, not a dict"],
    ),
    "a document that is no JSON": (
        ["main:a_set", "--app-dir", "{b}/invalid"],
        3,
        ["when its document was written as JSON: TypeError"],
    ),
    "no operations": (
        ["main:app", "--app-dir", "{b}/empty"],
        1,
        ["no operations", "lifespan", "--allow-empty"],
    ),
}


@pytest.mark.parametrize(("arguments", "exit_code", "words"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_one_line_and_an_exit_code(export_of, backends, arguments, exit_code, words):
    outcome = export_of(*[argument.format(b=backends) for argument in arguments])

    assert outcome.exit_code == exit_code
    assert outcome.stdout == b""
    assert "Traceback" not in outcome.stderr
    said = [line for line in outcome.stderr.splitlines() if not line.startswith("|")]
    assert len(said) == 1
    assert said[0].startswith("Error: ")
    assert " Hint: " in said[0]
    for word in words:
        assert word in outcome.stderr


def test_a_syntax_error_is_located_in_its_own_file(export_of, tmp_path):
    (tmp_path / "main.py").write_text("import half_written\n")
    (tmp_path / "half_written.py").write_text("ready = True\ndef unfinished(:\n")

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert outcome.exit_code == 3
    assert "half_written.py:2" in outcome.stderr


def test_verbose_shows_the_whole_traceback(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "raises", "--verbose")

    assert outcome.exit_code == 3
    assert "Traceback (most recent call last):" in outcome.stderr
    assert "JSONDecodeError" in outcome.stderr


def test_a_very_long_message_is_cut(export_of, tmp_path):
    (tmp_path / "main.py").write_text("raise ValueError('long ' * 1000)\n")

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert len(outcome.stderr) < 1000
    assert "…" in outcome.stderr


def test_a_backend_that_closes_the_pipe_and_goes_on_is_stopped(export_of, tmp_path):
    (tmp_path / "main.py").write_text(
        "import os, threading\nos.closerange(3, 4096)\nthreading.Event().wait()\n"
    )

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert outcome.exit_code == 3
    assert "closed the pipe" in outcome.stderr


def test_a_process_that_the_backend_leaves_behind_is_not_waited_for(
    export_of, plain_export, tmp_path
):
    (tmp_path / "main.py").write_text(
        "import os, signal\n"
        "from fastapi import FastAPI\n"
        "if os.fork() == 0:\n"
        "    while True: signal.pause()\n"
        "app = FastAPI()\n"
    )

    outcome = export_of("main:app", "--app-dir", tmp_path, "--allow-empty", "--allow", "subprocess")

    assert outcome.exit_code == 0
