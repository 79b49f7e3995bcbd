"""Steer a platform that runs in another process."""

import json
from collections.abc import Mapping, Sequence
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


async def reset_clock(url: str, token: Secret) -> str:
    """Let it be as late on a platform as it really is, and return what time that is.

    Raises:
        ToolError: The platform cannot be reached, or refuses.
    """
    return str(_an_object(url, await _asked(url, token, "DELETE", "/clock")).get("now"))


async def rotate_keys(url: str, token: Secret, issuer: str) -> str:
    """Let an issuer of a platform sign with a new key, and return what its tokens call it.

    Raises:
        ToolError: The platform cannot be reached, or refuses.
    """
    return await _steered(url, token, "/signing-keys", {"issuer": issuer}, "kid")


async def add_fault(url: str, token: Secret, asked: Mapping[str, object]) -> str:
    """Let an answer of a platform go wrong, and return the fault as a line of text.

    Raises:
        ToolError: The platform cannot be reached, or refuses.
    """
    return _spelled(_an_object(url, await _asked(url, token, "POST", "/faults", asked)))


async def pending_faults(url: str, token: Secret) -> Sequence[str]:
    """Return what is still to go wrong on a platform, each fault as a line of text.

    Raises:
        ToolError: The platform cannot be reached, or refuses.
    """
    told = await _asked(url, token, "GET", "/faults")
    return [_spelled(one) for one in told] if isinstance(told, list) else []


async def clear_faults(url: str, token: Secret) -> None:
    """Let nothing go wrong on a platform any more.

    Raises:
        ToolError: The platform cannot be reached, or refuses.
    """
    await _asked(url, token, "DELETE", "/faults")


async def _steered(
    url: str, token: Secret, path: str, asked: Mapping[str, str], wanted: str
) -> str:
    told = _an_object(url, await _asked(url, token, "POST", path, asked))
    return str(told.get(wanted))


async def _asked(
    url: str, token: Secret, method: str, path: str, asked: Mapping[str, object] | None = None
) -> object:
    request = Request(
        method=method,
        url=f"{checked_address(url, '--url')}/control{path}",
        headers=(*JSON_HEADERS.items(), ("Authorization", f"Bearer {token.reveal()}")),
        body=b"" if asked is None else json.dumps(asked).encode(),
    )
    answer = await answer_to(request)
    told = _told(answer)
    if not answer.is_success or told is None:
        raise _refused(url, answer, told)
    return told


def _refused(url: str, answer: Response, told: object) -> ToolError:
    said = told if isinstance(told, dict) else {}
    why = said.get("detail") or f"it answered {answer.status}"
    return ToolError(
        f"the platform at {url} did not do so: {why}",
        said.get("hint") or "check --url, and that the control token is the one of its last start",
    )


def _an_object(url: str, told: object) -> Mapping[str, object]:
    if isinstance(told, dict):
        return told
    raise ToolError(f"what answers at {url} is no platform of this tool", "check --url")


def _told(answer: Response) -> object:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _spelled(fault: Mapping[str, object]) -> str:
    paths = fault.get("paths")
    where = ", ".join(map(str, paths)) if isinstance(paths, list) else "everywhere"
    whose = [f"{name} {fault[name]}" for name in ("client_id", "code") if fault.get(name)]
    return ", ".join([f"{fault.get('fault')} at {where}", f"left: {fault.get('left')}", *whose])
