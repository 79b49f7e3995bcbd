"""What the judge sees of one exchange: the parts that rules are about, already taken apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Members = Mapping[str, object]


class Kind(StrEnum):
    """What an exchange was for."""

    AUTHORIZATION_REQUEST = "authorization request"
    AUTHORIZATION_RESPONSE = "authorization response"
    TOKEN = "token"  # noqa: S105 - a kind of request
    RESOURCE = "resource"
    INTROSPECTION = "introspection"
    REVOCATION = "revocation"
    SETUP_REQUEST = "setup request"
    SETUP_RESPONSE = "setup response"
    DISCOVERY = "discovery"
    REGISTRATION = "registration"
    KEYS = "keys"


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One exchange. It holds secrets, so its ``repr`` holds little.

    Attributes:
        kind: What it was for.
        url: Where the request went.
        query: The parameters in that URL.
        parameters: The parameters in the request's body.
        status: That of the answer; None if a browser carried it, or nothing came.
        headers: Those of the answer, their names in lower case.
        document: The JSON object in the answer; None if there is none.
        asked_scopes: What the authorization request of this walk asked for.
        is_wrong_on_purpose: Whether the request was made to be refused.
    """

    kind: Kind
    url: str = field(repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Members = field(default_factory=dict, repr=False)
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    document: Members | None = field(default=None, repr=False)
    asked_scopes: tuple[str, ...] = ()
    is_wrong_on_purpose: bool = False

    @property
    def is_success(self) -> bool:
        """Whether it was answered with success."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110 15.3

    @property
    def is_error(self) -> bool:
        """Whether it was answered with an error of the client or the server."""
        return self.status is not None and self.status >= 400  # noqa: PLR2004 - RFC 9110 15.5

    @property
    def members(self) -> Members:
        """The members of the answer; none if it is no JSON object."""
        return self.document or {}
