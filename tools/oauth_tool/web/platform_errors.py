"""Say what went wrong in the shapes that AutoGPT's clients know."""

from collections.abc import Callable, Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

from oauth_tool.oauth.protocol_errors import InvalidGrant, ProtocolError
from oauth_tool.web.errors import RefusedRequest, log_failure
from oauth_tool.web.platform_bodies import InvalidBody

API = ("/api/", "/external-api")

# As the platform sends them with every answer of its API.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-XSS-Protection": "1; mode=block",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-store, no-cache, must-revalidate, private",
    "Pragma": "no-cache",
    "Expires": "0",
}


def is_api(request: web.Request) -> bool:
    """Say whether a request is one of programs, and not for a page."""
    return request.path.startswith(API)


@web.middleware
async def autogpt_answers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every failure of the API into the platform's JSON."""
    try:
        return await handler(request)
    except (InvalidBody, ProtocolError, RefusedRequest, web.HTTPException) as error:
        if not is_api(request):
            raise
        return answer_for(request, error)
    except Exception as error:
        if not is_api(request):
            raise
        log_failure(request, error)
        return failed(request)


def answer_for(request: web.Request, error: Exception) -> web.Response:
    """Answer a request that was refused, in the platform's words."""
    kind = next(kind for kind in _ANSWERS if isinstance(error, kind))
    return _ANSWERS[kind](request, error)


def _invalid_body(request: web.Request, error: InvalidBody) -> web.Response:
    return web.json_response(
        {
            "message": f"Invalid data for {request.method} {request.path}",
            "detail": error.problems,
            "hint": "Ensure the request matches the API schema.",
        },
        status=422,
    )


def _invalid_grant(_: web.Request, error: InvalidGrant) -> web.Response:
    return detail(f"Invalid grant: {error.description}", error.status)


def _protocol_error(_: web.Request, error: ProtocolError) -> web.Response:
    return detail(error.description, error.status)


def _refused(_: web.Request, error: RefusedRequest) -> web.Response:
    return detail(error.message, error.status)


def _http_error(_: web.Request, error: web.HTTPException) -> web.Response:
    response = detail(error.reason, error.status)
    if "Allow" in error.headers:
        response.headers["Allow"] = error.headers["Allow"]
    return response


def failed(request: web.Request) -> web.Response:
    """Answer that something failed inside, without what is inside."""
    return web.json_response(
        {
            "message": f"Failed to process {request.method} {request.path}",
            "detail": "Internal error",
            "hint": "Check server logs and dependent services.",
        },
        status=500,
    )


def detail(text: str, status: int) -> web.Response:
    """Answer with the one sentence that says what is wrong."""
    return web.json_response({"detail": text}, status=status)


_ANSWERS: Mapping[type[Exception], Callable[..., web.Response]] = {
    InvalidBody: _invalid_body,
    InvalidGrant: _invalid_grant,
    ProtocolError: _protocol_error,
    RefusedRequest: _refused,
    web.HTTPException: _http_error,
}
