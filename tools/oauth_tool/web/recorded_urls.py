"""Database URLs as they may be written down: without what is secret in them."""

from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from oauth_tool.storage.opening import SQLITE, is_embedded

SECRET_PARAMETERS = frozenset({"password", "sslpassword", "passfile"})


def without_password(url: str) -> str:
    """Return a database URL without its password, wherever it stands; a file's path is absolute.

    Whoever connects later completes it as PostgreSQL's own programs do: PGPASSWORD, a password
    file, or the URL given anew.
    """
    if is_embedded(url):
        return f"{SQLITE}{quote(str(sqlite_file(url).absolute()))}"
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if pair[0].lower() not in SECRET_PARAMETERS
    ]
    netloc = f"{user.partition(':')[0]}{at}{place}"
    return urlunsplit((parts.scheme, netloc, parts.path, urlencode(query, safe="/:,"), ""))


def sqlite_file(url: str) -> Path:
    """Return the file that the URL of an SQLite store names."""
    return Path(unquote(url.removeprefix(SQLITE)))


def completed(recorded: str, given: str | None) -> str:
    """Return the recorded URL, with the password of one that was given for the same place."""
    return given if given is not None and without_password(given) == recorded else recorded
