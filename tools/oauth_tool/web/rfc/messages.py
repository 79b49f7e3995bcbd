"""From an HTTP request to what a client says."""

from aiohttp import web

from oauth_tool.oauth.parameters import Parameters, read_parameters
from oauth_tool.oauth.protocol_errors import InvalidDpopProof, InvalidRequest
from oauth_tool.platform.rfc.dpop.proof import HEADER
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message

FORM = "application/x-www-form-urlencoded"


async def form_message(issuer: Issuer, request: web.Request) -> Message:
    """Return the message that a form carries.

    Raises:
        InvalidRequest: Parameters stand in the URI, or the body is no form.
    """
    return _message(issuer, request, await form_parameters(request))


async def form_parameters(request: web.Request) -> Parameters:
    """Return the parameters in a form.

    Raises:
        InvalidRequest: Parameters stand in the URI, where logs find secrets (RFC 6749 2.3.1), or
            the body is no form.
    """
    if request.query_string:
        raise InvalidRequest("parameters belong into the body, not into the URI")
    if request.content_type != FORM:
        raise InvalidRequest(f"the body must be {FORM}")
    try:
        text = (await request.read()).decode("ascii")
    except UnicodeDecodeError as error:
        raise InvalidRequest("the body is not form-encoded") from error
    return read_parameters(text)


async def query_message(issuer: Issuer, request: web.Request) -> Message:
    """Return the message of a request without a body.

    Raises:
        InvalidRequest: Its query cannot be read.
    """
    return _message(issuer, request, read_parameters(query_of(request)))


def query_of(request: web.Request) -> str:
    """Return a query as it was sent. What aiohttp calls so is decoded, and would be so twice."""
    return request.rel_url.raw_query_string


def _message(issuer: Issuer, request: web.Request, parameters: Parameters) -> Message:
    if len(request.headers.getall(HEADER, [])) > 1:
        raise InvalidDpopProof("there is more than one DPoP header")
    return Message(
        method=request.method,
        url=f"{issuer.origin}{request.path}",
        headers=request.headers,
        parameters=parameters,
    )
