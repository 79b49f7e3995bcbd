"""Which authorities this machine trusts is read by who connects over TLS, not by each server.

aiohttp makes two contexts for TLS as soon as it is imported, and OpenSSL takes a fortieth of a
second to read the machine's certificates for each: a sixth of the time that a platform takes to
start, which connects to nobody.
"""

import ssl
from functools import cache


def import_aiohttp() -> None:
    """Import aiohttp with contexts that trust nobody; ``trusted`` is there for who connects.

    It is for a process that belongs to this tool: others may count on aiohttp's own contexts.
    """
    read = ssl.SSLContext.set_default_verify_paths
    ssl.SSLContext.set_default_verify_paths = _read_nothing  # type: ignore[method-assign] # until it is imported
    try:
        import aiohttp  # noqa: F401, PLC0415 - it is what this is about
    finally:
        ssl.SSLContext.set_default_verify_paths = read  # type: ignore[method-assign] # as before


@cache
def trusted() -> ssl.SSLContext:
    """Return the context for connections to servers that this machine trusts."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _read_nothing(self: ssl.SSLContext) -> None:
    pass
