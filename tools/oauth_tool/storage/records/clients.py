"""Clients and their secrets."""

from typing import Any

from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.credentials import SecretHash, read_cost, spelled_cost
from oauth_tool.storage.records.loose import loose
from oauth_tool.storage.tables import Row

# A public client has no secret, but the columns take no NULL. No scrypt digest is empty.
NO_SECRET = SecretHash(digest="", salt="")


def client(row: Row) -> Client:
    """Return the client in a row."""
    values = loose(row)
    kept = _popped_secret(values)
    is_public = values.pop("is_public", kept == NO_SECRET)
    return Client(**values, secret_hash=None if is_public else kept)


def client_row(client: Client) -> Row:
    """Return the row of a client."""
    kept = client.secret_hash or NO_SECRET
    return {
        "id": client.id,
        "created_at": client.created_at,
        "updated_at": client.updated_at,
        "name": client.name,
        "description": client.description,
        "client_id": client.client_id,
        **secret_row(kept),
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grant_types,
        "scopes": client.scopes,
        "owner_id": client.owner_id,
        "is_active": client.is_active,
        "logo_url": client.logo_url,
        "is_public": client.is_public,
    }


def secret_row(kept: SecretHash) -> Row:
    """Return the fields that hold what is kept of a secret."""
    return {
        "secret_digest": kept.digest,
        "secret_salt": kept.salt,
        "secret_scheme": spelled_cost(kept.cost) if kept.cost else None,
    }


def former_secret(row: Row) -> FormerSecret:
    """Return the former secret in a row."""
    values = loose(row)
    return FormerSecret(secret_hash=_popped_secret(values), **values)


def former_secret_row(former: FormerSecret) -> Row:
    """Return the row of a former secret."""
    return {
        "id": former.id,
        "client_row": former.client_row,
        **secret_row(former.secret_hash),
        "created_at": former.created_at,
        "expires_at": former.expires_at,
        "last_used_at": former.last_used_at,
    }


def _popped_secret(values: dict[str, Any]) -> SecretHash:
    scheme = values.pop("secret_scheme", None)
    return SecretHash(
        digest=values.pop("secret_digest"),
        salt=values.pop("secret_salt"),
        cost=read_cost(scheme) if scheme else None,
    )
