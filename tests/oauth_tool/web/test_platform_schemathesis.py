"""Schemathesis reads the platform's own documents, and finds nothing that is otherwise.

With more examples by hand: SCHEMATHESIS_EXAMPLES=200.
"""

import asyncio
import json
import os
import subprocess
import urllib.request
from base64 import b64encode
from pathlib import Path

import pytest

from oauth_tool.testing import running_platform

CASES = Path(__file__).resolve().parents[3] / "fixtures/schemathesis"
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "1")
REDIRECT_URI = "https://app.example/cb"


@pytest.fixture
def found_nothing(peers_python, tmp_path):
    """Let schemathesis play an app of a platform, and check that it reports nothing."""

    def check(platform, app, case, *headers):
        done = subprocess.run(
            [
                peers_python.with_name("schemathesis"),
                f"--config-file={CASES}/{case}.toml",
                "run",
                f"{platform.url}/openapi.json",
                f"--max-examples={EXAMPLES}",
                *(f"--header={header}" for header in headers),
                "--checks=all",
                "--continue-on-failure",
                "--generation-deterministic",
                "--no-color",
            ],
            env={**os.environ, **known(platform, app)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return check


def known(platform, app):
    """Return what an app of the demo user knows, under the names that the hooks read."""
    store = platform.inner.running.platform.store
    client = asyncio.run_coroutine_threadsafe(store.client(app.client_id), platform.loop).result()
    return {
        "PYTHONPATH": str(CASES),
        "SCHEMATHESIS_HOOKS": "known_app",
        "KNOWN_CLIENT_ID": app.client_id,
        "KNOWN_CLIENT_SECRET": app.client_secret,
        "KNOWN_REDIRECT_URI": REDIRECT_URI,
        "KNOWN_ID": client.id,
    }


def client_token(platform, app):
    """Return an access token that a client of the standard wire got for itself."""
    basic = b64encode(f"{app.client_id}:{app.client_secret}".encode()).decode()
    request = urllib.request.Request(
        platform.endpoint("token"),
        b"grant_type=client_credentials&scope=api.read",
        {"Authorization": f"Basic {basic}"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["access_token"]


def test_the_document_of_autogpts_dialect_is_exact(found_nothing):
    with running_platform() as platform:
        app = platform.register(redirect_uris=[REDIRECT_URI])
        key = platform.api_key(*platform.inner.running.platform.profile.scopes)
        user = platform.user_token()

        said = found_nothing(
            platform, app, "autogpt", f"X-API-Key: {key}", f"Authorization: Bearer {user}"
        )

    assert "28/28" in said


def test_the_document_of_the_standard_wire_is_exact(found_nothing):
    with running_platform(profile="rfc") as platform:
        app = platform.register(redirect_uris=[REDIRECT_URI])
        token = client_token(platform, app)

        said = found_nothing(platform, app, "rfc", f"Authorization: Bearer {token}")

    assert "16/16" in said
