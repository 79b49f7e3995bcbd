"""Read an address that a person copied from the browser: where the answer could not come itself."""

from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qsl, urlsplit

from oauth_tool.client.problems import StepFailed
from oauth_tool.oauth.redirect_uris import is_loopback

LONGEST_ADDRESS = 8192


def answer_in_pasted(text: str, redirect_uri: str) -> Mapping[str, str]:
    """Return the parameters of an authorization response that was pasted as a whole address.

    Raises:
        StepFailed: It is no address, not that of the redirect URI, or has no answer in it. The
            error quotes nothing of what stands behind the question mark.
    """
    parts, expected = _split(text.strip()), urlsplit(redirect_uri)
    if (parts.scheme, parts.netloc, parts.path) != (
        expected.scheme,
        expected.netloc,
        expected.path or parts.path,
    ):
        raise _elsewhere(parts, expected, redirect_uri)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not pairs:
        raise StepFailed(
            "the address has no answer in it",
            "copy all of it, with what stands behind the question mark",
        )
    return dict(reversed(pairs))  # of a parameter that comes twice, the first counts


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text[:LONGEST_ADDRESS])
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or not text.isprintable():
        raise StepFailed(
            "that is no address",
            "copy the whole line of the browser's address bar, from http on",
        )
    return parts


def _elsewhere(parts: SplitResult, expected: SplitResult, redirect_uri: str) -> StepFailed:
    both_here = is_loopback(parts.hostname or "") and is_loopback(expected.hostname or "")
    if both_here and (parts.port, parts.path) == (expected.port, expected.path):
        return StepFailed(
            f"the address says {parts.hostname}, the redirect URI says {expected.hostname}",
            "both lead to this machine, but they are different texts, and a platform compares"
            " texts: register and use one of them (RFC 8252 8.3 prefers 127.0.0.1)",
        )
    return StepFailed(
        f"the address is not that of the redirect URI {redirect_uri}",
        "copy the address at which the platform left the browser, after you agreed",
    )
