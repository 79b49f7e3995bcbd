"""What a server made of a request about a client, and where the next one may go."""

from dataclasses import dataclass

from oauth_tool.client.answers import LONGEST_QUOTE
from oauth_tool.client.client_registration import Metadata, RegisteredClient
from oauth_tool.client.endpoint_urls import problem_with_endpoint, same_origin
from oauth_tool.client.kept_credentials import Credentials
from oauth_tool.client.metadata_differences import differences
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.redirect_uris import origin_of
from tool_cli.errors import ToolError


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of it.

    Attributes:
        credentials: What the client has now.
        metadata: All that the server registered.
        differences: Where that is not what was asked for, a sentence each.
    """

    credentials: Credentials
    metadata: Metadata
    differences: tuple[str, ...] = ()


def outcome_of(
    credentials: Credentials, client: RegisteredClient, asked: Metadata | None = None
) -> Outcome:
    """Return the credentials and metadata after an answer, and where it differs from a request."""
    return Outcome(
        credentials=credentials.renewed_by(client),
        metadata=client.metadata,
        differences=differences(asked or {}, client.metadata),
    )


def management_of(credentials: Credentials, *, allow_http: bool) -> tuple[str, Secret]:
    """Return where the requests of RFC 7592 go, and the token that goes there and nowhere else.

    Raises:
        ToolError: The server gave none, or an address that nothing may be sent to.
    """
    uri, token = credentials.registration_client_uri, credentials.registration_access_token
    problem = problem_with_management(credentials, allow_http=allow_http)
    if problem or uri is None or token is None:
        raise ToolError(
            f"the app {credentials.client_id} cannot be managed from here: {problem}",
            "nothing was sent; the server's operator can change or delete the app",
        )
    return uri, token


def problem_with_management(credentials: Credentials, *, allow_http: bool) -> str | None:
    """Return why no request of RFC 7592 can be sent for a client, or None."""
    uri = credentials.registration_client_uri
    if uri is None or credentials.registration_access_token is None:
        return "the server gave it no registration access token and address (RFC 7592)"
    home = origin_of(credentials.registration_endpoint)
    problem = problem_with_endpoint(uri, allow_http=allow_http)
    if problem is None and not same_origin(uri, home):
        problem = f"is not at {home}, where it was registered"
    return problem and f"its registration_client_uri {uri[:LONGEST_QUOTE]!r} {problem}"
