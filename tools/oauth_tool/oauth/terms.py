"""What the standard wire keeps of a code or token beyond what every platform keeps."""

from collections.abc import Mapping
from dataclasses import dataclass

from oauth_tool.oauth.tokens import Token


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """Under which terms a code or token was issued. A new field needs a default value.

    Attributes:
        issuer: The name of the issuer, empty for the one at the root.
        subject: Whom it stands for: a user, or the client itself (RFC 9068 2.2).
        audience: The resources that it is for (RFC 8707); the platform's own if there are none.
        nonce: What ties an ID token to its request (OpenID Connect Core 3.1.2.1), or None.
        signed_in_at: When the user signed in, in seconds since 1970; None if nobody did.
        key: The thumbprint of the key that has to be proven with it (RFC 9449 6), or None.
        actor: Who acts for the subject, as the claim ``act`` has it (RFC 8693 4.1), or None.
    """

    issuer: str
    subject: str
    audience: tuple[str, ...] = ()
    nonce: str | None = None
    signed_in_at: int | None = None
    key: str | None = None
    actor: Mapping[str, object] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TermedTokens:
    """What is stored of one token request: an access token, perhaps a refresh token, their terms.

    The terms of the refresh token are those of the whole grant; an access token may have less.
    """

    access: Token
    access_terms: Terms
    refresh: Token | None = None
    refresh_terms: Terms | None = None
