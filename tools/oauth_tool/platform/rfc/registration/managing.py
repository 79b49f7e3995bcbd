"""Read, replace and delete a registration (RFC 7592 2)."""

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import (
    InvalidClient,
    InvalidClientMetadata,
    InvalidRequest,
    InvalidToken,
)
from oauth_tool.platform.rfc.authentication.secrets import client_with
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.registration.checking import checked
from oauth_tool.platform.rfc.registration.wanted import Document, Wanted
from oauth_tool.storage.client_metadata import metadata_of, replace_client
from oauth_tool.storage.tables import Row

# RFC 7592 2.2: the server says these, and a client must not say them back.
_THE_SERVERS = (
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
)


async def replaced(issuer: Issuer, client: Client, document: Document) -> tuple[Client, Document]:
    """Put new metadata in the place of what a client has registered, all of it.

    Returns:
        The client as it is then, and its other metadata.

    Raises:
        InvalidRequest: The document is not about this client, or says what only the server says.
        InvalidRedirectUri: An answer may not go there.
        InvalidClientMetadata: Another member cannot be accepted.
    """
    await _check_identity(issuer, client, document)
    wanted = checked(issuer, document)
    store = issuer.platform.store
    _check_method(client, await metadata_of(store, client), wanted)
    now = issuer.platform.clock()
    await replace_client(store, client, _changes(wanted), wanted.kept, now)
    changed = await store.client_at(client.id)
    if changed is None:
        raise InvalidToken("the client is gone")
    return changed, wanted.kept


async def _check_identity(issuer: Issuer, client: Client, document: Document) -> None:
    for name in _THE_SERVERS:
        if name in document:
            raise InvalidRequest(f"the server says {name}: leave it out")
    if document.get("client_id") != client.client_id:
        raise InvalidRequest("client_id must be the one of the registration")
    secret = document.get("client_secret")
    if secret is None:
        return
    try:
        await client_with(issuer, client.client_id, Secret(str(secret)))
    except InvalidClient as error:
        raise InvalidRequest("client_secret is not the one of the client") from error


def _check_method(client: Client, before: Document, wanted: Wanted) -> None:
    if wanted.is_public != client.is_public:
        raise InvalidClientMetadata(
            "a public client does not become a confidential one, nor the other way round:"
            " register another"
        )
    if wanted.has_secret and before.get("token_endpoint_auth_method") == "private_key_jwt":
        raise InvalidClientMetadata(
            "a client that signs was never told a secret, so it cannot use one: register another"
        )


def _changes(wanted: Wanted) -> Row:
    return {
        "name": wanted.name,
        "redirect_uris": wanted.redirect_uris,
        "grant_types": wanted.grant_types,
        "scopes": wanted.scopes,
        "logo_url": wanted.logo_url,
    }
