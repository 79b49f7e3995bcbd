"""What the client knows of itself and of the server that it talks to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from oauth_tool.client.problems import StepFailed
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.profiles.profile import Profile

EndpointName = Literal["authorization", "token", "introspection", "revocation", "resource"]
Authentication = Literal["client_secret_basic", "client_secret_post"]


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """The app that the client plays.

    Attributes:
        name: What a person calls it.
        client_id: Its public identifier.
        secret: Its client secret; None for a public client, which has none.
        redirect_uri: Where authorization answers go.
        scopes: What it may ask for.
        authentication: How it sends its secret, where the wire leaves that open (RFC 7591 2).
    """

    name: str
    client_id: str
    secret: Secret | None = field(repr=False)
    redirect_uri: str
    scopes: tuple[str, ...]
    authentication: Authentication = "client_secret_basic"


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The platform as its clients see it: a profile, and where this one runs.

    Attributes:
        profile: How it behaves.
        addresses: The base URL of each address that the profile's endpoints are below.
        named: Endpoints that are not where the profile has them: those that were discovered, or
            named one by one. None stands for one that the server does not have.
        issuer: Its identifier, if it is known: then an answer of another one is not believed.
        promises_iss: Whether it says that every authorization response names it (RFC 9207 3).
        jwks_uri: Where its public keys are, or None.
    """

    profile: Profile
    addresses: Mapping[str, str]
    named: Mapping[EndpointName, str | None] = field(default_factory=dict)
    issuer: str | None = None
    promises_iss: bool = False
    jwks_uri: str | None = None

    def has(self, name: EndpointName) -> bool:
        """Say whether the server has such an endpoint."""
        return self.named.get(name, "") is not None

    def url(self, name: EndpointName) -> str:
        """Return the absolute URL of an endpoint.

        Raises:
            StepFailed: The server has none.
        """
        url = self.named.get(name, "")
        if url is None:
            raise StepFailed(
                f"the server names no {name} endpoint",
                f"name it with --{name}-endpoint, if it has one",
            )
        return url or getattr(self.profile.endpoints, name).url(self.addresses)

    @property
    def setup_wizard_url(self) -> str | None:
        """The page on which users connect the services that an app needs; None if it has none."""
        wizard = self.profile.endpoints.setup_wizard
        return wizard.url(self.addresses) if wizard and wizard.at in self.addresses else None

    @property
    def origins(self) -> frozenset[str]:
        """Every origin that a request of this client may go to."""
        urls = [*self.addresses.values(), *self.named.values(), self.jwks_uri]
        return frozenset(origin_of(url) for url in urls if url)
