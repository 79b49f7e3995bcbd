"""Routes that are registered when the server starts are not in an export."""

from api_schema.report import Report
from tool_cli.errors import CheckFailed


def require_routes_now(report: Report) -> None:
    """Refuse a document if routes are registered later than it is made.

    Raises:
        CheckFailed: The lifespan or a startup handler registers routes.
    """
    if report.registers_later:
        raise CheckFailed(
            f"routes are registered when the server starts, by {', '.join(report.registers_later)}",
            "register them at import, or accept that they are missing with --allow-late-routes",
        )
