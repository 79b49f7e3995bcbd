"""The members of client metadata that are only kept, and what may stand in them (RFC 7591 2)."""

from collections.abc import Callable, Mapping

from oauth_tool.oauth.redirect_uris import problem_with
from oauth_tool.platform.rfc.jose import PRIVATE_PARTS, is_usable

MOST_ITEMS, LONGEST_TEXT = 20, 500
Check = Callable[[object], str | None]


def a_text(value: object) -> str | None:
    """Say what is wrong with a short text as the end of a sentence, or None."""
    if not isinstance(value, str) or not value.isprintable():
        return "must be a printable string"
    return None if len(value) <= LONGEST_TEXT else f"has more than {LONGEST_TEXT} characters"


def texts(value: object) -> str | None:
    """Say what is wrong with a list of short texts, or None."""
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        return f"must be an array of at most {MOST_ITEMS} strings"
    return next((problem for item in value if (problem := a_text(item))), None)


def a_page(value: object) -> str | None:
    """Say what is wrong with the address of a page, or None. It becomes a link for people."""
    if not isinstance(value, str):
        return "must be a URL"
    return problem_with(value)


def a_switch(value: object) -> str | None:
    """Say what is wrong with a yes or no, or None."""
    return None if isinstance(value, bool) else "must be true or false"


def public_keys(value: object) -> str | None:
    """Say what is wrong with a set of keys, or None: a private one must not leave its client."""
    keys = value.get("keys") if isinstance(value, dict) else None
    if not isinstance(keys, list) or not 1 <= len(keys) <= MOST_ITEMS:
        return "must be a JSON Web Key Set with at least one key"
    if not all(isinstance(key, dict) and key.get("kty") in {"RSA", "EC", "OKP"} for key in keys):
        return "must hold RSA, EC or OKP keys"
    if not all(PRIVATE_PARTS.isdisjoint(key) for key in keys):
        return "holds a private key: make a new one, and send its public part"
    if not all(map(is_usable, keys)):
        return "holds a key that cannot be read, or an RSA key of less than 2048 bits"
    return None


KEPT: Mapping[str, Check] = {
    "client_uri": a_page,
    "policy_uri": a_page,
    "tos_uri": a_page,
    "contacts": texts,
    "jwks": public_keys,
    "software_id": a_text,
    "software_version": a_text,
    "require_pushed_authorization_requests": a_switch,
    "dpop_bound_access_tokens": a_switch,
}
# What would change how the server behaves, and is not done here: refused rather than overlooked.
REFUSED: Mapping[str, str] = {
    "jwks_uri": "send the keys in jwks: nothing is fetched here",
    "software_statement": "software statements are not evaluated here",
    "sector_identifier_uri": "nothing is fetched here",
    "id_token_encrypted_response_alg": "ID tokens are signed, not encrypted",
    "userinfo_signed_response_alg": "what is said of a user is not signed",
    "userinfo_encrypted_response_alg": "what is said of a user is not encrypted",
    "introspection_signed_response_alg": "introspection is not signed",
    "introspection_encrypted_response_alg": "introspection is not encrypted",
    "tls_client_certificate_bound_access_tokens": "tokens are bound by DPoP (RFC 9449)",
}
