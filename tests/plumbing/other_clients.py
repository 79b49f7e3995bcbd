"""Apps that others' libraries make, each in a process of its own, and a user who agrees."""

import json
import subprocess
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey

from oauth_tool.testing import running_platform

CALLBACK = "http://127.0.0.1:1/callback"
SECONDS = 60
CLIENTS = Path(__file__).parents[2] / "fixtures" / "clients"


@pytest.fixture
def walk_with_client():
    """Return a function that lets a program walk through the flows, and returns what it says.

    It is told who it is on a line, says where the user is to go, is told where the user came
    back to, and says what it came to know. See ``fixtures/clients``.
    """

    def walk(command, cwd=None):
        with running_platform(profile="rfc", issuers=["acme"]) as platform:
            key = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
            jwks = {"keys": [key.as_dict(private=False)]}
            app = platform.register(redirect_uris=[CALLBACK], metadata={"jwks": jwks})
            told = {
                "issuer": f"{platform.url}/issuers/acme",
                "client_id": app.client_id,
                "client_secret": app.client_secret,
                "redirect_uri": CALLBACK,
                "key": {**key.as_dict(private=True), "alg": "RS256"},
            }
            with subprocess.Popen(
                [*map(str, command)],
                cwd=cwd,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            ) as process:
                try:
                    return _walked(process, platform, told)
                finally:
                    process.kill()

    return walk


def _walked(process, platform, told):
    _say(process, json.dumps(told))
    address = process.stdout.readline().strip()
    if address:
        _say(process, platform.approve(address))
    out, complaints = process.communicate(timeout=SECONDS)
    if process.returncode:
        pytest.fail(f"the client failed:\n{complaints}", pytrace=False)
    return json.loads(out)


def _say(process, line):
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
