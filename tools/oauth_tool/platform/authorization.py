"""The authorization endpoint: from a request and a user's decision to a redirect (RFC 6749 4.1)."""

from dataclasses import dataclass

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.identifiers import new_timed_row_id
from oauth_tool.oauth.pkce import is_challenge
from oauth_tool.oauth.protocol_errors import (
    AccessDenied,
    InvalidRequest,
    InvalidScope,
    ProtocolError,
    UnsupportedResponseType,
)
from oauth_tool.oauth.redirect_uris import with_parameters
from oauth_tool.oauth.scopes import not_among
from oauth_tool.oauth.tokens import AuthorizationCode, new_token
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.database import NoSuchReferenceError

DENIED = "User denied access"
NOT_THERE = "Unknown or inactive client_id"


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorizationRequest:
    """The parameters of an authorization request (RFC 6749 4.1.1, RFC 7636 4.3)."""

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    code_challenge: str
    code_challenge_method: str = "S256"
    response_type: str = "code"


class UntrustedRedirect(InvalidRequest):
    """The request names no client, or no redirect URI of it: nobody may be sent anywhere."""


async def client_of(platform: Platform, request: AuthorizationRequest) -> Client:
    """Return the client that asks, once it is certain that answers go to a place of its own.

    Raises:
        UntrustedRedirect: The client is unknown or disabled, or the URI is not registered.
    """
    known = request.client_id.isprintable()  # a database may not even look for a NUL
    client = await platform.store.client(request.client_id) if known else None
    if client is None or not client.is_active:
        raise UntrustedRedirect(NOT_THERE)
    if not platform.allows_redirect(client, request.redirect_uri):
        registered = ", ".join(client.redirect_uris)
        raise UntrustedRedirect(f"Invalid redirect_uri. Must be one of: {registered}")
    return client


def check(platform: Platform, client: Client, request: AuthorizationRequest) -> None:
    """Check everything that is told to the client by a redirect.

    Raises:
        ProtocolError: The first thing that is wrong.
    """
    if request.response_type != "code":
        raise UnsupportedResponseType("Only 'code' response type is supported")
    for scope in not_among(request.scopes, platform.profile.scopes):
        raise InvalidScope(f"Invalid scope: '{scope}' is not a valid APIKeyPermission")
    if not request.scopes:
        raise InvalidScope("At least one scope is required")
    if not_among(request.scopes, client.scopes):
        allowed = ", ".join(client.scopes)
        raise InvalidScope(
            f"Application is not authorized for all requested scopes. Allowed: {allowed}"
        )
    if request.code_challenge_method != "S256" or not is_challenge(request.code_challenge):
        raise InvalidRequest("code_challenge must be an S256 challenge (RFC 7636)")


async def approve(
    platform: Platform, client: Client, request: AuthorizationRequest, user_id: str
) -> str:
    """Issue a code for the user who agreed, and return the URI that takes it to the client.

    Raises:
        UntrustedRedirect: The client has been deleted meanwhile.
    """
    now = platform.clock()
    code = AuthorizationCode(
        id=new_timed_row_id(platform.random, now),
        code=new_token("", platform.random),
        created_at=now,
        expires_at=now + platform.profile.lifetimes.code,
        client_row=client.id,
        user_id=user_id,
        scopes=request.scopes,
        redirect_uri=request.redirect_uri,
        code_challenge=request.code_challenge,
        code_challenge_method=request.code_challenge_method,
    )
    try:
        await platform.store.add_code(code)
    except NoSuchReferenceError as error:
        raise UntrustedRedirect(NOT_THERE) from error
    return with_parameters(request.redirect_uri, [("code", code.code), ("state", request.state)])


def refusal(request: AuthorizationRequest, error: ProtocolError) -> str:
    """Return the URI that takes an error to the client (RFC 6749 4.1.2.1)."""
    return with_parameters(
        request.redirect_uri,
        [
            ("error", error.error),
            ("state", request.state),
            ("error_description", error.description),
        ],
    )


def denial(request: AuthorizationRequest) -> str:
    """Return the URI that tells the client that the user said no."""
    return refusal(request, AccessDenied(DENIED))


def denial_on_the_page(request: AuthorizationRequest) -> str:
    """Return the same as AutoGPT's consent page does it, which writes the state last."""
    return with_parameters(
        request.redirect_uri,
        [
            ("error", AccessDenied.error),
            ("error_description", DENIED),
            ("state", request.state),
        ],
    )
