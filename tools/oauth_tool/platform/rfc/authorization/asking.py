"""Who asks, and where may the answer go? Before that is certain, nobody is sent anywhere."""

from dataclasses import dataclass

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.parameters import Parameters
from oauth_tool.oauth.protocol_errors import InvalidRequest
from oauth_tool.platform.rfc.authorization.pushed import Pushed, names_pushed, pushed_request
from oauth_tool.platform.rfc.clients import active_client
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.requested_scopes import scopes_in

SIGNING_IN = frozenset({"login", "select_account"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An authorization request of a client that is known, with an answer's place that is its own.

    Attributes:
        issuer: Who is asked.
        client: Who asks.
        redirect_uri: Where the answer goes.
        parameters: All that is asked for; unchecked until ``broken_rule`` has been asked.
        pushed: The request as it was pushed, if it was: then the browser only names it.
    """

    issuer: Issuer
    client: Client
    redirect_uri: str
    parameters: Parameters
    pushed: Pushed | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """What is asked for."""
        return scopes_in(self.parameters.one("scope"))

    @property
    def prompts(self) -> frozenset[str]:
        """What the user is to see (OpenID Connect Core 3.1.2.1)."""
        return frozenset(self.parameters.one("prompt").split())

    @property
    def wants_new_sign_in(self) -> bool:
        """Whether one that has happened does not count; no age at all is what ``login`` means."""
        ages = self.parameters.every("max_age")
        return not SIGNING_IN.isdisjoint(self.prompts) or any(int(age) == 0 for age in ages)


NOT_THERE = "the app is not known here, or disabled"
_DECISIVE = frozenset({"client_id", "redirect_uri", "request_uri"})


class UntrustedRedirect(InvalidRequest):
    """The request names no client, or no redirect URI of it: nobody may be sent anywhere."""


async def trusted(issuer: Issuer, parameters: Parameters) -> Asked:
    """Return the request, once it is certain that answers go to a place of the client's own.

    Raises:
        UntrustedRedirect: The client is unknown or disabled, or the URI is not registered.
    """
    if not _DECISIVE.isdisjoint(parameters.repeated):
        raise UntrustedRedirect("the app's request names client_id or its addresses twice")
    pushed = None
    if names_pushed(parameters):
        pushed = await pushed_request(issuer, parameters)
        if pushed is None:
            raise UntrustedRedirect("the request that the app has pushed is over, or another app's")
        parameters = pushed.parameters
    client = await active_client(issuer, parameters.one("client_id"))
    if client is None:
        raise UntrustedRedirect(NOT_THERE)
    uri = parameters.one("redirect_uri") or _only_uri(client)
    if not issuer.platform.allows_redirect(client, uri):
        raise UntrustedRedirect("the redirect URI of the request is not registered for the app")
    return Asked(
        issuer=issuer, client=client, redirect_uri=uri, parameters=parameters, pushed=pushed
    )


def _only_uri(client: Client) -> str:
    if len(client.redirect_uris) != 1:
        raise UntrustedRedirect("the app's request lacks redirect_uri, and it has several of them")
    return client.redirect_uris[0]
