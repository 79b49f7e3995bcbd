"""Say what went wrong as RFC 6749 5.2 and RFC 6750 3 ask for."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence

from aiohttp import web

from oauth_tool.oauth.protocol_errors import (
    InsufficientScope,
    InvalidClient,
    InvalidDpopProof,
    InvalidToken,
    ProtocolError,
    UseDpopNonce,
)
from oauth_tool.platform.rfc.jose import ALGORITHMS
from oauth_tool.platform.rfc.resource import DPOP, MissingBearer, MissingToken
from oauth_tool.web.platform_words import Words

LOG = logging.getLogger(__name__)
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
REALM = 'realm="oauth"'
CHALLENGED = frozenset({401, 403})
# RFC 6749 5.2: what an error_description may not hold. A quoted string in a header cannot either.
_NOT_SPOKEN = re.compile(r"[^\x20-\x21\x23-\x5b\x5d-\x7e]")


def refused(request: web.Request, error: ProtocolError) -> web.Response:
    """Answer a request that breaks a rule."""
    body = {"error": error.error, "error_description": _spoken(error.description)}
    response = web.json_response(body, status=error.status, headers=NO_STORE)
    if error.status in CHALLENGED:
        for challenge in _challenges(request, error):
            response.headers.add("WWW-Authenticate", challenge)
    if isinstance(error, UseDpopNonce) and error.nonce:
        response.headers["DPoP-Nonce"] = error.nonce
    return response


def failed(request: web.Request) -> web.Response:
    """Answer that something failed inside, without what is inside."""
    body = {
        "error": "server_error",
        "error_description": f"{request.method} {_spoken(request.path)} failed inside",
    }
    return web.json_response(body, status=500, headers=NO_STORE)


def unavailable(_: web.Request) -> web.Response:
    """Answer that the platform is down for a moment."""
    body = {"error": "temporarily_unavailable", "error_description": "try again in a second"}
    return web.json_response(body, status=503, headers={**NO_STORE, "Retry-After": "1"})


WORDS = Words(refused=refused, failed=failed, unavailable=unavailable)


def _challenges(request: web.Request, error: ProtocolError) -> Sequence[str]:
    """Return how to authenticate instead; two lines where there are two ways (RFC 9449 7.2)."""
    presented, _, _ = request.headers.get("Authorization", "").partition(" ")
    kind = next((kind for kind in CHALLENGES if isinstance(error, kind)), None)
    if kind is None:
        return []
    if kind in OF_TOKENS and presented.lower() == DPOP:
        return [_dpop(error)]
    return [challenge(error) for challenge in CHALLENGES[kind]]


def _basic(_: ProtocolError) -> str:
    return f'Basic {REALM}, charset="UTF-8"'


def _bearer(error: ProtocolError) -> str:
    said = f'error="{error.error}", error_description="{_spoken(error.description)}"'
    return f"Bearer {REALM}, {said}{_needed(error)}"


def _dpop(error: ProtocolError) -> str:
    return f'{_bare_dpop(error)}, error="{error.error}"{_needed(error)}'


def _needed(error: ProtocolError) -> str:
    # RFC 6750 3: by it, an app can ask for what it lacks.
    scopes = error.scopes if isinstance(error, InsufficientScope) else ()
    return f', scope="{" ".join(scopes)}"' if scopes else ""


def _bare_dpop(_: ProtocolError) -> str:
    return f'DPoP algs="{" ".join(ALGORITHMS)}"'


def _bare_bearer(_: ProtocolError) -> str:
    return f"Bearer {REALM}"


CHALLENGES: Mapping[type[ProtocolError], Sequence[Callable[[ProtocolError], str]]] = {
    InvalidClient: [_basic],
    MissingBearer: [_bare_bearer],
    MissingToken: [_bare_bearer, _bare_dpop],
    InvalidToken: [_bearer],
    InsufficientScope: [_bearer],
    InvalidDpopProof: [_dpop],
}
OF_TOKENS = frozenset({InvalidToken, InsufficientScope})


def _spoken(text: str) -> str:
    return _NOT_SPOKEN.sub("'", text)
