"""The ``oauth-tool`` command."""

import sys

from tool_cli.lazy import LazyGroup
from tool_cli.running import run

COMMANDS = {
    "register": "oauth_tool.cli.register:register",
    "test-server": "oauth_tool.cli.test_server:test_server",
}

oauth_tool = LazyGroup(
    "oauth-tool",
    commands_at=COMMANDS,
    help="Register OAuth apps, and walk through OAuth flows in a browser.",
)


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(oauth_tool, name="oauth-tool"))
