"""The introspection endpoint (RFC 7662): is this token of mine alive, and what does it allow?"""

from oauth_tool.platform.lookup import FoundToken, TokenQuestion, found_token
from oauth_tool.platform.platform import Platform


async def introspect(platform: Platform, question: TokenQuestion) -> FoundToken | None:
    """Return the token if it is live and the client's own, else None.

    Raises:
        InvalidClient: The client did not authenticate.
    """
    found = await found_token(platform, question)
    return found if found and found.token.is_live(platform.clock()) else None
