"""Step 4: call an API in the user's name, with the access token as bearer (RFC 6750 2.1)."""

from oauth_tool.client.answers import Document, document_of
from oauth_tool.client.app import Server
from oauth_tool.client.messages import Request, Response
from oauth_tool.oauth.credentials import Secret


def resource_request(server: Server, access_token: Secret) -> Request:
    """Return the request for the profile's protected resource."""
    return Request(
        method="GET",
        url=server.url("resource"),
        headers=(
            ("Accept", "application/json"),
            ("Authorization", f"Bearer {access_token.reveal()}"),
        ),
    )


def resource_in(response: Response) -> Document:
    """Return what the API answered.

    Raises:
        StepFailed: The API refused, or did not answer with a JSON object.
    """
    return document_of(response, "calling the API")
