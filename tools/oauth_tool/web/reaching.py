"""Find the server that the client talks to: embedded, described by a profile, or discovered."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from oauth_tool.client.app import Authentication, Server
from oauth_tool.client.discovered import BASIC, METADATA_NAMES, discovered_server, offer_of
from oauth_tool.client.discovery import ServerMetadata
from oauth_tool.client.endpoint_urls import problem_with_endpoint
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.web.asking import Seen, unseen
from oauth_tool.web.discovering import discover
from oauth_tool.web.remote_addresses import checked_address
from oauth_tool.web.settings import Elsewhere, Settings
from tool_cli.errors import InvalidInput

# The wire of servers that publish metadata, which the embedded platform does, too.
STANDARD = "rfc"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """A server, and what it says that it offers.

    Attributes:
        server: It.
        scopes: The scopes that an app may ask for.
        authentication: How it wants secrets to be sent.
        metadata: What it says of itself; None if nobody asked it.
    """

    server: Server
    scopes: tuple[str, ...]
    authentication: Authentication = BASIC
    metadata: ServerMetadata | None = field(default=None, repr=False)


async def reached_server(
    settings: Settings, platform_origin: str | None, seen: Seen = unseen
) -> Reached:
    """Return the server that the settings describe.

    Args:
        settings: What the command line asks for.
        platform_origin: Where the embedded platform is, None if there is none.
        seen: Is told of each exchange.

    Raises:
        ToolError: An address cannot be used, or there is no metadata at it.
    """
    if platform_origin is not None:
        return await _embedded(settings, platform_origin, seen)
    if settings.elsewhere.is_chosen:
        return await _elsewhere(settings, settings.elsewhere, seen)
    usual = settings.profile.addresses
    given = {"platform": settings.platform_url, "backend": settings.backend_url}
    addresses = {
        name: checked_address(given.get(name) or url, f"--{name}-url")
        for name, url in usual.items()
    }
    server = Server(profile=settings.profile, addresses=addresses)
    return Reached(server=server, scopes=_scopes(settings, ()))


async def _embedded(settings: Settings, origin: str, seen: Seen) -> Reached:
    if settings.profile.wire == STANDARD:
        elsewhere = Elsewhere(issuer=origin, allow_http=True)
        return await _discovered(settings, elsewhere, origin, seen)
    addresses = dict.fromkeys(settings.profile.addresses, origin)
    server = Server(profile=settings.profile, addresses=addresses)
    return Reached(server=server, scopes=_scopes(settings, ()))


async def _elsewhere(settings: Settings, elsewhere: Elsewhere, seen: Seen) -> Reached:
    known_as = urlsplit(elsewhere.issuer or elsewhere.endpoints.get("authorization", "")).netloc
    settings = replace(settings, profile=replace(settings.profile, title=known_as))
    for name, url in elsewhere.endpoints.items():
        _require_endpoint(f"--{name}-endpoint", url, elsewhere)
    if elsewhere.jwks_uri is not None:
        _require_endpoint("--jwks-uri", elsewhere.jwks_uri, elsewhere)
    if elsewhere.issuer is not None:
        return await _discovered(settings, elsewhere, elsewhere.issuer, seen)
    return _named_one_by_one(settings, elsewhere)


async def _discovered(settings: Settings, elsewhere: Elsewhere, issuer: str, seen: Seen) -> Reached:
    wanted = [member for name, member in METADATA_NAMES.items() if name not in elsewhere.endpoints]
    metadata = await discover(issuer, allow_http=elsewhere.allow_http, wanted=wanted, seen=seen)
    offer = offer_of(metadata)
    server = discovered_server(settings.profile, metadata, elsewhere.endpoints)
    for needed in ("authorization", "token"):
        if not server.has(needed):
            raise InvalidInput(
                f"the metadata of {issuer} names no {needed} endpoint",
                f"name it with --{needed}-endpoint",
            )
    return Reached(
        server=replace(server, jwks_uri=elsewhere.jwks_uri or server.jwks_uri),
        scopes=_scopes(settings, offer.scopes),
        authentication=elsewhere.authentication or offer.authentication,
        metadata=metadata,
    )


def _named_one_by_one(settings: Settings, elsewhere: Elsewhere) -> Reached:
    missing = [name for name in ("authorization", "token") if name not in elsewhere.endpoints]
    if missing:
        raise InvalidInput(
            f"no {missing[0]} endpoint was named",
            f"name it with --{missing[0]}-endpoint, or have all of them found with --issuer",
        )
    server = Server(
        profile=settings.profile,
        addresses={"platform": origin_of(elsewhere.endpoints["authorization"])},
        named=dict.fromkeys(METADATA_NAMES) | dict(elsewhere.endpoints),
        jwks_uri=elsewhere.jwks_uri,
    )
    return Reached(
        server=server,
        scopes=_scopes(settings, ()),
        authentication=elsewhere.authentication or BASIC,
    )


def _scopes(settings: Settings, offered: tuple[str, ...]) -> tuple[str, ...]:
    return settings.scopes or offered or tuple(settings.profile.scopes)


def _require_endpoint(option: str, url: str, elsewhere: Elsewhere) -> None:
    if problem := problem_with_endpoint(url, allow_http=elsewhere.allow_http):
        raise InvalidInput(
            f"the address {url[:200]!r} of {option} {problem}",
            "give its https URL; --allow-http lets plain http through",
        )
