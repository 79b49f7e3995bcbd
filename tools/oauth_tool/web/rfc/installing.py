"""Put the standard wire on an application: all endpoints of all issuers."""

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.storage.own_tables import needed
from oauth_tool.web.rfc.discovery import discovery_routes
from oauth_tool.web.rfc.endpoint import route_of
from oauth_tool.web.rfc.endpoints import endpoints_of


def install(app: web.Application, platform: Platform, origin: str) -> None:
    """Add the wire to an application that is served at an origin.

    Raises:
        ToolError: The database lacks a table that the wire needs.
    """
    needed(platform.store.tables.terms)
    endpoints = endpoints_of(platform.profile)
    for issuer in issuers_of(platform, origin):
        app.add_routes([route_of(issuer, endpoint) for endpoint in endpoints])
        app.add_routes(discovery_routes(issuer, endpoints))


def issuers_of(platform: Platform, origin: str) -> tuple[Issuer, ...]:
    """Return the issuers of a platform, the one at the root first."""
    names = ("", *platform.issuers)
    return tuple(Issuer(platform=platform, origin=origin, name=name) for name in names)
