"""Read what a server answered: a JSON object, or one of the many shapes of an error."""

import json
from collections.abc import Mapping
from typing import Any

from oauth_tool.client.messages import Response
from oauth_tool.client.problems import StepFailed

LONGEST_QUOTE = 300

Document = Mapping[str, Any]


def document_of(response: Response, doing: str) -> Document:
    """Return the JSON object of a successful answer.

    Args:
        response: The answer.
        doing: What was being done, as the beginning of a sentence: "exchanging the code".

    Raises:
        StepFailed: The answer is an error, or no JSON object.
    """
    document = object_in(response.body)
    if not response.is_success:
        raise refusal(response, doing)
    if document is None:
        raise StepFailed(
            f"{doing} failed: the answer is not a JSON object",
            "check that the address is that of the backend, not of a web page",
            said=_quoted(response.body),
        )
    return document


def refusal(response: Response, doing: str) -> StepFailed:
    """Return the failure that an error answer stands for, in the server's own words."""
    return StepFailed(
        f"{doing} failed: the server answered {response.status} {response.reason}".rstrip(),
        hint_for(response.status),
        said=said_in(response),
    )


def said_in(response: Response) -> str | None:
    """Return what an error answer says: an RFC 6749 error, a ``detail``, or its text."""
    document = object_in(response.body)
    if document is None:
        return _quoted(response.body)
    if error := document.get("error"):
        return _joined(error, document.get("error_description"))
    return _said_in_detail(document) or _quoted(response.body)


def hint_for(status: int) -> str | None:
    """Return what to try after an error status, as far as the status tells."""
    exact = HINTS.get(status)
    return exact or HINTS.get(status // 100 * 100)


HINTS: Mapping[int, str] = {
    300: "redirects are not followed here: check the scheme and the host of the backend's address",
    400: "read what the server said, then start again from step 1 with a fresh code",
    401: "check the client id, the secret and the token; one that was revoked or has expired stays"
    " refused",
    403: "the token does not carry the scope for this: start again and tick it",
    404: "nothing is at this address: check the backend's URL",
    405: "this address does not take such a request: check the backend's URL",
    422: "the server could not read the request: it may speak another dialect than this profile",
    429: "too many requests: wait a little, then try again",
    500: "the server failed: its own log says why",
}


def object_in(body: bytes) -> Document | None:
    """Return the JSON object in a body, None if there is none."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _said_in_detail(document: Document) -> str | None:
    detail = document.get("detail")
    if isinstance(detail, list):
        return "; ".join(_validation_problem(problem) for problem in detail) or None
    return _joined(document.get("message"), detail)


def _validation_problem(problem: object) -> str:
    if not isinstance(problem, dict):
        return str(problem)
    place = problem.get("loc")
    where = ".".join(str(part) for part in place) if isinstance(place, list) else ""
    return f"{where}: {problem.get('msg', 'is not valid')}".removeprefix(": ")


def _joined(*parts: object) -> str | None:
    return ": ".join(str(part) for part in parts if part) or None


def _quoted(body: bytes) -> str | None:
    text = " ".join(body.decode(errors="replace").split())
    return text[:LONGEST_QUOTE] or None
