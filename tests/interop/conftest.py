"""A real authorization server: node's oidc-provider, started from scripts/interop."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

import platformdirs
import pytest
from tests.plumbing.other_servers import server_of_others

SOURCES = Path(__file__).parents[2] / "scripts" / "interop"
INSTALL_SECONDS = 300
# One that has no initial access token stays open to everybody.
TOKEN_VARIABLE = "INTEROP_INITIAL_ACCESS_TOKEN"


@pytest.fixture(scope="session")
def provider_folder():
    """Return a folder outside the checkout with the server and all that it needs installed."""
    sources = [file for file in sorted(SOURCES.iterdir()) if file.is_file()]
    fingerprint = hashlib.sha256(b"\0".join(file.read_bytes() for file in sources)).hexdigest()
    cache = platformdirs.user_cache_path("oauth-tool") / "interop"
    folder = cache / fingerprint[:16]
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _install(sources, folder)
    return folder


@pytest.fixture
def start_provider(provider_folder):
    """Return a function that starts the server on a free port and returns its issuer."""
    with ExitStack() as running:
        yield lambda token="": running.enter_context(_provider(provider_folder, token))


@pytest.fixture
def issuer(start_provider):
    """Return the issuer of a server at which everybody may register apps."""
    return start_provider()


def _install(sources, folder):
    scratch = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        for file in sources:
            shutil.copy(file, scratch)
        npm = [_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(
            npm, cwd=scratch, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
        if done.returncode:
            pytest.fail(f"npm could not install the server:\n{done.stderr}", pytrace=False)
        # Another run may have been faster; then its folder is as good.
        with suppress(OSError):
            scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _provider(folder, token):
    return server_of_others(
        [_program("node"), "provider.mjs"],
        cwd=folder,
        env=os.environ | {TOKEN_VARIABLE: token},
    )


def _program(name):
    found = shutil.which(name)
    if found is None:
        pytest.fail(
            f"{name} is not installed. Run 'python3 scripts/test-interop', which gets it where it"
            " can.",
            pytrace=False,
        )
    return found
