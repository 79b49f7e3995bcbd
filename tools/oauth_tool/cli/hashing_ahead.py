"""Begin with an app's secret before everything else is imported: hashing it takes the longest."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from oauth_tool.profiles.credential_rules import credential_rules_from
from oauth_tool.profiles.resolving import resolved_document
from oauth_tool.registering.new_secret import NewSecret

# Options that have the secrets made elsewhere, or none.
WITHOUT = ("is_public", "apps_file", "registration_endpoint", "issuer")


def hashing_ahead(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its ``profile``, and a ``new_secret`` that is being hashed if it needs one.

    Put it above the other options of the command, which import what they need when they are read.
    """

    @wraps(function)
    def with_secret(*, profile_name: str, **others: Any) -> Any:  # noqa: ANN401 - whatever the command takes and returns
        document = resolved_document(profile_name)
        is_needed = not any(others[option] for option in WITHOUT)
        new_secret = NewSecret(credential_rules_from(document)) if is_needed else None
        from oauth_tool.profiles.building import profile_from  # noqa: PLC0415 - the scrypt runs now

        return function(profile=profile_from(document), new_secret=new_secret, **others)

    return with_secret
