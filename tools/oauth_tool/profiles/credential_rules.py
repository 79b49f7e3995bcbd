"""What a platform's identifiers, secrets and tokens look like."""

from dataclasses import dataclass

from oauth_tool.oauth.credentials import ScryptCost
from oauth_tool.profiles.shipped import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialRules:
    """How client identifiers, secrets and tokens look, and what hashing a secret costs."""

    client_id_prefix: str
    client_secret_prefix: str
    access_token_prefix: str
    refresh_token_prefix: str
    scrypt: ScryptCost


def credential_rules_from(document: Document) -> CredentialRules:
    """Return the rules in a profile's document, whose shape has been checked."""
    rules = document["credentials"]
    return CredentialRules(**{**rules, "scrypt": ScryptCost(**rules["scrypt"])})
