"""A registration as text for a person or JSON for a program."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from oauth_tool.oauth.clients import Client
from oauth_tool.registering import Registration
from tool_cli.running import printable

Report = Mapping[str, str | bool | Sequence[str] | None]


def report_of(registration: Registration, secret_file: Path | None) -> Report:
    """Return what is shown of a new app. The secret is in it, unless it went to a file."""
    secret = (
        {"client_secret": registration.secret.reveal()}
        if secret_file is None
        else {"client_secret_file": str(secret_file)}
    )
    return {"client_id": registration.client.client_id, **secret, **_details(registration.client)}


def as_json(report: Report) -> str:
    """Return the report as a JSON object."""
    return json.dumps(report, indent=2, ensure_ascii=False)


def as_text(report: Report) -> str:
    """Return the report as aligned lines, safe on a terminal."""
    width = max(len(key) for key in report)
    lines = [
        f"{key:{width}}  {printable(text)}"
        for key, value in report.items()
        for text in _texts(value)
    ]
    if "client_secret" in report:
        lines.append(
            "\nKeep the client secret now: only its hash is stored, it cannot be shown again."
        )
    return "\n".join(lines)


def _details(client: Client) -> Report:
    return {
        "name": client.name,
        "description": client.description,
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grant_types,
        "scopes": client.scopes,
        "owner_id": client.owner_id,
        "id": client.id,
        "created_at": client.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def _texts(value: object) -> Sequence[str]:
    if value is None:
        return ["-"]
    return value if isinstance(value, tuple) else [str(value)]
