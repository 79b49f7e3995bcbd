"""Check the signature of a JSON Web Token against the keys that its server publishes (RFC 7517)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oauth_tool.client.answers import Document
from oauth_tool.client.understanding.web_token import WebToken

# RFC 8725 3.1: the reader names the algorithms, not the token. None and the symmetric ones, whose
# key is no public one, are not among them.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
MOST_KEYS = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """What is known of a signature.

    Attributes:
        is_valid: Whether it is; None if that cannot be told.
        sentence: The same in words, with the reason.
    """

    is_valid: bool | None
    sentence: str


def signature_of(text: str, token: WebToken, jwks: Document | None) -> Signature:
    """Return what is known of a token's signature.

    Args:
        text: The token as it came.
        token: The same, taken apart.
        jwks: The server's keys; None if there are none to be had. They are held to be hostile.
    """
    if token.algorithm.lower() == "none":
        return Signature(
            is_valid=False, sentence="it is not signed at all (alg none, RFC 8725 3.1)"
        )
    if token.algorithm not in ALGORITHMS:
        return Signature(
            is_valid=None,
            sentence=f"{token.algorithm[:20] or 'its algorithm'} has no public key to check with",
        )
    if jwks is None:
        return Signature(is_valid=None, sentence="the server's keys are not known (--jwks-uri)")
    return _checked(text, token, jwks)


def _checked(text: str, token: WebToken, jwks: Document) -> Signature:
    # A sixth of a second to import, and most tokens are opaque.
    from joserfc import jws  # noqa: PLC0415
    from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    keys = _public_keys(jwks)
    if not keys:
        return Signature(is_valid=None, sentence="the server publishes no key that can be used")
    try:
        jws.deserialize_compact(text, KeySet(keys), algorithms=[token.algorithm])
    except BadSignatureError:
        return Signature(is_valid=False, sentence="no key of the server fits its signature")
    except InvalidKeyIdError:
        return Signature(
            is_valid=False, sentence="it names a key (kid) that the server does not publish"
        )
    except (JoseError, ValueError, TypeError) as error:
        return Signature(is_valid=False, sentence=f"it cannot be checked: {type(error).__name__}")
    return Signature(is_valid=True, sentence="a key of the server fits its signature")


def _public_keys(jwks: Document) -> list[Any]:
    from joserfc.errors import JoseError  # noqa: PLC0415 - see above
    from joserfc.jwk import JWKRegistry  # noqa: PLC0415 - see above

    found = []
    for member in _members(jwks)[:MOST_KEYS]:
        try:
            found.append(JWKRegistry.import_key(dict(member)))
        except (JoseError, ValueError, TypeError, KeyError):
            continue  # one key that is broken does not spoil the others
    return found


def _members(jwks: Document) -> Sequence[Mapping[str, Any]]:
    keys = jwks.get("keys")
    given = keys if isinstance(keys, list) else []
    return [key for key in given if isinstance(key, dict) and key.get("kty") != "oct"]
