"""What is told of an app, with its secret among it."""

from collections.abc import Mapping, Sequence

from tool_cli.errors import InvalidInput

Report = Mapping[str, str | bool | int | Sequence[str] | None]

CLIENT_ID = "client_id"
SECRET = "client_secret"  # noqa: S105 - the key under which a report holds it


def secret_in(report: Report) -> str:
    """Return the secret that a report is about.

    Raises:
        InvalidInput: The app has none.
    """
    if report.get(SECRET) is None:
        raise InvalidInput("a public client has no secret that could be handed over")
    return str(report[SECRET])


def without_secret(report: Report, **instead: str) -> Report:
    """Return the report with other facts in the place of the secret."""
    kept = {key: value for key, value in report.items() if key not in {CLIENT_ID, SECRET}}
    return {CLIENT_ID: report[CLIENT_ID], **instead, **kept}
