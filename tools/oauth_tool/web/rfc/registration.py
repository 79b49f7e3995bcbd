"""The endpoints by which clients register themselves, and look after that."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from aiohttp import web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidClientMetadata, InvalidRequest
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.registration.access import managed_client
from oauth_tool.platform.rfc.registration.checking import checked
from oauth_tool.platform.rfc.registration.describing import described
from oauth_tool.platform.rfc.registration.managing import replaced
from oauth_tool.platform.rfc.registration.owning import owner_of_registrations
from oauth_tool.platform.rfc.registration.wanted import Document, Wanted
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import Registration, prepare
from oauth_tool.registering.sources import Sources
from oauth_tool.storage.client_metadata import metadata_of, set_metadata
from oauth_tool.web.rfc.messages import query_message
from tool_cli.errors import InvalidInput

PATH = "/register"
ONE_PATH = f"{PATH}/{{client_id}}"


async def registering(issuer: Issuer, request: web.Request) -> web.Response:
    """Register a client (RFC 7591 3)."""
    wanted = checked(issuer, await _document(request))
    registration = await _registered(issuer, wanted)
    told = described(
        issuer,
        registration.client,
        wanted.kept,
        endpoint=_endpoint(issuer),
        secret=registration.secret if wanted.has_secret else None,
    )
    return web.json_response(told, status=HTTPStatus.CREATED)


async def reading(issuer: Issuer, request: web.Request) -> web.Response:
    """Tell a client what it has registered (RFC 7592 2.1)."""
    client = await _managed(issuer, request)
    return _told(issuer, client, await metadata_of(issuer.platform.store, client))


async def replacing(issuer: Issuer, request: web.Request) -> web.Response:
    """Put new metadata in the place of the registered ones (RFC 7592 2.2)."""
    client = await _managed(issuer, request)
    return _told(issuer, *await replaced(issuer, client, await _document(request)))


async def deleting(issuer: Issuer, request: web.Request) -> web.Response:
    """Delete a client with its codes and tokens (RFC 7592 2.3)."""
    client = await _managed(issuer, request)
    await issuer.platform.store.delete_client(client.client_id)
    return web.Response(status=HTTPStatus.NO_CONTENT)


async def _managed(issuer: Issuer, request: web.Request) -> Client:
    message = await query_message(issuer, request)
    return await managed_client(issuer, message, request.match_info["client_id"])


async def _registered(issuer: Issuer, wanted: Wanted) -> Registration:
    platform = issuer.platform
    form = Form(
        name=wanted.name,
        redirect_uris=wanted.redirect_uris,
        scopes=wanted.scopes,
        owner_id=await owner_of_registrations(issuer),
        grant_types=wanted.grant_types,
        is_public=wanted.is_public,
        is_native=wanted.is_native,
        logo_url=wanted.logo_url,
    )
    sources = Sources(clock=platform.clock, random=platform.random)
    try:
        registration = await asyncio.to_thread(prepare, form, platform.profile, sources)
    except InvalidInput as error:
        raise InvalidClientMetadata(error.message) from error
    await platform.store.add_client(registration.client)
    await set_metadata(platform.store, registration.client, wanted.kept)
    return registration


async def _document(request: web.Request) -> Document:
    if request.content_type != "application/json":
        raise InvalidRequest("the body must be application/json")
    try:
        document: Any = json.loads(await request.read())
    except (ValueError, RecursionError) as error:
        raise InvalidClientMetadata("the body is not JSON") from error
    if not isinstance(document, dict):
        raise InvalidClientMetadata("the body is not a JSON object")
    return document


def _told(issuer: Issuer, client: Client, kept: Document) -> web.Response:
    return web.json_response(described(issuer, client, kept, endpoint=_endpoint(issuer)))


def _endpoint(issuer: Issuer) -> str:
    return f"{issuer.url}{PATH}"
