"""Values that show that a proof is fresh, whatever clock its client has (RFC 9449 8)."""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime

from oauth_tool.platform.rfc.issuer import Issuer

SECONDS = 300


def present_nonce(issuer: Issuer) -> str:
    """Return the value of now. It is a MAC of the time, so nothing has to be kept."""
    return _nonce(issuer, _period(issuer.platform.clock()))


def is_fresh(issuer: Issuer, nonce: str) -> bool:
    """Say whether a value is of now, or was a moment ago."""
    period = _period(issuer.platform.clock())
    known = [_nonce(issuer, number) for number in (period, period - 1)]
    given = nonce.encode(errors="replace")
    return any(hmac.compare_digest(given, each.encode()) for each in known)


def _period(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def _nonce(issuer: Issuer, period: int) -> str:
    spelled = f"dpop:{issuer.name}:{period}".encode()
    mac = hmac.digest(issuer.platform.browser_key, spelled, "sha256")
    return urlsafe_b64encode(mac).rstrip(b"=").decode()
