"""``prompt`` and ``max_age`` make sense (OpenID Connect Core 3.1.2.1)."""

from oauth_tool.oauth.protocol_errors import InvalidRequest
from oauth_tool.platform.rfc.authorization.asking import Asked

PROMPTS = frozenset({"none", "login", "consent", "select_account"})
LONGEST = 9


def check(asked: Asked) -> None:
    """Refuse unknown prompts, ``none`` beside others, and an age that is no number of seconds."""
    if not asked.prompts <= PROMPTS:
        raise InvalidRequest("prompt has an unknown value")
    if "none" in asked.prompts and len(asked.prompts) > 1:
        raise InvalidRequest("prompt none does not go with other values")
    age = asked.parameters.one("max_age")
    if age and not (age.isascii() and age.isdecimal() and len(age) <= LONGEST):
        raise InvalidRequest("max_age is not a number of seconds")
