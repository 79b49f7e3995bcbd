"""A request to an endpoint that is not for browsers, whatever carried it here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oauth_tool.oauth.parameters import Parameters


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What a client sends.

    Attributes:
        method: How it asks.
        url: Where it asks, without query.
        headers: Names in any case.
        parameters: Those of its form.
        key: The thumbprint of the key that it is known to prove (RFC 9449), or None.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    parameters: Parameters
    key: str | None = None
