"""The entry point of ``export-api-schema``."""

import signal

from api_schema.cli.export import export
from tool_cli.running import run

NAME = "export-api-schema"


def main() -> int:
    """Run the command and return its exit code."""
    # A cancelled CI job sends SIGTERM: end as for Ctrl-C, so that the backend's process ends too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return run(export, name=NAME)
