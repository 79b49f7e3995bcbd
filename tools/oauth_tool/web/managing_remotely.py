"""Look after an app at the server where it was registered (RFC 7592)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from oauth_tool.client import client_registration as wire
from oauth_tool.client.client_registration import RegisteredClient
from oauth_tool.client.credential_file import read_credentials, remove, rewrite
from oauth_tool.client.kept_credentials import Credentials
from oauth_tool.client.messages import Request
from oauth_tool.client.registration_outcome import Outcome, management_of, outcome_of
from oauth_tool.registering.client_metadata import merged
from oauth_tool.web.asking import answer_to
from oauth_tool.web.credential_locks import alone_with


async def read(file: Path, *, allow_http: bool = False) -> Outcome:
    """Return an app as it is registered now. New credentials in the answer go into the file.

    Raises:
        ToolError: The server refused, or cannot be reached, or the file is not in order.
    """
    async with _credentials_in(file) as credentials:
        return await _read(file, credentials, allow_http=allow_http)


async def update(file: Path, changes: Mapping[str, object], *, allow_http: bool = False) -> Outcome:
    """Change some of an app's metadata; the request repeats all the rest, as RFC 7592 2.2 wants.

    Raises:
        InvalidInput: A change is not the client's to ask for.
        ToolError: The server refused, or cannot be reached, or the file is not in order.
    """
    async with _credentials_in(file) as credentials:
        before = await _read(file, credentials, allow_http=allow_http)
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
    async with _credentials_in(file) as credentials:
        request = wire.deletion_request(*management_of(credentials, allow_http=allow_http))
        wire.require_deleted(await answer_to(request), request)
        remove(file)
        return credentials


@asynccontextmanager
async def _credentials_in(file: Path) -> AsyncIterator[Credentials]:
    read_credentials(file)  # no lock is made beside what is no credential file
    async with alone_with(file):
        yield read_credentials(file)


async def _read(file: Path, credentials: Credentials, *, allow_http: bool) -> Outcome:
    uri, token = management_of(credentials, allow_http=allow_http)
    client = await _managed(file, credentials, wire.READING, wire.read_request(uri, token))
    return outcome_of(credentials, client)


async def _managed(
    file: Path, credentials: Credentials, doing: str, request: Request
) -> RegisteredClient:
    # The server may replace the token in its answer: what cannot be written must fail before.
    rewrite(file, credentials)
    client = wire.managed_in(await answer_to(request), doing, request, credentials.client_id)
    rewrite(file, credentials.renewed_by(client))
    return client
