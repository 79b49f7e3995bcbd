"""Schemathesis reads the platform's own document, and finds nothing that the server does otherwise.

With more examples by hand: SCHEMATHESIS_EXAMPLES=200.
"""

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from oauth_tool.testing import running_platform

CASES = Path(__file__).resolve().parents[3] / "fixtures/schemathesis"
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "1")
REDIRECT_URI = "https://app.example/cb"


@pytest.fixture
def platform():
    with running_platform() as running:
        yield running


@pytest.fixture
def known(platform):
    """Return what an app of the demo user knows, under the names that the hooks read."""
    app = platform.register(redirect_uris=[REDIRECT_URI])
    store = platform.inner.running.platform.store
    client = asyncio.run_coroutine_threadsafe(store.client(app.client_id), platform.loop).result()
    return {
        "KNOWN_CLIENT_ID": app.client_id,
        "KNOWN_CLIENT_SECRET": app.client_secret,
        "KNOWN_REDIRECT_URI": REDIRECT_URI,
        "KNOWN_ID": client.id,
    }


def test_the_document_is_exact(platform, known, peers_python, tmp_path):
    key = platform.api_key(*platform.inner.running.platform.profile.scopes)
    hooks = {"PYTHONPATH": str(CASES), "SCHEMATHESIS_HOOKS": "known_app"}

    done = subprocess.run(
        [
            peers_python.with_name("schemathesis"),
            f"--config-file={CASES}/autogpt.toml",
            "run",
            f"{platform.url}/external-api/openapi.json",
            f"--max-examples={EXAMPLES}",
            f"--header=X-API-Key: {key}",
            f"--header=Authorization: Bearer {platform.user_token()}",
            "--checks=all",
            "--continue-on-failure",
            "--generation-deterministic",
            "--no-color",
        ],
        env={**os.environ, **hooks, **known},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "28/28" in done.stdout
