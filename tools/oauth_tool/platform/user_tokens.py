"""The JSON Web Tokens by which the platform's own pages say which user they act for (RFC 7519).

They look like Supabase's: HS256, the audience ``authenticated``, the user's identifier as ``sub``.
"""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidToken
from tool_cli.errors import InvalidInput

AUDIENCE = "authenticated"
ALGORITHMS = ("HS256",)
LIFETIME = timedelta(hours=1)
KEY_BYTES = 32
SEGMENTS = 3
LONGEST = 8192
REMEMBERED = 256


def _new_key() -> Secret:
    return Secret(secrets.token_urlsafe(KEY_BYTES))


@dataclass(frozen=True, kw_only=True, slots=True)
class UserTokens:
    """Makes and reads the tokens. Whoever has the key can act for every user.

    Attributes:
        key: The key of HS256; a real platform's is Supabase's JWT secret.
    """

    key: Secret = field(default_factory=_new_key)
    # A token's digest → what it claims: whether a signature is right does not change.
    _read: OrderedDict[bytes, Mapping[str, Any]] = field(
        default_factory=OrderedDict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Refuse a key that can be guessed (RFC 7518 3.2).

        Raises:
            InvalidInput: It is shorter than 256 bits.
        """
        if len(self.key.reveal().encode()) < KEY_BYTES:
            raise InvalidInput(
                "the key of the users' tokens is too short", f"HS256 needs {KEY_BYTES} characters"
            )

    def mint(self, user_id: str, now: datetime) -> str:
        """Return a token for a user, valid for an hour."""
        from joserfc import jwt  # noqa: PLC0415 - a sixth of a second that not every start needs
        from joserfc.jwk import OctKey  # noqa: PLC0415 - the same

        claims = {
            "sub": user_id,
            "aud": AUDIENCE,
            "role": AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self.key.reveal()))

    def user_id(self, authorization: str | None, now: datetime) -> str:
        """Return the user that an ``Authorization`` header stands for.

        Raises:
            InvalidToken: It is missing, forged, expired, or for another audience.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer":
            raise InvalidToken("Authorization header is missing")
        claims = self._known_claims(token.strip())
        _check_expiry(claims.get("exp"), now)
        _check_audience(claims)
        subject = claims.get("sub")
        if not isinstance(subject, str) or not subject.isprintable() or not subject:
            raise InvalidToken("User ID not found in token")
        return subject

    def _known_claims(self, token: str) -> Mapping[str, Any]:
        digest = hashlib.blake2b(token.encode(errors="surrogatepass")).digest()
        claims = self._read.get(digest)
        if claims is None:
            claims = self._read[digest] = self._claims(token)
            if len(self._read) > REMEMBERED:
                self._read.popitem(last=False)
        return claims

    def _claims(self, token: str) -> Mapping[str, Any]:
        from joserfc import jwt  # noqa: PLC0415 - a sixth of a second that not every start needs
        from joserfc.errors import BadSignatureError, JoseError  # noqa: PLC0415 - the same
        from joserfc.jwk import OctKey  # noqa: PLC0415 - the same

        if token.count(".") + 1 < SEGMENTS or len(token) > LONGEST:
            raise InvalidToken("Invalid token: Not enough segments")
        try:
            key = OctKey.import_key(self.key.reveal())
            claims = jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
        except BadSignatureError as error:
            raise InvalidToken("Invalid token: Signature verification failed") from error
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise InvalidToken("Invalid token: it cannot be read") from error
        return claims


def _check_expiry(expiry: object, now: datetime) -> None:
    if not isinstance(expiry, int | float) or isinstance(expiry, bool):
        raise InvalidToken('Invalid token: Token is missing the "exp" claim')
    if not now.timestamp() < expiry:  # no moment is before a NaN
        raise InvalidToken("Token has expired")


def _check_audience(claims: Mapping[str, Any]) -> None:
    audience = claims.get("aud")
    if audience is None:
        raise InvalidToken('Invalid token: Token is missing the "aud" claim')
    if AUDIENCE not in (audience if isinstance(audience, list) else [audience]):
        raise InvalidToken("Invalid token: Audience doesn't match")
