"""The options for a server of somebody else's, on a command that has no others."""

import asyncio
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress

import click
import pytest
from aiohttp import web
from click.testing import CliRunner

from oauth_tool.cli.remote import register_remotely
from oauth_tool.cli.remote_choice import RemoteOptions
from oauth_tool.cli.remote_options import remote_options
from oauth_tool.cli.remote_reporting import REMOTE_REPORTS
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form

FORM = Form(name="App", redirect_uris=("https://app.example/cb",), scopes=("a",), owner_id="")
TOKEN = "initial-token-value"
ON_A_TERMINAL = """
import sys, click
from oauth_tool.cli.remote import register_remotely
from oauth_tool.cli.remote_choice import RemoteOptions
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form

@click.command()
def register():
    form = Form(name="App", redirect_uris=("https://a.example/cb",), scopes=(), owner_id="")
    click.echo(register_remotely(form, load_profile("autogpt"), RemoteOptions(issuer=sys.argv[1])))

register(args=[])
"""


@click.command()
@remote_options
@click.option("--format", "form", default="json")
def register(*, remote: RemoteOptions, form: str):
    if remote.is_chosen:
        report = register_remotely(FORM, load_profile("autogpt"), remote)
        click.echo(REMOTE_REPORTS[form](report))


@pytest.fixture
def run():
    """Return a function that runs the command beside the test's event loop."""

    async def run_it(*arguments, **options):
        return await asyncio.to_thread(
            CliRunner().invoke, register, [*map(str, arguments)], **options
        )

    return run_it


async def test_without_a_file_the_secrets_are_shown_once(registration_server, run):
    result = await run("--issuer", registration_server.origin)

    report = json.loads(result.stdout)
    assert report["client_id"] == "c1"
    assert report["client_secret"] == "secret-of-c1"
    assert report["registration_access_token"] == registration_server.tokens["c1"]
    assert report["client_secret_expires_at"] == "never"
    assert report["metadata"]["client_name"] == "App"


async def test_with_a_file_no_secret_is_shown(registration_server, run, tmp_path):
    result = await run(
        *("--issuer", registration_server.origin, "--credential-file", tmp_path / "app.json")
    )

    assert result.exit_code == 0, result.output
    assert "secret-of-c1" not in result.output
    assert registration_server.tokens["c1"] not in result.output
    assert json.loads(result.stdout)["credential_file"] == str(tmp_path / "app.json")


async def test_metadata_reaches_the_server(registration_server, run):
    await run("--issuer", registration_server.origin, "--metadata", "contacts=dev@app.example")

    assert registration_server.clients["c1"]["contacts"] == ["dev@app.example"]


@pytest.mark.parametrize("way", ["file", "stdin", "environment"])
async def test_an_initial_access_token_comes_in_by_file_stdin_or_environment(
    registration_server, run, tmp_path, way
):
    wanted = {("POST", "/register"): f"Bearer {TOKEN}"}
    registration_server.wanted_authorization = wanted
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    arguments, options = {
        "file": (("--initial-access-token-file", tmp_path / "token"), {}),
        "stdin": (("--initial-access-token-file", "-"), {"input": f"{TOKEN}\n"}),
        "environment": ((), {"env": {"OAUTH_TOOL_INITIAL_ACCESS_TOKEN": TOKEN}}),
    }[way]

    result = await run("--issuer", registration_server.origin, *arguments, **options)

    assert result.exit_code == 0, result.output
    assert TOKEN not in result.output


async def test_without_a_terminal_nobody_is_asked_for_the_token(registration_server, run):
    registration_server.answers = {("POST", "/register"): lambda: web.Response(status=401)}

    result = await run("--issuer", registration_server.origin)

    assert "401" in result.exception.message
    assert "OAUTH_TOOL_INITIAL_ACCESS_TOKEN" in result.exception.hint


async def test_a_token_that_is_none_is_not_sent(registration_server, run):
    result = await run(
        *("--issuer", registration_server.origin, "--initial-access-token-file", "-"),
        input="two\nlines",
    )

    assert "holds no initial access token" in result.exception.message
    assert "two" not in result.exception.message
    assert registration_server.requests == []


async def test_what_a_server_says_cannot_reach_the_terminal_as_an_escape(registration_server, run):
    registration_server.changes = {"client_name": "\x1b[2J\u202e\ud800", "\x9bkey": "v"}

    for form in REMOTE_REPORTS:
        result = await run("--issuer", registration_server.origin, "--format", form)

        assert result.exit_code == 0, result.output
        assert not {"\x1b", "\x9b", "\u202e"}.intersection(result.output)


async def test_an_address_to_manage_the_app_at_that_is_elsewhere_is_warned_of(
    registration_server, run
):
    registration_server.management_uri = "https://evil.example/c1"

    result = await run("--issuer", registration_server.origin)

    assert "cannot be managed from here" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--issuer", "https://a.example", "--registration-endpoint", "https://a.example/r"),
        ("--credential-file", "x"),
        ("--metadata", "a=b"),
        ("--allow-http",),
    ],
)
async def test_options_that_do_not_go_together_are_a_usage_error(run, arguments):
    result = await run(*arguments)

    assert result.exit_code == 2
    assert arguments[0] in result.output


async def test_somebody_at_a_terminal_is_asked_for_a_token_that_the_server_wants(
    registration_server, tmp_path
):
    registration_server.wanted_authorization = {("POST", "/register"): f"Bearer {TOKEN}"}
    script = tmp_path / "register.py"
    script.write_text(ON_A_TERMINAL)

    shown = await asyncio.to_thread(
        answered_on_a_terminal,
        [sys.executable, script, registration_server.origin],
        "Initial access token: ",
        TOKEN,
    )

    assert "secret-of-c1" in shown
    assert TOKEN not in shown


def answered_on_a_terminal(command, question, answer):
    """Run a command whose terminal somebody answers a question on, and return what it showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = ""
        with suppress(OSError):  # that is how Linux says that the other side has closed it
            while chunk := os.read(ours, 65536):
                shown += chunk.decode()
                # A hidden prompt throws away what was typed before it.
                if shown.endswith(question):
                    os.write(ours, f"{answer}\n".encode())
        os.close(ours)
    assert process.returncode == 0, shown
    return shown
