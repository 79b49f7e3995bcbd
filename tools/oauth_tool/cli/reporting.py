"""What is reported of a registration."""

from oauth_tool.handing_over import Report
from oauth_tool.oauth.clients import Client
from oauth_tool.registering.preparing import Registration


def report_of(registration: Registration, *, with_hash: bool = False) -> Report:
    """Return all that is told of a new app, its secret among it."""
    return {
        "client_id": registration.client.client_id,
        **_secret(registration),
        **(_hash(registration.client) if with_hash else {}),
        **_details(registration.client),
    }


def _secret(registration: Registration) -> Report:
    return {"client_secret": registration.secret.reveal()} if registration.secret else {}


def _hash(client: Client) -> Report:
    if client.secret_hash is None:
        return {}
    return {
        "client_secret_hash": client.secret_hash.digest,
        "client_secret_salt": client.secret_hash.salt,
    }


def _details(client: Client) -> Report:
    return {
        "name": client.name,
        "description": client.description,
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grant_types,
        "scopes": client.scopes,
        "owner_id": client.owner_id,
        "is_public": client.is_public,
        "id": client.id,
        "created_at": client.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
