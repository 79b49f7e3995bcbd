"""What the server says of itself (RFC 8414 2, OpenID Connect Discovery 3)."""

from collections.abc import Callable, Mapping, Sequence

from oauth_tool.platform.rfc.authentication.methods import METHODS, PROVING
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import ALGORITHMS
from oauth_tool.platform.rfc.token import grants_of

Document = Mapping[str, object]


def _flow(issuer: Issuer) -> Document:
    return {
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": list(grants_of(issuer.platform.profile)),
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": list(issuer.platform.profile.scopes),
        "authorization_response_iss_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "require_pushed_authorization_requests": False,
    }


def _authentication(_: Issuer) -> Document:
    return {
        "token_endpoint_auth_methods_supported": list(METHODS),
        "revocation_endpoint_auth_methods_supported": list(METHODS),
        "introspection_endpoint_auth_methods_supported": list(PROVING),
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
    }


# What each part of the server can do. A new part adds a function.
CAPABILITIES: Sequence[Callable[[Issuer], Document]] = (_flow, _authentication)


def metadata(issuer: Issuer, endpoints: Mapping[str, str]) -> Document:
    """Return the metadata of an issuer.

    Args:
        issuer: Whose.
        endpoints: The name of each endpoint in the metadata → its path below the issuer.
    """
    told: dict[str, object] = {"issuer": issuer.url}
    told |= {name: f"{issuer.url}{path}" for name, path in endpoints.items()}
    for capability in CAPABILITIES:
        told |= capability(issuer)
    return told
