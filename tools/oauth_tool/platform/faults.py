"""Faults on request: which answer goes wrong, how, how often, and for whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from oauth_tool.oauth import protocol_errors
from oauth_tool.oauth.protocol_errors import ProtocolError
from oauth_tool.profiles.profile import Profile
from tool_cli.errors import InvalidInput

PROTOCOL_ERRORS: Mapping[str, type[ProtocolError]] = {
    kind.error: kind
    for kind in vars(protocol_errors).values()
    if isinstance(kind, type) and issubclass(kind, ProtocolError) and kind is not ProtocolError
}


def _sentence(error: type[ProtocolError]) -> str:
    spoken = (error.__doc__ or "this error of the protocol.").partition("\n")[0].rstrip(".")
    return f"{spoken[:1].lower()}{spoken[1:]}"


OTHER_KINDS: Mapping[str, str] = {
    "500": "the endpoint fails inside",
    "503": "the platform is down for a moment",
    "slow": "a good answer, after a delay",
    "truncated_json": "a good status, and half of the body",
    "malformed_json": "a good status, and a body that is no JSON",
    "wrong_content_type": "a good body that is said to be plain text",
    "dropped_connection": "no answer: the connection ends",
    "missing_state": "the redirect to the app has no state",
}
WRONG_ISSUER = "https://wrong-issuer.example"
# Where the platform signs what it says, it can say it wrong.
TOKEN_KINDS: Mapping[str, str] = {
    "wrong_kid": "a signed answer names a key that nobody publishes",
    "expired_jwt": "a signed answer has expired",
    "not_yet_valid_jwt": "a signed answer is not valid yet",
    "wrong_issuer": "an answer is of another issuer",
    "wrong_audience": "a signed answer is for somebody else",
}
KINDS = (*PROTOCOL_ERRORS, *OTHER_KINDS)
# The words of the specifications, where they could be taken for something else.
PLAINER: Mapping[str, str] = {
    "access_denied": "the user said no (RFC 6749 4.1.2.1)",
    "expired_token": "the device code is over (RFC 8628 3.5); a token that has expired is"
    " expired_jwt",
}
MEANINGS: Mapping[str, str] = {
    **{kind: _sentence(error) for kind, error in PROTOCOL_ERRORS.items()},
    **PLAINER,
    **OTHER_KINDS,
    **{kind: f"{meaning} (rfc profile)" for kind, meaning in TOKEN_KINDS.items()},
}
KINDS_OF_WIRE: Mapping[str, tuple[str, ...]] = {
    "autogpt": KINDS,
    "rfc": (*KINDS, *TOKEN_KINDS),
}
# The page asks, and the endpoint behind it answers: a fault of the one is a fault of the other.
BESIDE_THE_PAGE = "/api/oauth/authorize"
ANY = "any"
LONGEST_DELAY = 600.0
LONGEST_COUNT = 6
DEFAULT_DELAY = 5.0
CODE = "code="
_SPELLED = re.compile(r"([a-z0-9_]+)@([^:@\s]+)(?::(once|always|[0-9]{1,6}))?(?::([!-~]{1,200}))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault.

    Attributes:
        kind: One of ``KINDS_OF_WIRE``.
        paths: The paths that it strikes, and what lies below them; none is all of them.
        times: How often it does so; None is always.
        client_id: The one client that it strikes, or None for all.
        code: The one authorization code that it strikes when it is redeemed, or None for all.
        delay: How many seconds a slow answer takes.
    """

    kind: str
    paths: tuple[str, ...]
    times: int | None = 1
    client_id: str | None = None
    code: str | None = field(default=None, repr=False)
    delay: float = DEFAULT_DELAY

    @property
    def chooses(self) -> bool:
        """Whether it strikes some requests only, of all to its paths."""
        return self.client_id is not None or self.code is not None

    def strikes(self, path: str) -> bool:
        """Say whether it is about this path."""
        return not self.paths or any(
            path == one or path.startswith(f"{one.rstrip('/')}/") for one in self.paths
        )


def new_fault(
    profile: Profile,
    kind: str,
    endpoint: str,
    *,
    times: str | int = "once",
    client_id: str | None = None,
    code: str | None = None,
    delay: float = DEFAULT_DELAY,
) -> Fault:
    """Return a fault as a person asks for it.

    Args:
        profile: Its endpoints have the names that a person uses.
        kind: One of ``KINDS_OF_WIRE``.
        endpoint: ``token``, ``resource`` and so on, ``any``, or a path.
        times: ``once``, ``always`` or a number.
        client_id: For this client only.
        code: For this authorization code only.
        delay: How many seconds a slow answer takes.

    Raises:
        InvalidInput: It says what is unknown, and what is known.
    """
    kinds = KINDS_OF_WIRE[profile.wire]
    if kind not in kinds:
        raise InvalidInput(f"there is no fault {kind[:40]!r}", f"choose one of {', '.join(kinds)}")
    if not 0 <= delay <= LONGEST_DELAY:
        raise InvalidInput(f"a slow answer takes at most {LONGEST_DELAY:g} seconds")
    return Fault(
        kind=kind,
        paths=_paths(profile, endpoint),
        times=_times(times),
        client_id=client_id,
        code=code,
        delay=delay,
    )


def read_fault(profile: Profile, text: str) -> Fault:
    """Return the fault that a text spells: ``KIND@ENDPOINT[:TIMES][:CLIENT_ID|:code=CODE]``.

    Raises:
        InvalidInput: It spells none.
    """
    spelled = _SPELLED.fullmatch(text)
    if spelled is None:
        raise InvalidInput(
            f"{text[:60]!r} is no fault", "write KIND@ENDPOINT[:TIMES], such as 503@token:2"
        )
    kind, endpoint, times, whose = spelled.groups()
    one_code = whose.removeprefix(CODE) if whose and whose.startswith(CODE) else None
    return new_fault(
        profile,
        kind,
        endpoint,
        times=times or "once",
        client_id=None if one_code else whose,
        code=one_code,
    )


def _paths(profile: Profile, endpoint: str) -> tuple[str, ...]:
    if endpoint == ANY:
        return ()
    if endpoint.startswith("/"):
        return (endpoint,)
    names = type(profile.endpoints).__slots__
    if endpoint not in names:
        raise InvalidInput(
            f"there is no endpoint {endpoint[:40]!r}",
            f"choose one of {', '.join((*names, ANY))}, or write a path",
        )
    path: str = getattr(profile.endpoints, endpoint).path
    return (path, BESIDE_THE_PAGE) if endpoint == "authorization" else (path,)


def _times(times: str | int) -> int | None:
    if times == "always":
        return None
    spelled = "1" if times == "once" else str(times)
    count = int(spelled) if spelled.isdecimal() and len(spelled) <= LONGEST_COUNT else 0
    if count < 1:
        raise InvalidInput("a fault happens once, always, or a number of times")
    return count
