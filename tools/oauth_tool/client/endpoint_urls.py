"""Which addresses a server may name, or a person may give, for requests that carry secrets."""

from urllib.parse import urlsplit

from oauth_tool.oauth.redirect_uris import is_loopback, origin_of, problem_with

_PLAIN = "http://"


def problem_with_endpoint(url: object, *, allow_http: bool = False) -> str | None:
    """Return what is wrong with an endpoint's URL as the end of a sentence, or None.

    It must be https, or http on this machine. Nothing else is ever opened: no ``javascript:``,
    no file, no user name in front of the host.

    Args:
        url: What was given; anything, where it comes from a server.
        allow_http: Whether plain http may go to another machine, such as in a container network.
    """
    if not isinstance(url, str):
        return "is no text"
    if allow_http and url.lower().startswith(_PLAIN):
        return problem_with(f"https://{url[len(_PLAIN) :]}")
    return problem_with(url)


def leads_home(url: str, named_by: str) -> bool:
    """Say whether a server elsewhere names an address on this machine: nothing good asks there.

    Both URLs were found to be in order before.
    """
    return _is_here(url) and not _is_here(named_by)


def same_origin(url: str, other: str) -> bool:
    """Say whether two URLs in order have the same scheme, host and port."""
    return origin_of(url.lower()) == origin_of(other.lower())


def _is_here(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname or "")
