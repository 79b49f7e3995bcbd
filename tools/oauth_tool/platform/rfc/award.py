"""For whom tokens are made."""

from dataclasses import dataclass
from datetime import datetime

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.terms import Terms


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """For whom tokens are made, and under which terms.

    Attributes:
        client: Who gets them.
        user_id: Whose account they belong to; the owner's, if the client acts for itself.
        scopes: What the access token allows.
        family_id: The grant that they descend from, or None.
        terms: Those of the access token.
        renewable: What a refresh token allows, if there is to be one.
        renewable_terms: Those of the refresh token; None for the same.
        ends_by: When the access token ends at the latest, or None.
    """

    client: Client
    user_id: str
    scopes: tuple[str, ...]
    family_id: str | None
    terms: Terms
    renewable: tuple[str, ...] | None = None
    renewable_terms: Terms | None = None
    ends_by: datetime | None = None
