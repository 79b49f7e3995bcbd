"""From what a server says of itself to a server that the client can talk to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oauth_tool.client.app import App, Authentication, EndpointName, Server
from oauth_tool.client.discovery import ServerMetadata
from oauth_tool.client.steps import Step
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.profiles.profile import Profile

# What RFC 8414 2 calls the endpoints; OpenID Connect's userinfo is a resource to try a token on.
METADATA_NAMES: Mapping[EndpointName, str] = {
    "authorization": "authorization_endpoint",
    "token": "token_endpoint",
    "introspection": "introspection_endpoint",
    "revocation": "revocation_endpoint",
    "resource": "userinfo_endpoint",
}
NEEDED: Mapping[Step, EndpointName] = {
    Step.RESOURCE: "resource",
    Step.INTROSPECT: "introspection",
    Step.REVOKE: "revocation",
}
BASIC: Authentication = "client_secret_basic"
POST: Authentication = "client_secret_post"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What a server offers to its clients, as far as it says.

    Attributes:
        scopes: Its scopes; none if it does not say.
        authentication: How to send it a secret, of what this client can.
    """

    scopes: tuple[str, ...]
    authentication: Authentication


def discovered_server(
    profile: Profile, metadata: ServerMetadata, named: Mapping[EndpointName, str]
) -> Server:
    """Return the server that metadata describes.

    Args:
        profile: How it behaves.
        metadata: What it says of itself.
        named: Endpoints that a person named; they win.
    """
    found = {
        name: named.get(name) or getattr(metadata.endpoints, member)
        for name, member in METADATA_NAMES.items()
    }
    promise = metadata.document.get("authorization_response_iss_parameter_supported")
    return Server(
        profile=profile,
        addresses={"platform": origin_of(metadata.issuer)},
        named=found,
        issuer=metadata.issuer,
        promises_iss=promise is True,
        jwks_uri=metadata.endpoints.jwks_uri,
    )


def offer_of(metadata: ServerMetadata) -> Offer:
    """Return what a server offers (RFC 8414 2)."""
    methods = _texts(metadata.document.get("token_endpoint_auth_methods_supported"))
    # Without the member the method is client_secret_basic.
    is_post_only = bool(methods) and BASIC not in methods and POST in methods
    return Offer(
        scopes=_texts(metadata.document.get("scopes_supported")),
        authentication=POST if is_post_only else BASIC,
    )


def absent_steps(server: Server, app: App) -> frozenset[Step]:
    """Return the steps that a server has no endpoint for, or that this app may not take."""
    absent = {step for step, name in NEEDED.items() if not server.has(name)}
    # RFC 7662 2.1: who asks has to say who it is, and a public client cannot prove it.
    return frozenset(absent | ({Step.INTROSPECT} if app.secret is None else set()))


def _texts(members: object) -> tuple[str, ...]:
    if not isinstance(members, Sequence) or isinstance(members, str):
        return ()
    return tuple(text for text in members if isinstance(text, str) and text.isprintable())
