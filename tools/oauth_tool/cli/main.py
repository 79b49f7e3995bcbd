"""The ``oauth-tool`` command."""

import sys

from tool_cli.lazy import LazyGroup
from tool_cli.running import run
from tool_cli.version import version_option

COMMANDS = {
    "register": "oauth_tool.cli.register:register",
    "generate-app": "oauth_tool.cli.generate_app:generate_app",
    "hash-secret": "oauth_tool.cli.hash_secret:hash_secret",
    "validate-secret": "oauth_tool.cli.validate_secret:validate_secret",
    "open-secret": "oauth_tool.cli.open_secret:open_secret",
    "apps": "oauth_tool.cli.apps.group:apps",
    "profiles": "oauth_tool.cli.profiles:profiles",
    "remote": "oauth_tool.cli.remote_apps:remote",
    "test-server": "oauth_tool.cli.test_server:test_server",
    "platform": "oauth_tool.cli.platform:platform",
    "cleanup": "oauth_tool.cli.cleanup:cleanup",
}

oauth_tool = LazyGroup(
    "oauth-tool",
    commands_at=COMMANDS,
    help="Register OAuth apps, and walk through OAuth flows in a browser.",
)
oauth_tool.params.append(version_option())


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(oauth_tool, name="oauth-tool"))
