"""An app at somebody else's server as text for a person or JSON for a program."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from oauth_tool.client.kept_credentials import Credentials
from oauth_tool.client.registration_outcome import Outcome
from oauth_tool.oauth.credentials import Secret
from tool_cli.finishing import printable

RemoteReport = Mapping[str, object]
NEVER = "never"


def report_of_outcome(outcome: Outcome, credential_file: Path | None) -> RemoteReport:
    """Return what is shown of an app. Its secrets are in it only if no file holds them."""
    kept = outcome.credentials
    return {
        "client_id": kept.client_id,
        **_secrets(kept, credential_file),
        "client_secret_expires_at": _expiry(kept.client_secret_expires_at),
        "registration_client_uri": kept.registration_client_uri,
        "registration_endpoint": kept.registration_endpoint,
        "issuer": kept.issuer,
        "differences": outcome.differences,
        "metadata": outcome.metadata,
    }


def as_json(report: RemoteReport) -> str:
    """Return a report as JSON. It is ASCII: what a server says may hold anything."""
    return json.dumps(report, indent=2)


def as_text(report: RemoteReport) -> str:
    """Return a report as aligned lines, safe on a terminal."""
    lines = [(name, line) for name, value in _flat(report) for line in _lines(value)]
    width = max(len(name) for name, _ in lines)
    text = "\n".join(f"{name:{width}}  {line}" for name, line in lines)
    if report.get("client_secret") or report.get("registration_access_token"):
        text += (
            "\n\nKeep the client secret and the registration access token now: this tool has kept"
            " neither. --credential-file does."
        )
    return text


def is_expired(credentials: Credentials, now: datetime) -> bool:
    """Say whether the client secret is worth nothing any more."""
    expiry = credentials.client_secret_expires_at
    return bool(expiry) and now.timestamp() >= (expiry or 0)


REMOTE_REPORTS = {"text": as_text, "json": as_json}


def _secrets(kept: Credentials, credential_file: Path | None) -> Mapping[str, str | None]:
    if credential_file is not None:
        return {"credential_file": str(credential_file)}
    return {
        "client_secret": _revealed(kept.client_secret),
        "registration_access_token": _revealed(kept.registration_access_token),
    }


def _revealed(secret: Secret | None) -> str | None:
    return secret.reveal() if secret else None


def _expiry(seconds: int | None) -> str | None:
    if not seconds:
        return None if seconds is None else NEVER
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, ValueError, OSError):
        return f"{seconds:.4g} seconds after 1970"


def _flat(report: RemoteReport) -> Iterable[tuple[str, object]]:
    for name, value in report.items():
        if isinstance(value, Mapping):
            yield from ((printable(f"metadata.{key}"[:100]), part) for key, part in value.items())
        else:
            yield name, value


def _lines(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [_line(item) for item in value] or ["-"]
    return [_line(value)]


def _line(value: object) -> str:
    if value is None:
        return "-"
    return printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
