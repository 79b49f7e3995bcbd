"""What a server says of a registration (RFC 7591 3.2.1, RFC 7592 3)."""

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform.rfc.id_token import OPENID
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.registration.access import access_token_for
from oauth_tool.platform.rfc.registration.checking import SIGNED_WITH
from oauth_tool.platform.rfc.registration.wanted import Document

NEVER = 0


def described(
    issuer: Issuer, client: Client, kept: Document, *, endpoint: str, secret: Secret | None = None
) -> Document:
    """Return the client information response.

    Args:
        issuer: Where the client is registered.
        client: The client.
        kept: Its other metadata.
        endpoint: The URL of the registration endpoint.
        secret: Its secret, if it has just been made: only then can it be told.
    """
    about = {
        "client_id": client.client_id,
        "client_id_issued_at": int(client.created_at.timestamp()),
        "client_name": client.name,
        "redirect_uris": list(client.redirect_uris) or None,
        "grant_types": list(client.grant_types),
        "response_types": ["code"] if "authorization_code" in client.grant_types else [],
        "scope": " ".join(client.scopes),
        "logo_uri": client.logo_url,
        **_about_id_tokens(issuer, client),
        **kept,
        "registration_client_uri": f"{endpoint}/{client.client_id}",
        "registration_access_token": access_token_for(issuer, client).reveal(),
    }
    if secret is not None:
        about |= {"client_secret": secret.reveal(), "client_secret_expires_at": NEVER}
    return {name: value for name, value in about.items() if value is not None}


def _about_id_tokens(issuer: Issuer, client: Client) -> Document:
    if OPENID not in client.scopes:
        return {}
    # OpenID Connect Registration 2: who is told nothing expects RS256.
    return {SIGNED_WITH: issuer.platform.profile.credentials.signing_algorithm}
