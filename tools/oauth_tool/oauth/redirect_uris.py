"""Which redirect URIs a client may have, and how an answer is added to one."""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlencode, urlsplit

from tool_cli.errors import InvalidInput

MAX_LENGTH = 2048
_PRIVATE_USE = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+", re.IGNORECASE)
# What else RFC 3986 lets stand there is no name in the DNS, and means something in a policy (CSP).
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
# Plain http, which leads to this machine alone; a port, that is not a group; what comes behind it.
_AT_AN_ADDRESS = re.compile(r"http://([0-9.]+|\[[0-9a-fA-F:.]+\])(?::[1-9][0-9]*)?((?:[/?].*)?)")


def check_redirect_uri(uri: str, *, private_use_schemes: bool = False) -> None:
    """Accept an absolute https URI, or http on the machine itself (RFC 6749 3.1.2, RFC 8252 7.3).

    Args:
        uri: The URI to check.
        private_use_schemes: Whether the scheme may belong to an app on the user's device, such as
            ``com.example.app:/callback`` (RFC 8252 7.1).

    Raises:
        InvalidInput: It names the URI and the first thing that is wrong with it.
    """
    problem = problem_with(uri)
    if problem is None or (private_use_schemes and is_private_use(uri)):
        return
    raise InvalidInput(
        f"redirect URI {uri[:200]!r} {problem}",
        "use https, or http on localhost or a loopback address, such as https://app.example/callback",
    )


def problem_with(uri: str) -> str | None:
    """Return what is wrong with a redirect URI as the end of a sentence, or None."""
    return _problem_with_text(uri) or _problem_with_parts(uri)


def is_private_use(uri: str) -> bool:
    """Say whether a URI has a scheme that only one app answers to (RFC 8252 7.1, RFC 7595 3.8).

    Such a scheme is a domain name in reverse, so it has a dot; there is no host.
    """
    scheme, _, rest = uri.partition(":")
    named = _PRIVATE_USE.fullmatch(scheme) is not None
    return named and rest.startswith("/") and "#" not in rest and _problem_with_text(uri) is None


def same_but_for_loopback_port(registered: str, presented: str) -> bool:
    """Say whether two URIs differ in nothing but the port on a loopback address (RFC 8252 7.3).

    All the rest is compared to the letter. A name such as ``localhost`` is no address (8.3).
    """
    ours, theirs = _AT_AN_ADDRESS.fullmatch(registered), _AT_AN_ADDRESS.fullmatch(presented)
    if not ours or not theirs or problem_with(registered) or problem_with(presented):
        return False
    return ours.groups() == theirs.groups()


def origin_of(uri: str) -> str:
    """Return scheme, host and port of a URI, as browsers compare them (RFC 6454)."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"


def with_parameters(uri: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Add query parameters to a redirect URI, after those that it has (RFC 6749 4.1.2)."""
    separator = "?" if "?" not in uri else "" if uri.endswith(("?", "&")) else "&"
    return f"{uri}{separator}{urlencode(list(parameters))}"


def is_loopback(host: str) -> bool:
    """Say whether a host name or address always means this machine."""
    if host == "localhost":
        return True
    import ipaddress  # noqa: PLC0415 - few redirect URIs lead to an address

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _problem_with_text(uri: str) -> str | None:
    if not uri:
        return "is empty"
    if len(uri) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters"
    if not uri.isascii():
        return "has a character outside ASCII; percent-encode it"
    if not uri.isprintable() or " " in uri:
        return "has white space or a control character"
    if "\\" in uri:
        return "has a backslash"
    return None


def _problem_with_parts(uri: str) -> str | None:
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not a URI: its host or port cannot be read"
    if parts.scheme not in {"http", "https"}:
        return f"has the scheme {parts.scheme!r}" if parts.scheme else "has no scheme"
    if "#" in uri:
        return "has a fragment"
    return _problem_with_authority(parts, host or "") or _problem_with_transport(parts, host or "")


def _problem_with_authority(parts: SplitResult, host: str) -> str | None:
    if not host:
        return "has no host"
    if "@" in parts.netloc:
        return "has a user name or password in it"
    return None if _HOST.fullmatch(host) else "has a host that is neither a name nor an address"


def _problem_with_transport(parts: SplitResult, host: str) -> str | None:
    if parts.scheme == "http" and not is_loopback(host):
        return "is plain http to another machine"
    return None
