"""Apps as text for a person or JSON for a program."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from oauth_tool.handing_over import Report as SecretReport
from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.credentials import ScryptCost
from oauth_tool.registering.rotating import Rotation
from tool_cli.finishing import printable

Report = Mapping[str, object]

COLUMNS = ("client_id", "name", "state", "created_at")


def app_report(client: Client) -> Report:
    """Return everything that is registered of an app, and nothing of its secret."""
    return {
        "client_id": client.client_id,
        "name": client.name,
        "description": client.description,
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grant_types,
        "scopes": client.scopes,
        "owner_id": client.owner_id,
        "is_active": client.is_active,
        "is_public": client.is_public,
        "logo_url": client.logo_url,
        "id": client.id,
        "created_at": _spelled(client.created_at),
        "updated_at": _spelled(client.updated_at),
    }


def secret_report(client: Client, default: ScryptCost, former: FormerSecret | None) -> Report:
    """Return how the secret is kept, and whether a former one still works and is used."""
    if client.secret_hash is None:
        return {"secret_hash": None, "former_secret": None}
    cost = client.secret_hash.cost or default
    return {
        "secret_hash": {"algorithm": "scrypt", "n": cost.n, "r": cost.r, "p": cost.p},
        "former_secret": former
        and {
            "expires_at": _spelled(former.expires_at),
            "last_used_at": former.last_used_at and _spelled(former.last_used_at),
        },
    }


def rotation_report(rotation: Rotation) -> SecretReport:
    """Return what is told of a rotation, the new secret among it."""
    former = rotation.former
    return {
        "client_id": rotation.client.client_id,
        "client_secret": rotation.secret.reveal(),
        "name": rotation.client.name,
        "former_secret_expires_at": _spelled(former.expires_at if former else rotation.at),
    }


def as_json(report: Report | Sequence[Report]) -> str:
    """Return a report, or a list of them, as JSON."""
    return json.dumps(report, indent=2, ensure_ascii=False)


def as_lines(report: Report) -> str:
    """Return a report as aligned lines, safe on a terminal."""
    width = max(map(len, report))
    return "\n".join(
        f"{'' if number else name:{width}}  {printable(line)}"
        for name, value in report.items()
        for number, line in enumerate(_lines(value))
    )


def as_table(clients: Sequence[Client]) -> str:
    """Return apps as a table, one a line, safe on a terminal."""
    if not clients:
        return "No app is registered here."
    rows = [COLUMNS, *(_cells(client) for client in clients)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _cells(client: Client) -> tuple[str, ...]:
    state = "active" if client.is_active else "disabled"
    kind = ", public" if client.is_public else ""
    return (client.client_id, printable(client.name), state + kind, _spelled(client.created_at))


def _lines(value: object) -> Sequence[str]:
    if value is None:
        return ["-"]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, tuple):
        return value or ["-"]
    if isinstance(value, Mapping):
        return [", ".join(f"{name} {part or '-'}" for name, part in value.items())]
    return [str(value)]


def _spelled(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
