"""Look after an app at the server where it was registered (RFC 7592)."""

from collections.abc import Mapping
from pathlib import Path

from oauth_tool.client import client_registration as wire
from oauth_tool.client.client_registration import RegisteredClient
from oauth_tool.client.credential_file import read_credentials, remove, rewrite
from oauth_tool.client.kept_credentials import Credentials
from oauth_tool.client.messages import Request
from oauth_tool.client.registration_outcome import Outcome, management_of, outcome_of
from oauth_tool.registering.client_metadata import merged
from oauth_tool.web.asking import answer_to


async def read(file: Path, *, allow_http: bool = False) -> Outcome:
    """Return an app as it is registered now. New credentials in the answer go into the file.

    Raises:
        ToolError: The server refused, or cannot be reached, or the file is not in order.
    """
    credentials = read_credentials(file)
    uri, token = management_of(credentials, allow_http=allow_http)
    client = await _managed(file, credentials, wire.READING, wire.read_request(uri, token))
    return outcome_of(credentials, client)


async def update(file: Path, changes: Mapping[str, object], *, allow_http: bool = False) -> Outcome:
    """Change some of an app's metadata; the request repeats all the rest, as RFC 7592 2.2 wants.

    Raises:
        InvalidInput: A change is not the client's to ask for.
        ToolError: The server refused, or cannot be reached, or the file is not in order.
    """
    before = await read(file, allow_http=allow_http)
    asked = RegisteredClient(
        client_id=before.credentials.client_id,
        client_secret=before.credentials.client_secret,
        metadata=merged(before.metadata, changes),
    )
    uri, token = management_of(before.credentials, allow_http=allow_http)
    request = wire.update_request(uri, token, asked)
    client = await _managed(file, before.credentials, wire.UPDATING, request)
    return outcome_of(before.credentials, client, changes)


async def delete(file: Path, *, allow_http: bool = False) -> Credentials:
    """Delete an app at its server, and then the file with its credentials, worth nothing now.

    Raises:
        ToolError: The server refused, or cannot be reached, or the file is not in order.
    """
    credentials = read_credentials(file)
    request = wire.deletion_request(*management_of(credentials, allow_http=allow_http))
    wire.require_deleted(await answer_to(request), request)
    remove(file)
    return credentials


async def _managed(
    file: Path, credentials: Credentials, doing: str, request: Request
) -> RegisteredClient:
    # The server may replace the token in its answer: what cannot be written must fail before.
    rewrite(file, credentials)
    client = wire.managed_in(await answer_to(request), doing, request, credentials.client_id)
    rewrite(file, credentials.renewed_by(client))
    return client
