"""The keys that every process of a platform shares, made by whichever comes first.

Whoever can read the database can act for its users anyway; the keys add nothing to that.
"""

import json
from dataclasses import dataclass, field

from oauth_tool.oauth.credentials import RandomBytes, Secret, random_text
from oauth_tool.storage.state import State

NAME = "keys"
KEY_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """What is signed with.

    Attributes:
        user_tokens: The key of users' JSON Web Tokens.
        browsers: The key of sign-in cookies and of the tokens in forms.
    """

    user_tokens: Secret
    browsers: bytes = field(repr=False)


async def shared_keys(state: State, random: RandomBytes) -> Keys:
    """Return the keys that are kept, or make them."""
    kept = await state.read(NAME)
    while kept is None:
        made = {name: random_text("", KEY_BYTES, random) for name in ("user_tokens", "browsers")}
        await state.replace(NAME, None, json.dumps(made))
        kept = await state.read(NAME)
    told = json.loads(kept.value)
    return Keys(user_tokens=Secret(told["user_tokens"]), browsers=told["browsers"].encode())
