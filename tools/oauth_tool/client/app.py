"""What the client knows of itself and of the server that it talks to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.profiles.profile import Endpoint, Profile


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """The app that the client plays.

    Attributes:
        name: What a person calls it.
        client_id: Its public identifier.
        secret: Its client secret; None for a public client, which has none.
        redirect_uri: Where authorization answers go.
        scopes: What it may ask for.
    """

    name: str
    client_id: str
    secret: Secret | None = field(repr=False)
    redirect_uri: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The platform as its clients see it: a profile, and where this one runs.

    Attributes:
        profile: How it behaves.
        addresses: The base URL of each address that the profile's endpoints are below.
    """

    profile: Profile
    addresses: Mapping[str, str]

    def url(self, endpoint: Endpoint) -> str:
        """Return the absolute URL of an endpoint."""
        return endpoint.url(self.addresses)

    @property
    def origins(self) -> frozenset[str]:
        """Every origin that a request of this client may go to."""
        return frozenset(origin_of(address) for address in self.addresses.values())
