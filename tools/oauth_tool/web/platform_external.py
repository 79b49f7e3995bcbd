"""The external API that apps call with the tokens they got: one row a resource."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from oauth_tool.oauth.users import User
from oauth_tool.platform import samples
from oauth_tool.platform.resource import user_with
from oauth_tool.platform.samples import Asked, Sample
from oauth_tool.web.platform_bodies import Body, read_object
from oauth_tool.web.platform_endpoints import PLATFORM

BEARER = "bearer "


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """One resource of the external API.

    Attributes:
        method: How it is asked.
        path: Below ``/external-api/v1``.
        scope: What the credential must allow.
        answer: What it says.
        status: With which status it says so.
    """

    method: str
    path: str
    scope: str
    answer: Callable[[Asked], Sample]
    status: int = HTTPStatus.OK


def _me(asked: Asked) -> Sample:
    user = asked.user
    return {"id": user.id, "name": user.name, "email": user.email, "timezone": user.timezone}


RESOURCES = (
    Resource(method="GET", path="/me", scope="IDENTITY", answer=_me),
    Resource(method="GET", path="/blocks", scope="READ_BLOCK", answer=samples.blocks),
    Resource(
        method="POST",
        path="/blocks/{block_id}/execute",
        scope="EXECUTE_BLOCK",
        answer=samples.block_output,
    ),
    Resource(
        method="POST",
        path="/graphs/{graph_id}/execute/{version:[0-9]{1,9}}",
        scope="EXECUTE_GRAPH",
        answer=samples.execution,
    ),
    Resource(
        method="GET",
        path="/graphs/{graph_id}/executions/{execution_id}/results",
        scope="READ_GRAPH",
        answer=samples.execution_results,
    ),
    Resource(method="GET", path="/store/agents", scope="READ_STORE", answer=samples.agents),
    Resource(
        method="GET", path="/store/agents/{user}/{name}", scope="READ_STORE", answer=samples.agent
    ),
    Resource(method="GET", path="/store/creators", scope="READ_STORE", answer=samples.creators),
    Resource(
        method="GET", path="/store/creators/{user}", scope="READ_STORE", answer=samples.creator
    ),
    Resource(
        method="POST", path="/tools/find-agent", scope="USE_TOOLS", answer=samples.found_agents
    ),
    Resource(method="POST", path="/tools/run-agent", scope="USE_TOOLS", answer=samples.run_agent),
    Resource(
        method="GET",
        path="/integrations/providers",
        scope="READ_INTEGRATIONS",
        answer=samples.providers,
    ),
    Resource(
        method="GET",
        path="/integrations/credentials",
        scope="READ_INTEGRATIONS",
        answer=samples.credentials,
    ),
    Resource(
        method="GET",
        path="/integrations/{provider}/credentials",
        scope="READ_INTEGRATIONS",
        answer=samples.credentials,
    ),
    Resource(
        method="POST",
        path="/integrations/{provider}/oauth/initiate",
        scope="MANAGE_INTEGRATIONS",
        answer=samples.initiation,
    ),
    Resource(
        method="POST",
        path="/integrations/{provider}/oauth/complete",
        scope="MANAGE_INTEGRATIONS",
        answer=samples.credential,
    ),
    Resource(
        method="POST",
        path="/integrations/{provider}/credentials",
        scope="MANAGE_INTEGRATIONS",
        answer=samples.credential,
        status=HTTPStatus.CREATED,
    ),
    Resource(
        method="DELETE",
        path="/integrations/{provider}/credentials/{credential_id}",
        scope="DELETE_INTEGRATIONS",
        answer=samples.deletion,
    ),
)


def route_of(resource: Resource) -> web.RouteDef:
    """Return the route that answers for a resource."""

    async def answer(request: web.Request) -> web.Response:
        user = await _user(request, resource.scope)
        body = await read_object(request) if resource.method == "POST" else {}
        asked = _asked(request, user, body)
        return web.json_response(resource.answer(asked), status=resource.status)

    return web.route(resource.method, f"/v1{resource.path}", answer)


EXTERNAL = [route_of(resource) for resource in RESOURCES]


async def _user(request: web.Request, scope: str) -> User:
    header = request.headers.get("Authorization", "")
    bearer = header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else None
    api_key = request.headers.get("X-API-Key")
    return await user_with(request.app[PLATFORM], api_key, bearer, [scope])


def _asked(request: web.Request, user: User, body: Body) -> Asked:
    parameters: Mapping[str, str] = dict(request.match_info)
    return Asked(user=user, parameters=parameters, body=body, now=request.app[PLATFORM].clock())
