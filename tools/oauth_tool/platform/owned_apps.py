"""What the owner of an app may do with it: see it, switch it on and off, give it a logo."""

import re
from collections.abc import Sequence

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidRequest
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.tables import Row

# An address that a page may show a picture from: no user information, nothing to be escaped.
LONGEST_URL = 2048
WEB_ADDRESS = r"^https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?([/?#][!#-&(-\[\]-~]*)?$"


class NotOwned(InvalidRequest):
    """There is no such app, or it is somebody else's: nobody learns which of the two."""

    status = 404


async def apps_of(platform: Platform, user_id: str) -> Sequence[Client]:
    """Return the apps of a user, newest first."""
    return await platform.store.clients_of(user_id)


async def owned_app(platform: Platform, app_row: str, user_id: str) -> Client | None:
    """Return the app with this row identifier if it is the user's."""
    client = await platform.store.client_at(app_row) if app_row.isprintable() else None
    return client if client and client.owner_id == user_id else None


async def set_active(platform: Platform, app_row: str, user_id: str, *, is_active: bool) -> Client:
    """Switch an app on or off, and return it as it is then.

    Raises:
        NotOwned: It is not the user's.
    """
    client = await owned_app(platform, app_row, user_id)
    if client is None:
        raise NotOwned("Application not found or you don't have permission to update it")
    return await _changed(platform, client, {"is_active": is_active})


async def set_logo(platform: Platform, app_row: str, user_id: str, logo_url: str | None) -> Client:
    """Let a logo be shown for an app, or none, and return the app as it is then.

    Raises:
        NotOwned: It is not the user's.
        InvalidRequest: The address is not one of a web page.
    """
    client = await owned_app(platform, app_row, user_id)
    if client is None:
        raise NotOwned("OAuth App not found")
    if logo_url is not None and not _is_web_address(logo_url):
        raise InvalidRequest("logo_url must be an http or https URL")
    return await _changed(platform, client, {"logo_url": logo_url})


async def _changed(platform: Platform, client: Client, changes: Row) -> Client:
    await platform.store.change_client(client.client_id, changes, platform.clock())
    return await platform.store.client_at(client.id) or client


def _is_web_address(url: str) -> bool:
    return len(url) <= LONGEST_URL and re.fullmatch(WEB_ADDRESS, url) is not None
