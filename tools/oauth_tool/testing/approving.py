"""Let a user agree to an authorization request without a browser: one entry for each wire."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from oauth_tool.oauth.parameters import Parameters, read_parameters
from oauth_tool.oauth.scopes import parse_scope
from oauth_tool.platform import authorization
from oauth_tool.platform.authorization import AuthorizationRequest
from oauth_tool.platform.rfc.authorization.answering import approval
from oauth_tool.platform.rfc.authorization.asking import UntrustedRedirect, trusted
from oauth_tool.platform.rfc.authorization.rules.table import broken_rule
from oauth_tool.web.platform_running import Running
from oauth_tool.web.rfc.installing import issuers_of


async def approved(running: Running, authorization_url: str, user_id: str) -> str:
    """Return where the browser goes once a user has agreed to a request.

    Raises:
        ProtocolError: The platform does not even ask the user.
    """
    return await APPROVALS[running.platform.profile.wire](running, authorization_url, user_id)


async def _in_autogpt(running: Running, url: str, user_id: str) -> str:
    platform = running.platform
    asked = _autogpt_request(read_parameters(urlsplit(url).query))
    client = await authorization.client_of(platform, asked)
    authorization.check(platform, client, asked)
    return await authorization.approve(platform, client, asked, user_id)


async def _in_rfc(running: Running, url: str, user_id: str) -> str:
    parts = urlsplit(url)
    platform = running.platform
    path = parts.path.removesuffix(platform.profile.endpoints.authorization.path)
    issuers = issuers_of(platform, running.origin)
    issuer = next((one for one in issuers if one.path == path), None)
    if issuer is None:
        raise UntrustedRedirect("this is not the authorization endpoint of an issuer")
    asked = await trusted(issuer, read_parameters(parts.query))
    broken = broken_rule(asked)
    if broken:
        raise broken
    return await approval(asked, user_id, platform.clock())


def _autogpt_request(given: Parameters) -> AuthorizationRequest:
    return AuthorizationRequest(
        client_id=given.one("client_id"),
        redirect_uri=given.one("redirect_uri"),
        scopes=parse_scope(given.one("scope")),
        state=given.one("state"),
        code_challenge=given.one("code_challenge"),
        code_challenge_method=given.one("code_challenge_method") or "S256",
        response_type=given.one("response_type") or "code",
    )


APPROVALS: Mapping[str, Callable[[Running, str, str], Awaitable[str]]] = {
    "autogpt": _in_autogpt,
    "rfc": _in_rfc,
}
