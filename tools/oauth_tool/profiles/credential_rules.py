"""What a platform's identifiers, secrets and tokens look like."""

from dataclasses import dataclass

from oauth_tool.oauth.credentials import ScryptCost
from oauth_tool.profiles.shipped import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialRules:
    """How client identifiers, secrets and tokens look, and what hashing a secret costs.

    Attributes:
        client_id_prefix: What client identifiers begin with; so with the other prefixes.
        client_secret_prefix: The same for client secrets.
        access_token_prefix: The same for access tokens that are opaque.
        refresh_token_prefix: The same for refresh tokens.
        scrypt: What hashing a secret costs.
        access_token_format: ``opaque``, or ``jwt`` (RFC 9068) on the standard wire.
        signing_algorithm: What signed tokens are signed with on the standard wire (RFC 7518 3.1,
            RFC 9864 2.2).
    """

    client_id_prefix: str
    client_secret_prefix: str
    access_token_prefix: str
    refresh_token_prefix: str
    scrypt: ScryptCost
    access_token_format: str = "opaque"  # noqa: S105 - how tokens look, not one of them
    signing_algorithm: str = "RS256"


def credential_rules_from(document: Document) -> CredentialRules:
    """Return the rules in a profile's document, whose shape has been checked."""
    rules = document["credentials"]
    return CredentialRules(**{**rules, "scrypt": ScryptCost(**rules["scrypt"])})
