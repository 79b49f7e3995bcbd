"""The software of others that tests run against, in an environment of its own."""

import sys
from pathlib import Path

from _environment import CHECKOUT, Environment, ready

VARIABLE = "OAUTH_TOOL_TEST_PEERS"


def python_of_peers() -> Path:
    """Return the interpreter that has requirements/peers.txt, and not this project, installed.

    Raises:
        SystemExit: It cannot be made. The text says why and what to do.
    """
    environment = Environment(
        folder=CHECKOUT / ".venvs" / "peers", base_python=Path(sys.executable)
    )
    ready(environment, "peers", with_project=False)
    return environment.python
