"""The token that tells an app who signed in, and when (OpenID Connect Core 2 and 3.1.3.6)."""

import hashlib
from base64 import urlsafe_b64encode

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.tokens import Token
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import SIGNING
from oauth_tool.platform.rfc.signing_keys import sign

OPENID = "openid"


async def id_token_for(
    issuer: Issuer, award: Award, access_token: Secret, access: Token
) -> Secret | None:
    """Return the ID token beside an access token; None if nobody asked for one."""
    if OPENID not in award.scopes:
        return None
    algorithm = issuer.platform.profile.credentials.signing_algorithm
    claims = {
        "iss": issuer.url,
        "sub": award.terms.subject,
        "aud": award.client.client_id,
        "exp": int(access.expires_at.timestamp()),
        "iat": int(access.created_at.timestamp()),
        "auth_time": award.terms.signed_in_at,
        "nonce": award.terms.nonce,
        "at_hash": hash_of(access_token, SIGNING[algorithm].digest),
    }
    return Secret(await sign(issuer, claims))


def hash_of(token: Secret, digest_name: str) -> str:
    """Return the left half of a token's digest in base64url (OpenID Connect Core 3.1.3.6)."""
    digest = hashlib.new(digest_name, token.reveal().encode("ascii")).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode("ascii")
