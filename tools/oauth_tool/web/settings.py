"""What the command line asks of the test server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from oauth_tool.client.app import Authentication, EndpointName
from oauth_tool.oauth.credentials import Secret
from oauth_tool.profiles.profile import Profile


@dataclass(frozen=True, kw_only=True, slots=True)
class Existing:
    """An app that is registered already, with this server's callback as a redirect URI.

    A public client has no secret.
    """

    client_id: str
    secret: Secret | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """A server that is described by its metadata, or endpoint by endpoint.

    Attributes:
        issuer: Its identifier, whose metadata names the endpoints; None if each is named.
        endpoints: The endpoints that were named one by one.
        jwks_uri: Where its public keys are; None for where its metadata says.
        authentication: How to send it a secret; None for how its metadata says.
        initial_access_token: What it wants to see before it registers an app, if it does.
        allow_http: Whether plain http may go to another machine.
    """

    issuer: str | None = None
    endpoints: Mapping[EndpointName, str] = field(default_factory=dict)
    jwks_uri: str | None = None
    authentication: Authentication | None = None
    initial_access_token: Secret | None = field(default=None, repr=False)
    allow_http: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether there is such a server."""
        return self.issuer is not None or bool(self.endpoints)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the command line asks for.

    Attributes:
        profile: How the platform behaves.
        profile_name: What ``--profile`` called it: a name, or a file's path.
        port: The client's port, 0 for any.
        platform_port: The embedded platform's port, 0 for any.
        platform_url: Where a real platform's pages are; None for its usual address.
        backend_url: Where its endpoints are. With neither, the embedded platform is started.
        database_url: Where apps are registered; None for this user's local store.
        owner_id: Who owns the temporary app; None for the demo user of a local store.
        listen: The address of this machine to listen on.
        redirect_uri: Where the platform sends answers; None for the callback of this server.
        existing: The app to play, None for a temporary one.
        scopes: What the app may ask for; all of the profile if there are none.
        elsewhere: A server that is described in other ways than by the profile.
        reveals: Whether a run may be downloaded with its secrets.
        keeps_runs: Whether runs are kept, without secrets, after the server has ended.
    """

    profile: Profile
    profile_name: str
    port: int
    platform_port: int
    platform_url: str | None = None
    backend_url: str | None = None
    database_url: str | None = field(default=None, repr=False)
    owner_id: str | None = None
    listen: str = "127.0.0.1"
    redirect_uri: str | None = None
    existing: Existing | None = None
    scopes: tuple[str, ...] = ()
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    reveals: bool = False
    keeps_runs: bool = True

    @property
    def has_embedded_platform(self) -> bool:
        """Whether the platform is ours to start."""
        is_real = self.elsewhere.is_chosen or self.platform_url or self.backend_url
        return not is_real


@dataclass(frozen=True, kw_only=True, slots=True)
class Terminal:
    """How the server talks to the person who started it."""

    say: Callable[[str], None]
    warn: Callable[[str], None]
    open_page: Callable[[str], None]
