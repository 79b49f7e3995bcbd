"""What a person may choose about an authorization request beyond its scopes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from oauth_tool.client.problems import StepFailed
from oauth_tool.oauth.pkce import challenge_for

Pkce = Literal["S256", "plain", "none"]
METHODS: tuple[Pkce, ...] = get_args(Pkce)
LONGEST = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """How an authorization request should differ from the usual one.

    Attributes:
        state: The state to send; empty for a fresh one.
        pkce: How the challenge is made (RFC 7636 4.2), or that there is none.
        resource: The API that the token should be for (RFC 8707), or nothing.
        extra: Further parameters; they win over the usual ones.
    """

    state: str = ""
    pkce: Pkce = "S256"
    resource: str = ""
    extra: tuple[tuple[str, str], ...] = ()


CHALLENGES: Mapping[Pkce, Callable[[str], Mapping[str, str]]] = {
    "S256": lambda verifier: {
        "code_challenge": challenge_for(verifier),
        "code_challenge_method": "S256",
    },
    "plain": lambda verifier: {"code_challenge": verifier, "code_challenge_method": "plain"},
    "none": lambda _: {},
}


def pairs_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters in a text: one a line, ``name=value``.

    Raises:
        StepFailed: A line is something else.
    """
    lines = [line.strip() for line in text[:LONGEST].splitlines() if line.strip()]
    for line in lines:
        if not line.partition("=")[0].strip() or "=" not in line:
            raise StepFailed(
                f"{line[:40]!r} is no parameter", "write one parameter a line, as name=value"
            )
    split = (line.partition("=") for line in lines)
    return tuple((name.strip(), value.strip()) for name, _, value in split)
