"""A small protected resource, and what it says of itself (RFC 9728)."""

from collections.abc import Mapping

from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import ALGORITHMS
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.resource import access_with

PATH = "/api"
WELL_KNOWN = "/.well-known/oauth-protected-resource"
SCOPE = "api.read"


def resource_url(issuer: Issuer) -> str:
    """Return the identifier of an issuer's own resource."""
    return f"{issuer.url}{PATH}"


def metadata_path(issuer: Issuer) -> str:
    """Return where the resource's metadata are: the well-known part comes first (RFC 9728 3.1)."""
    return f"{WELL_KNOWN}{issuer.path}{PATH}"


def resource_metadata(issuer: Issuer) -> Mapping[str, object]:
    """Return what a client has to know to ask for the resource (RFC 9728 2)."""
    return {
        "resource": resource_url(issuer),
        "authorization_servers": [issuer.url],
        "scopes_supported": [scope for scope in [SCOPE] if scope in issuer.platform.profile.scopes],
        "bearer_methods_supported": ["header"],
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        "resource_name": f"{issuer.platform.profile.title}: what a token stands for",
    }


async def content_for(issuer: Issuer, message: Message) -> Mapping[str, object]:
    """Return what the resource has to say: what the token of the request stands for.

    Raises:
        ProtocolError: There is no good token.
    """
    found = await access_with(issuer, message, _needed(issuer), resource_url(issuer))
    return {
        "sub": found.terms.subject,
        "client_id": found.client.client_id,
        "scope": " ".join(found.token.scopes),
    }


def _needed(issuer: Issuer) -> list[str]:
    return [scope for scope in [SCOPE] if scope in issuer.platform.profile.scopes]
