"""The endpoints for tokens: issue, introspect, revoke."""

from collections.abc import Mapping

from aiohttp import web

from oauth_tool.platform.rfc.access_tokens import token_type
from oauth_tool.platform.rfc.introspection import introspect
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.issuing import Issued
from oauth_tool.platform.rfc.revocation import revoke
from oauth_tool.platform.rfc.token import issue_tokens
from oauth_tool.web.json_answers import json_answer
from oauth_tool.web.rfc.messages import form_message


async def issuing(issuer: Issuer, request: web.Request) -> web.Response:
    """Issue tokens for whatever a grant takes."""
    issued = await issue_tokens(issuer, await form_message(issuer, request))
    return json_answer(_answer(issued))


async def introspecting(issuer: Issuer, request: web.Request) -> web.Response:
    """Say whether a token is alive."""
    return json_answer(await introspect(issuer, await form_message(issuer, request)))


async def revoking(issuer: Issuer, request: web.Request) -> web.Response:
    """Revoke a token.

    The body of the answer means nothing (RFC 7009 2.2), but there are clients that want JSON.
    """
    await revoke(issuer, await form_message(issuer, request))
    return json_answer({})


def _answer(issued: Issued) -> Mapping[str, object]:
    access = issued.stored.access
    refresh, id_token = issued.refresh_token, issued.id_token
    return {
        "access_token": issued.access_token.reveal(),
        "token_type": token_type(issued.stored.access_terms),
        "expires_in": int((access.expires_at - access.created_at).total_seconds()),
        "scope": " ".join(access.scopes),
        **({"refresh_token": refresh.reveal()} if refresh else {}),
        **issued.more,
        **({"id_token": id_token.reveal()} if id_token else {}),
    }
