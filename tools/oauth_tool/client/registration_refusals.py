"""Why a server did not register, show, change or delete a client, and what to do about it."""

import json
from collections.abc import Mapping

from oauth_tool.client.answers import LONGEST_QUOTE, said_in
from oauth_tool.client.masking import Mask
from oauth_tool.client.messages import Request, Response, header
from tool_cli.errors import ToolError

UNAUTHORIZED = 401
Hints = Mapping[int, str]


class Unauthorized(ToolError):
    """The server wants a token, or does not accept the one that it got."""


def refusal(response: Response, doing: str, sent: Request, hints: Hints) -> ToolError:
    """Return the error for an answer that is no success, in the server's own words.

    Args:
        response: The answer.
        doing: What was being done, as the beginning of a sentence.
        sent: The request, whose token is never repeated, even if the server does.
        hints: What to do after a status, or a class of them such as 500.
    """
    said = said_in(response)
    answered = f"the server answered {response.status} {response.reason[:_LONGEST_REASON]}".rstrip()
    message = f"{doing} failed: {answered}"
    if said:
        message += f": {_harmless(said, sent)}"
    kind = Unauthorized if response.status == UNAUTHORIZED else ToolError
    return kind(message, _hint(response, hints))


def _hint(response: Response, hints: Hints) -> str | None:
    by_code = _HINTS_BY_CODE.get(_code_in(response))
    by_status = hints.get(response.status) or hints.get(response.status // 100 * 100)
    return by_code or by_status


def _code_in(response: Response) -> str:
    try:
        document = json.loads(response.body)
    except (ValueError, RecursionError):
        return ""
    code = document.get("error") if isinstance(document, dict) else None
    return code if isinstance(code, str) else ""


def _harmless(said: str, sent: Request) -> str:
    token = header(sent.headers, "Authorization").removeprefix("Bearer ")
    text = Mask(secrets=(token,) if token else ()).loose_text(said)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


_LONGEST_REASON = 100
# RFC 7591 3.2.2.
_HINTS_BY_CODE: Mapping[str, str] = {
    "invalid_redirect_uri": "change --redirect-uri to one that this server takes",
    "invalid_client_metadata": "change what the server names; --metadata sets every other field",
    "invalid_software_statement": "get a new software_statement from who issued it",
    "unapproved_software_statement": "ask the server's operator to approve the software_statement",
}
_HINTS: Hints = {
    300: "redirects are not followed: give the address that the server itself uses",
    403: "the server does not allow it: its operator can help",
    429: "too many requests: wait a little, then try again",
    500: "the server failed: its own log says why",
}
RFC_7591: Hints = {
    **_HINTS,
    400: "read what the server said, and change the app's metadata",
    401: "the server wants an initial access token: get one from its operator, and give it with"
    " OAUTH_TOOL_INITIAL_ACCESS_TOKEN or --initial-access-token-file",
    404: "no registration endpoint is at this address: registration may be switched off there",
    405: "no registration endpoint is at this address: check it, or use --issuer",
}
RFC_7592: Hints = {
    **_HINTS,
    400: "read what the server said, and change the app's metadata",
    401: "the registration access token is not valid any more: the app was deleted, or another"
    " program got a new token",
    404: "the server knows no such app any more, or no RFC 7592",
    405: "this server does not offer that (RFC 7592 2)",
    501: "this server does not offer that (RFC 7592 2)",
}
