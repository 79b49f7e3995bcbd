"""Where a failure becomes an answer: a page for a browser, JSON for a program, nothing internal."""

import logging

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from oauth_tool.web.rendering import page
from tool_cli.errors import ToolError

LOG = logging.getLogger(__name__)
SERVER_ERROR = 500


class RefusedRequest(ToolError):
    """A request that is not served.

    Attributes:
        status: The HTTP status of the answer.
        return_url: Where the page leads that is shown instead.
    """

    def __init__(
        self, message: str, hint: str | None = None, *, status: int, return_url: str = "/"
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.return_url = return_url


def log_failure(request: web.BaseRequest, error: Exception) -> None:
    """Tell whoever runs the server why it failed: a line, or all that helps to report a defect."""
    if isinstance(error, ToolError):
        LOG.error("%s %s failed: %s", request.method, request.path, error.message)
    else:
        LOG.error("%s %s failed", request.method, request.path, exc_info=error)


def problem_pages(template: str) -> Middleware:
    """Return the middleware that answers for every failure in an application.

    Args:
        template: The page for browsers. It gets ``title``, ``message``, ``hint``, ``return_url``.
    """

    @web.middleware
    async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPRedirection:
            raise
        except Exception as error:  # noqa: BLE001 - this is the one place that answers for all
            response = _answer(request, template, _refusal(request, error))
            if isinstance(error, web.HTTPMethodNotAllowed):
                response.headers[hdrs.ALLOW] = error.headers[hdrs.ALLOW]  # RFC 9110 15.5.6
            return response

    return answered


def _refusal(request: web.Request, error: Exception) -> RefusedRequest:
    match error:
        case RefusedRequest():
            return error
        case web.HTTPException():
            return RefusedRequest(MESSAGES.get(error.status, error.reason), status=error.status)
        case ToolError():
            return RefusedRequest(error.message, error.hint, status=SERVER_ERROR)
    log_failure(request, error)
    return RefusedRequest(
        "something went wrong inside this tool",
        "the terminal that it runs in says more; please report it",
        status=SERVER_ERROR,
    )


def _answer(request: web.Request, template: str, refusal: RefusedRequest) -> web.Response:
    if "text/html" not in request.headers.get("Accept", ""):
        return web.json_response({"detail": refusal.message}, status=refusal.status)
    context = {
        "title": TITLES.get(refusal.status, "That did not work"),
        "message": _sentence(refusal.message),
        "hint": refusal.hint and _sentence(refusal.hint),
        "return_url": refusal.return_url,
    }
    return page(request, template, context, status=refusal.status)


MESSAGES = {
    404: "this server has no page at this address",
    405: "this address takes requests of another kind",
    413: "the request is too large",
}
TITLES = {
    400: "This request cannot be answered",
    403: "This request was refused",
    404: "There is nothing here",
    405: "There is nothing here",
    SERVER_ERROR: "That did not work",
}


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
