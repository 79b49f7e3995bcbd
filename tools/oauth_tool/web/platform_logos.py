"""Logos come in as files and go out as PNG, never as what somebody claims them to be."""

import asyncio

from aiohttp import BodyPartReader, MultipartReader, web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import ProtocolError
from oauth_tool.platform.logos import MAX_BYTES, check_size, check_type, clean_logo
from oauth_tool.platform.media import PATH, MediaFolder, name_in
from oauth_tool.web.browsers import NO_FORM
from oauth_tool.web.platform_bodies import missing
from oauth_tool.web.platform_endpoints import PLATFORM

CHUNK = 64 * 1024
FIELD = "file"
MOST_PARTS = 8


class MediaMissing(ProtocolError):
    """This platform has no folder for pictures."""

    status = 503


async def uploaded_logo(request: web.Request) -> bytes:
    """Return the logo in the field ``file`` of a form, cleaned.

    Raises:
        MediaMissing: There is no place to keep it.
        InvalidLogo: It is no logo; the first thing that is wrong.
        InvalidBody: There is no such field.
    """
    _folder(request)
    if request.content_type != "multipart/form-data":
        raise missing(FIELD)
    try:
        return await logo_among(await request.multipart())
    except NO_FORM as error:
        raise missing(FIELD) from error


async def logo_among(parts: MultipartReader) -> bytes:
    """Return the logo among the parts of a form, reading no more than a logo may have.

    Raises:
        InvalidLogo: It is no logo; the first thing that is wrong.
        InvalidBody: There is none among the first parts.
    """
    for _ in range(MOST_PARTS):
        part = await parts.next()
        if part is None:
            break
        if isinstance(part, BodyPartReader) and part.name == FIELD:
            check_type(part.headers.get("Content-Type"))
            data = await read_at_most(part, MAX_BYTES)
            check_size(len(data))
            return await asyncio.to_thread(clean_logo, data)
    raise missing(FIELD)


async def read_at_most(part: BodyPartReader, limit: int) -> bytes:
    """Return the beginning of a part: the limit, and a little more if there is more."""
    data = bytearray()
    while len(data) <= limit and not part.at_eof():
        data += await part.read_chunk(CHUNK)
    return bytes(data)


async def keep_logo(request: web.Request, client: Client, picture: bytes) -> Client:
    """Keep a picture as the logo of an app instead of the one before, and return the app."""
    platform, folder = request.app[PLATFORM], _folder(request)
    origin = f"{request.scheme}://{request.host}"
    name = await asyncio.to_thread(folder.add, picture, platform.random)
    changes = {"logo_url": f"{origin}{PATH}{name}"}
    await platform.store.change_client(client.client_id, changes, platform.clock())
    former = name_in(client.logo_url, origin)
    if former:
        await asyncio.to_thread(folder.remove, former)
    return await platform.store.client_at(client.id) or client


def logo_path(request: web.Request, client: Client) -> str | None:
    """Return the path of an app's logo if it was uploaded here; no other one is loaded."""
    name = name_in(client.logo_url, f"{request.scheme}://{request.host}")
    return f"{PATH}{name}" if name else None


async def show_logo(request: web.Request) -> web.Response:
    """Send a picture that was uploaded."""
    folder = request.app[PLATFORM].media
    name = request.match_info["name"]
    picture = await asyncio.to_thread(folder.read, name) if folder else None
    if picture is None:
        raise web.HTTPNotFound
    return web.Response(
        body=picture,
        content_type="image/png",
        headers={
            "Content-Disposition": "inline",
            "Cache-Control": "private, max-age=3600",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


MEDIA = [web.get(PATH + "{name}", show_logo)]


def _folder(request: web.Request) -> MediaFolder:
    folder = request.app[PLATFORM].media
    if folder is None:
        raise MediaMissing("Media storage is not configured")
    return folder
