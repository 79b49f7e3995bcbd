"""Put the standard wire on an application: all endpoints of all issuers."""

from collections.abc import Callable, Sequence

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.protected_resource import resource_url
from oauth_tool.storage.own_tables import needed
from oauth_tool.web.guard import opens_a_page
from oauth_tool.web.openapi import document_route
from oauth_tool.web.rfc.apps_in_browsers import open_to_pages
from oauth_tool.web.rfc.discovery import OAUTH, discovery_routes
from oauth_tool.web.rfc.document import openapi
from oauth_tool.web.rfc.endpoint import Endpoint, route_of
from oauth_tool.web.rfc.endpoints import endpoints_of
from oauth_tool.web.rfc.protected_resource import metadata_route


def install(app: web.Application, platform: Platform, origin: str) -> None:
    """Add the wire to an application that is served at an origin.

    Raises:
        ToolError: The database lacks a table that the wire needs.
    """
    needed(platform.store.tables.terms)
    endpoints = endpoints_of(platform.profile)
    for issuer in issuers_of(platform, origin):
        app.add_routes([route_of(issuer, endpoint) for endpoint in endpoints])
        app.add_routes(_documents(issuer, endpoints))
    app.add_routes([document_route(lambda: openapi(platform.profile))])
    open_to_pages(app, open_paths(platform, origin))


def open_paths(platform: Platform, origin: str) -> frozenset[str]:
    """Return the paths that pages of every origin may ask, at all issuers."""
    endpoints = endpoints_of(platform.profile)
    paths: set[str] = set()
    for issuer in issuers_of(platform, origin):
        paths |= {document.path for document in _documents(issuer, endpoints)}
        paths |= {f"{issuer.path}{one.path}" for one in endpoints if one.for_apps_in_browsers}
    return frozenset(paths)


def welcome(platform: Platform, origin: str) -> Callable[[web.Request], bool]:
    """Return what says whether a page elsewhere may send a request."""
    paths, forms = open_paths(platform, origin), _paths_for_forms(platform, origin)

    def is_welcome(request: web.Request) -> bool:
        is_form = request.method == "POST" and request.path in forms and opens_a_page(request)
        return is_form or request.path in paths

    return is_welcome


def _paths_for_forms(platform: Platform, origin: str) -> frozenset[str]:
    below = [one.path for one in endpoints_of(platform.profile) if one.for_forms_elsewhere]
    return frozenset(
        f"{issuer.path}{path}" for issuer in issuers_of(platform, origin) for path in below
    )


def issuers_of(platform: Platform, origin: str) -> tuple[Issuer, ...]:
    """Return the issuers of a platform, the one at the root first."""
    names = ("", *platform.issuers)
    return tuple(Issuer(platform=platform, origin=origin, name=name) for name in names)


def addresses(platform: Platform, origin: str) -> Sequence[tuple[str, str]]:
    """Return the issuers, the metadata, and the resource to try tokens on."""
    issuers = issuers_of(platform, origin)
    root = issuers[0]
    return [
        *(("Issuer", issuer.url) for issuer in issuers),
        ("Metadata", f"{origin}{OAUTH}"),
        ("Resource", resource_url(root)),
    ]


def _documents(issuer: Issuer, endpoints: Sequence[Endpoint]) -> list[web.RouteDef]:
    return [*discovery_routes(issuer, endpoints), metadata_route(issuer)]
