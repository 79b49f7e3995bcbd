"""Steer a platform that runs in another process."""

import json
from collections.abc import Mapping
from datetime import timedelta

from oauth_tool.client.messages import JSON_HEADERS, Request, Response
from oauth_tool.oauth.credentials import Secret
from oauth_tool.web.asking import answer_to
from oauth_tool.web.remote_addresses import checked_address
from tool_cli.errors import ToolError


async def advance_clock(url: str, token: Secret, duration: timedelta) -> str:
    """Move a platform's time forward, and return what time it is there then.

    Raises:
        ToolError: The platform cannot be reached, or refuses.
    """
    asked = {"advance": f"{int(duration.total_seconds())}s"}
    return await _steered(url, token, "/clock", asked, "now")


async def rotate_keys(url: str, token: Secret, issuer: str) -> str:
    """Let an issuer of a platform sign with a new key, and return what its tokens call it.

    Raises:
        ToolError: The platform cannot be reached, or refuses.
    """
    return await _steered(url, token, "/signing-keys", {"issuer": issuer}, "kid")


async def _steered(
    url: str, token: Secret, path: str, asked: Mapping[str, str], wanted: str
) -> str:
    request = Request(
        method="POST",
        url=f"{checked_address(url, '--url')}/control{path}",
        headers=(*JSON_HEADERS.items(), ("Authorization", f"Bearer {token.reveal()}")),
        body=json.dumps(asked).encode(),
    )
    answer = await answer_to(request)
    told = _told(answer)
    if not answer.is_success or wanted not in told:
        why = told.get("detail") or f"it answered {answer.status}"
        raise ToolError(
            f"the platform at {url} did not do so: {why}",
            "check --url, and that the control token is the one of its last start",
        )
    return str(told[wanted])


def _told(answer: Response) -> dict[str, object]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
