"""One issuer of the platform (RFC 8414 2): a name, a URL, and codes and tokens of its own."""

from dataclasses import dataclass

from oauth_tool.platform.platform import Platform

FOLDER = "/issuers/"
ROOT = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Issuer:
    """An authorization server. Several share users and clients, but neither codes nor tokens.

    Attributes:
        platform: Its users, clients and clock.
        origin: Scheme, host and port.
        name: What is below ``/issuers/``; empty for the issuer at the root.
    """

    platform: Platform
    origin: str
    name: str = ROOT

    @property
    def path(self) -> str:
        """What the paths of all its endpoints begin with."""
        return f"{FOLDER}{self.name}" if self.name else ""

    @property
    def url(self) -> str:
        """Its identifier, compared character by character (RFC 9207 2.4)."""
        return f"{self.origin}{self.path}"


def below_issuer(path: str) -> str:
    """Return what a path is below its issuer, whichever that is."""
    if not path.startswith(FOLDER):
        return path
    _, slash, rest = path.removeprefix(FOLDER).partition("/")
    return f"{slash}{rest}"
