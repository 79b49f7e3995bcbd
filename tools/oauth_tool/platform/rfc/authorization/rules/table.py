"""The rules in the order in which they are checked: the first that is broken is told."""

from collections.abc import Callable

from oauth_tool.oauth.protocol_errors import ProtocolError
from oauth_tool.platform.rfc.authorization.asking import Asked
from oauth_tool.platform.rfc.authorization.rules import (
    client_has_grant,
    code_in_query,
    each_parameter_once,
    key_is_thumbprint,
    no_request_object,
    pkce_with_s256,
    prompt_understood,
    resources_are_places,
    scopes_allowed,
)

RULES: tuple[Callable[[Asked], None], ...] = (
    each_parameter_once.check,
    no_request_object.check,
    code_in_query.check,
    client_has_grant.check,
    pkce_with_s256.check,
    scopes_allowed.check,
    prompt_understood.check,
    resources_are_places.check,
    key_is_thumbprint.check,
)


def broken_rule(asked: Asked) -> ProtocolError | None:
    """Return what is wrong with a request, or None."""
    try:
        for check in RULES:
            check(asked)
    except ProtocolError as error:
        return error
    return None
