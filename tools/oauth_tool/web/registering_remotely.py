"""Register an app with a server that registers clients itself (RFC 7591)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from oauth_tool.client import client_registration as wire
from oauth_tool.client.client_registration import Metadata
from oauth_tool.client.credential_file import reserved
from oauth_tool.client.endpoint_urls import problem_with_endpoint
from oauth_tool.client.kept_credentials import Credentials
from oauth_tool.client.registration_outcome import Outcome, management_of, outcome_of
from oauth_tool.client.steps import Step
from oauth_tool.oauth.credentials import Secret
from oauth_tool.web.asking import Seen, answer_to, unseen
from oauth_tool.web.discovering import discover
from tool_cli.errors import InvalidInput, ToolError


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where to register.

    Attributes:
        registration_endpoint: The endpoint itself, or None to find it.
        issuer: The server whose metadata names the endpoint, or None.
        initial_access_token: What the server wants to see first, if it does.
        allow_http: Whether plain http may go to another machine.
    """

    registration_endpoint: str | None = None
    issuer: str | None = None
    initial_access_token: Secret | None = field(default=None, repr=False)
    allow_http: bool = False


async def register(
    target: Target, metadata: Metadata, file: Path | None = None, seen: Seen = unseen
) -> Outcome:
    """Register an app, and put its credentials into a new file, if one is named.

    ``seen`` is told of the exchange that registers it.

    Raises:
        Unauthorized: The server wants an initial access token, or another one.
        ToolError: It refused, or cannot be reached; or the file exists or cannot be written.
    """
    if file is None:
        return await _registered(target, metadata, lambda _: None, seen)
    with reserved(file) as fill:
        return await _registered(target, metadata, fill, seen)


async def _registered(
    target: Target, metadata: Metadata, save: Callable[[Credentials], None], seen: Seen
) -> Outcome:
    endpoint = await _endpoint_of(target)
    request = wire.registration_request(endpoint, metadata, target.initial_access_token)
    client = wire.registered_in(await answer_to(request, Step.REGISTRATION, seen), request)
    nothing_yet = Credentials(
        client_id=client.client_id, registration_endpoint=endpoint, issuer=target.issuer
    )
    outcome = outcome_of(nothing_yet, client, metadata)
    try:
        save(outcome.credentials)
    except ToolError as error:
        raise await _taken_back(outcome.credentials, error, target) from error
    return outcome


async def _taken_back(credentials: Credentials, error: ToolError, target: Target) -> ToolError:
    """Delete a client whose credentials could not be kept, and return the error that says so."""
    try:
        uri, token = management_of(credentials, allow_http=target.allow_http)
        request = wire.deletion_request(uri, token)
        wire.require_deleted(await answer_to(request), request)
    except ToolError:
        left = f"the server keeps the app {credentials.client_id}, whose credentials are lost"
        return ToolError(f"{error.message}; {left}", "ask its operator to delete it")
    return ToolError(f"{error.message}; the app was deleted at the server again", error.hint)


async def _endpoint_of(target: Target) -> str:
    if target.registration_endpoint is not None:
        endpoint = target.registration_endpoint
        if problem := problem_with_endpoint(endpoint, allow_http=target.allow_http):
            raise InvalidInput(
                f"the registration endpoint {endpoint[:200]!r} {problem}",
                "give its https URL; --allow-http lets plain http through",
            )
        return endpoint
    server = await discover(target.issuer or "", allow_http=target.allow_http)
    if server.endpoints.registration_endpoint is None:
        raise ToolError(
            f"the server {server.issuer} names no registration endpoint",
            "it offers no dynamic registration, or only at an address to give with"
            " --registration-endpoint",
        )
    return server.endpoints.registration_endpoint
