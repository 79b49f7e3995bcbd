"""Keys as their owners have them, made once: RSA takes a while."""

import subprocess

import pytest
from pyrage import x25519

ALGORITHMS = {
    "rsa": ("RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
    "weak-rsa": ("RSA", "-pkeyopt", "rsa_keygen_bits:1024"),
    "x25519": ("X25519",),
    "ed25519": ("ED25519",),
    "p256": ("EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
}


def openssl(*arguments, stdin=None):
    return subprocess.run(
        ["openssl", *arguments], input=stdin, capture_output=True, check=True, text=True
    ).stdout


@pytest.fixture(scope="session")
def keys():
    """Return kind → (private, public) as the texts of key files."""
    pairs = {}
    for kind, arguments in ALGORITHMS.items():
        private = openssl("genpkey", "-algorithm", *arguments)
        pairs[kind] = (private, openssl("pkey", "-pubout", stdin=private))
    identity = x25519.Identity.generate()
    pairs["age"] = (f"# mine\n{identity}\n", f"# theirs\n\n{identity.to_public()}\n")
    return pairs
