"""Proof Key for Code Exchange (RFC 7636): the code is useless without the verifier.

Only S256: with ``plain``, whoever sees the authorization request can redeem the code
(RFC 9700 2.1.1).
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

from oauth_tool.oauth.credentials import RandomBytes, random_text

VERIFIER_BYTES = 32
_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")
_S256_CHALLENGE = re.compile(r"[A-Za-z0-9\-_]{43}")


def new_verifier(random: RandomBytes) -> str:
    """Return a code verifier of 43 characters with 256 bits of randomness (RFC 7636 4.1)."""
    return random_text("", VERIFIER_BYTES, random)


def challenge_for(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636 4.2)."""
    digest = hashlib.sha256(verifier.encode(errors="surrogatepass")).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def is_verifier(text: str) -> bool:
    """Say whether a text has the form of a code verifier (RFC 7636 4.1)."""
    return _VERIFIER.fullmatch(text) is not None


def is_challenge(text: str) -> bool:
    """Say whether a text can be the S256 challenge of some verifier."""
    return _S256_CHALLENGE.fullmatch(text) is not None


def proves(verifier: str, challenge: str) -> bool:
    """Say whether a verifier belongs to an S256 challenge, in constant time (RFC 7636 4.6)."""
    if not is_verifier(verifier):
        return False
    return hmac.compare_digest(challenge_for(verifier).encode(), challenge.encode())
