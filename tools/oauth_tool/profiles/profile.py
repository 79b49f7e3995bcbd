"""The data of a profile. A profile is read once, checked there, and trusted after."""

from collections.abc import Mapping
from dataclasses import dataclass

from oauth_tool.oauth.lifetimes import Lifetimes
from oauth_tool.profiles.credential_rules import CredentialRules


@dataclass(frozen=True, kw_only=True, slots=True)
class RedirectUriRules:
    """What a platform allows beyond https and http on the machine itself.

    Attributes:
        loopback_port_is_flexible: Whether a native app may use any port on a loopback address
            that it registered (RFC 8252 7.3).
        private_use_schemes: Whether a native app may register a scheme of its own, such as
            ``com.example.app:/callback`` (RFC 8252 7.1).
    """

    loopback_port_is_flexible: bool
    private_use_schemes: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """An endpoint: a path below one of the profile's addresses."""

    at: str
    path: str

    def url(self, addresses: Mapping[str, str]) -> str:
        """Return the absolute URL, given the base URL of each address."""
        return addresses[self.at].rstrip("/") + self.path


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoints:
    """The endpoints that a client needs.

    Attributes:
        resource: A protected resource to try a token on.
        setup_wizard: The page on which users connect the services that an app needs, if any.
    """

    authorization: Endpoint
    token: Endpoint
    introspection: Endpoint
    revocation: Endpoint
    resource: Endpoint
    setup_wizard: Endpoint | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TableNames:
    """What a platform calls one table and its columns.

    Attributes:
        name: The table's name.
        columns: Field of ours → the platform's column.
        enums: Field of ours → the PostgreSQL enum type of its elements.
        optional: Fields whose column an edition of the platform may lack.
        may_be_absent: Whether the platform may lack the whole table. What needs it is then
            not to be had there.
    """

    name: str
    columns: Mapping[str, str]
    enums: Mapping[str, str]
    optional: frozenset[str]
    may_be_absent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DatabaseNames:
    """What a platform calls its PostgreSQL schema and its tables; not every one has API keys."""

    schema: str
    users: TableNames
    clients: TableNames
    former_secrets: TableNames
    codes: TableNames
    access_tokens: TableNames
    refresh_tokens: TableNames
    api_keys: TableNames | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """Everything in which one platform differs from another.

    Attributes:
        name: What ``--profile`` calls it.
        title: What a person calls it.
        wire: The shape of requests, answers and errors; ``autogpt`` is JSON bodies throughout,
            ``rfc`` is RFC 6749 to the letter.
        credentials: Prefixes and hashing.
        lifetimes: How long codes and tokens live.
        grant_types: The grants that a client may have.
        default_grant_types: Those that it has where nobody says which.
        redirect_uris: Which redirect URIs a client may have.
        scopes: Each scope and what the consent page says of it.
        addresses: Where a platform of this kind runs on a developer's machine.
        endpoints: Paths below those addresses.
        resource_scope: The scope that the ``resource`` endpoint asks for.
        database: Names of tables and columns.
    """

    name: str
    title: str
    wire: str
    credentials: CredentialRules
    lifetimes: Lifetimes
    grant_types: tuple[str, ...]
    default_grant_types: tuple[str, ...]
    redirect_uris: RedirectUriRules
    scopes: Mapping[str, str]
    addresses: Mapping[str, str]
    endpoints: Endpoints
    resource_scope: str
    database: DatabaseNames
