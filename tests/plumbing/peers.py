"""The software of others, in an environment that has nothing of this project."""

import os
from pathlib import Path

import pytest

VARIABLE = "OAUTH_TOOL_TEST_PEERS"


@pytest.fixture(scope="session")
def peers_python():
    """Return the interpreter that `scripts/test` made; a test that needs it never skips."""
    chosen = os.environ.get(VARIABLE)
    if not chosen or not Path(chosen).is_file():
        pytest.fail(
            f"no peers: {VARIABLE} is {chosen!r}. Run 'python3 scripts/test', which makes their "
            "environment, or name a Python with requirements/peers.txt there.",
            pytrace=False,
        )
    return Path(chosen)
