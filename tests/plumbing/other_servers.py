"""Authorization servers of others, as processes of their own."""

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

DJANGO = Path(__file__).parents[2] / "fixtures" / "servers" / "django_oauth_toolkit.py"
STOP_SECONDS = 30


@contextmanager
def server_of_others(command, **options):
    """Start a server that prints its issuer and ends with its standard input; give the issuer."""
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            **options,
        ) as process,
    ):
        try:
            issuer = process.stdout.readline().strip()
            if not issuer:
                complaints.seek(0)
                pytest.fail(f"the server did not start:\n{complaints.read()}", pytrace=False)
            yield issuer
            process.stdin.close()
            process.wait(timeout=STOP_SECONDS)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def django_issuer(peers_python):
    """Start django-oauth-toolkit, which registers apps itself, and return its issuer."""
    with server_of_others([peers_python, DJANGO]) as issuer:
        yield issuer
