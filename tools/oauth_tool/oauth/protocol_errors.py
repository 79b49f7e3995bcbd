"""One class for each error code of the protocol (RFC 6749 4.1.2.1 and 5.2, RFC 6750 3.1)."""


class ProtocolError(Exception):
    """A request that the server answers with an error code.

    Attributes:
        error: The code of the specification.
        status: The HTTP status where the error is answered directly, not by a redirect.
        description: A sentence for the developer of the client. It holds nothing secret.
    """

    error = "invalid_request"
    status = 400

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


class InvalidRequest(ProtocolError):
    """A parameter is missing, repeated or malformed."""


class InvalidClient(ProtocolError):
    """The client is unknown or did not authenticate."""

    error = "invalid_client"
    status = 401


class InvalidGrant(ProtocolError):
    """The code or refresh token is not valid, or not for this client."""

    error = "invalid_grant"


class UnauthorizedClient(ProtocolError):
    """The client may not use this grant."""

    error = "unauthorized_client"


class UnsupportedGrantType(ProtocolError):
    """The server does not know this grant."""

    error = "unsupported_grant_type"


class UnsupportedResponseType(ProtocolError):
    """The server does not know this response type."""

    error = "unsupported_response_type"


class InvalidScope(ProtocolError):
    """A scope is unknown, or the client may not have it."""

    error = "invalid_scope"


class ServerError(ProtocolError):
    """The server could not do what it was rightly asked for (RFC 6749 4.1.2.1)."""

    error = "server_error"
    status = 500


class TemporarilyUnavailable(ProtocolError):
    """The server cannot do so now (RFC 6749 4.1.2.1)."""

    error = "temporarily_unavailable"
    status = 503


class AccessDenied(ProtocolError):
    """The user said no."""

    error = "access_denied"
    status = 403


class InvalidRedirectUri(ProtocolError):
    """A client registers with a redirect URI that it may not have (RFC 7591 3.2.2)."""

    error = "invalid_redirect_uri"


class InvalidClientMetadata(ProtocolError):
    """A client registers with something else that cannot be accepted (RFC 7591 3.2.2)."""

    error = "invalid_client_metadata"


class InvalidToken(ProtocolError):
    """The access token is missing, unknown, expired or revoked (RFC 6750 3.1)."""

    error = "invalid_token"
    status = 401


class InsufficientScope(ProtocolError):
    """The access token does not carry the scope that the resource asks for (RFC 6750 3.1).

    Attributes:
        scopes: All that the resource asks for; none where the answer does not say so.
    """

    error = "insufficient_scope"
    status = 403

    def __init__(self, description: str, scopes: tuple[str, ...] = ()) -> None:
        super().__init__(description)
        self.scopes = scopes


class InvalidTarget(ProtocolError):
    """A token is asked for a place that it cannot be for (RFC 8707 2, RFC 8693 2.2.2)."""

    error = "invalid_target"


class InvalidDpopProof(ProtocolError):
    """The client has not proven that it holds its key (RFC 9449 5 and 7.1)."""

    error = "invalid_dpop_proof"

    def __init__(self, description: str, *, at_resource: bool = False) -> None:
        super().__init__(description)
        self.status = 401 if at_resource else 400


class UseDpopNonce(InvalidDpopProof):
    """The proof is to hold a value of the server's (RFC 9449 8 and 9).

    Attributes:
        nonce: That value; empty where the error is a fault that somebody asked for.
    """

    error = "use_dpop_nonce"

    def __init__(self, description: str, nonce: str = "", *, at_resource: bool = False) -> None:
        super().__init__(description, at_resource=at_resource)
        self.nonce = nonce


class AuthorizationPending(ProtocolError):
    """The user has not decided yet (RFC 8628 3.5)."""

    error = "authorization_pending"


class SlowDown(ProtocolError):
    """The device asks too often, and is to wait longer from now on (RFC 8628 3.5)."""

    error = "slow_down"


class ExpiredToken(ProtocolError):
    """The device code is over (RFC 8628 3.5)."""

    error = "expired_token"


class DeviceDenied(AccessDenied):
    """The user said no, and the device hears of it (RFC 8628 3.5)."""

    status = 400


class RequestNotSupported(ProtocolError):
    """Request objects are not understood (OpenID Connect Core 3.1.2.6)."""

    error = "request_not_supported"


class RequestUriNotSupported(ProtocolError):
    """Request objects by reference are not understood (OpenID Connect Core 3.1.2.6)."""

    error = "request_uri_not_supported"


class LoginRequired(ProtocolError):
    """The user would have to sign in, but may see no page (OpenID Connect Core 3.1.2.6)."""

    error = "login_required"


class ConsentRequired(ProtocolError):
    """The user would have to agree, but may see no page (OpenID Connect Core 3.1.2.6)."""

    error = "consent_required"
