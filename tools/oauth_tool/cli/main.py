"""The ``oauth-tool`` command."""

import os
import sys

import click

from tool_cli.lazy import LazyGroup
from tool_cli.leaving import leave
from tool_cli.running import run
from tool_cli.version import VERSION

HERE = "oauth_tool.cli"
COMMANDS = {
    "register": (f"{HERE}.register:register", "Register an app, or many."),
    "generate-app": (f"{HERE}.generate_app:generate_app", "Make an app and print its SQL."),
    "hash-secret": (f"{HERE}.hash_secret:hash_secret", "Hash a client secret."),
    "validate-secret": (
        f"{HERE}.validate_secret:validate_secret",
        "Check a client secret against a hash.",
    ),
    "open-secret": (f"{HERE}.open_secret:open_secret", "Decrypt what --encrypt-to made."),
    "apps": (f"{HERE}.apps.group:apps", "Look after registered apps."),
    "profiles": (f"{HERE}.profiles:profiles", "List, show and check profiles of platforms."),
    "remote": (f"{HERE}.remote_apps:remote", "Look after an app that another server registered."),
    "test-server": (f"{HERE}.test_server:test_server", "Walk through a flow in the browser."),
    "runs": (f"{HERE}.runs.group:runs", "Look at kept runs of the test server, and compare them."),
    "platform": (f"{HERE}.platform:platform", "Start the embedded platform alone."),
    "cleanup": (f"{HERE}.cleanup:cleanup", "Remove temporary apps that a crash left behind."),
}

oauth_tool = LazyGroup(
    "oauth-tool",
    commands_at=COMMANDS,
    help="Register OAuth apps, and walk through OAuth flows in a browser.",
)
click.version_option(VERSION, message="%(prog)s %(version)s")(oauth_tool)


def main() -> None:
    """Run the command and leave with its exit code."""
    if sys.stdin is None:  # closed by whoever started this: then there is nothing to read
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - closed with the process
    exit_code = run(oauth_tool, name="oauth-tool")
    if exit_code:
        # A secret that is no longer needed may still be hashed in a thread, which does not survive
        # that OpenSSL is taken apart around it.
        leave(exit_code)
    sys.exit(exit_code)
