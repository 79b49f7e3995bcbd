"""What the server says of itself (RFC 8414 2, OpenID Connect Discovery 3)."""

from collections.abc import Callable, Mapping, Sequence

from oauth_tool.platform.rfc.authentication.methods import METHODS, PROVING
from oauth_tool.platform.rfc.authorization.rules.prompt_understood import PROMPTS
from oauth_tool.platform.rfc.id_token import OPENID
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import ALGORITHMS
from oauth_tool.platform.rfc.token import grants_of

CLAIMS_SUPPORTED = (
    "sub",
    "iss",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "at_hash",
    "name",
    "zoneinfo",
    "updated_at",
    "email",
    "email_verified",
)
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
        f"{endpoint}_auth_{name}": list(values)
        for endpoint, methods in (
            ("token_endpoint", METHODS),
            ("revocation_endpoint", METHODS),
            ("introspection_endpoint", PROVING),
        )
        # RFC 8414 2: with private_key_jwt, the algorithms have to be told, for each endpoint.
        for name, values in (
            ("methods_supported", methods),
            ("signing_alg_values_supported", ALGORITHMS),
        )
    }


def _dpop(_: Issuer) -> Document:
    return {"dpop_signing_alg_values_supported": list(ALGORITHMS)}


def _openid(issuer: Issuer) -> Document:
    if OPENID not in issuer.platform.profile.scopes:
        return {}
    rules = issuer.platform.profile.credentials
    return {
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [rules.signing_algorithm],
        "claims_supported": list(CLAIMS_SUPPORTED),
        "claims_parameter_supported": False,
        "prompt_values_supported": sorted(PROMPTS),
    }


# What each part of the server can do. A new part adds a function.
CAPABILITIES: Sequence[Callable[[Issuer], Document]] = (
    _flow,
    _authentication,
    _dpop,
    _openid,
)


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
