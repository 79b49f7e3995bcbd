"""The token endpoint (RFC 6749 3.2): authenticate the client, then let the grant decide."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidClient, UnauthorizedClient
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.platform.grants import authorization_code, refresh_token
from oauth_tool.platform.issuing import IssuedTokens
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.database import NoSuchReferenceError

Issue = Callable[[Platform, Client, Mapping[str, str]], Awaitable[IssuedTokens]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """One way to get tokens, and the parameters that it needs."""

    parameters: tuple[str, ...]
    issue: Issue


GRANTS: Mapping[str, Grant] = {
    "authorization_code": Grant(
        parameters=authorization_code.PARAMETERS, issue=authorization_code.issue
    ),
    "refresh_token": Grant(parameters=refresh_token.PARAMETERS, issue=refresh_token.issue),
}


async def issue_tokens(
    platform: Platform, grant_type: str, parameters: Mapping[str, str]
) -> IssuedTokens:
    """Answer a token request.

    Args:
        platform: The platform that is asked.
        grant_type: A key of ``GRANTS``.
        parameters: ``client_id``, ``client_secret``, and those that the grant needs.

    Raises:
        InvalidClient: The client did not authenticate.
        UnauthorizedClient: The client may not use this grant.
        InvalidGrant: The code or refresh token is not good.
    """
    client = await authenticated_client(
        platform, parameters["client_id"], Secret(parameters["client_secret"])
    )
    if grant_type not in client.grant_types:
        raise UnauthorizedClient(f"Application may not use the grant type {grant_type}")
    try:
        return await GRANTS[grant_type].issue(platform, client, parameters)
    except NoSuchReferenceError as error:  # it was deleted a moment ago
        raise InvalidClient("Invalid client_id") from error
