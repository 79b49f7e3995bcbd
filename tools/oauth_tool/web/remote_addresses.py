"""Where a real platform is: addresses from the command line, checked, and tried."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from tool_cli.errors import InvalidInput

PATIENCE_SECONDS = 2
DEFAULT_PORTS = {"http": 80, "https": 443}


def checked_address(url: str, option: str) -> str:
    """Return a base URL without a slash at its end.

    Raises:
        InvalidInput: It is no absolute http or https URL, or has more than a path.
    """
    try:
        parts = urlsplit(url)
        is_address = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        parts, is_address = urlsplit(""), False
    has_extras = "@" in parts.netloc or "?" in url or "#" in url
    if not is_address or parts.scheme not in DEFAULT_PORTS or has_extras or not url.isprintable():
        raise InvalidInput(
            f"{option} is not the address of a server: {url[:200]!r}",
            "write it like https://platform.example or http://localhost:8006",
        )
    return url.rstrip("/")


async def silent_ones(addresses: Mapping[str, str]) -> list[str]:
    """Return those addresses at which nothing accepts a connection."""
    urls = list(dict.fromkeys(addresses.values()))
    answers = await asyncio.gather(*map(_accepts_connections, urls))
    return [url for url, accepts in zip(urls, answers, strict=True) if not accepts]


async def _accepts_connections(url: str) -> bool:
    parts = urlsplit(url)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            _, writer = await asyncio.open_connection(
                parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme]
            )
    except OSError:  # TimeoutError is one
        return False
    writer.close()
    return True
