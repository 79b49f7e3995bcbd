"""The external API that apps call with the tokens they got: one row a resource."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from oauth_tool.oauth.users import User
from oauth_tool.platform import samples
from oauth_tool.platform.resource import user_with
from oauth_tool.platform.samples import Asked, Sample
from oauth_tool.web.openapi import referred
from oauth_tool.web.operations import Operation, Schema, Taken, first_line
from oauth_tool.web.platform_bodies import Body, no_number, read_json
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_schemas import AN_OBJECT, BODY_MISTAKES, a_list, details

BEARER = "bearer "
VERSION = "version"
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,4000}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """One resource of the external API.

    Attributes:
        method: How it is asked.
        path: Below ``/external-api/v1``.
        scope: What the credential must allow.
        answer: What it says.
        schema: What that is like.
        status: With which status it says so.
    """

    method: str
    path: str
    scope: str
    answer: Callable[[Asked], Sample]
    schema: Schema
    status: int = HTTPStatus.OK


def _me(asked: Asked) -> Sample:
    """Return who the credential stands for."""
    user = asked.user
    return {"id": user.id, "name": user.name, "email": user.email, "timezone": user.timezone}


RESOURCES = (
    Resource(method="GET", path="/me", scope="IDENTITY", answer=_me, schema=referred("User")),
    Resource(
        method="GET",
        path="/blocks",
        scope="READ_BLOCK",
        answer=samples.blocks,
        schema=a_list(referred("Block")),
    ),
    Resource(
        method="POST",
        path="/blocks/{block_id}/execute",
        scope="EXECUTE_BLOCK",
        answer=samples.block_output,
        schema=referred("BlockOutput"),
    ),
    Resource(
        method="POST",
        path="/graphs/{graph_id}/execute/{version}",
        scope="EXECUTE_GRAPH",
        answer=samples.execution,
        schema=referred("Execution"),
    ),
    Resource(
        method="GET",
        path="/graphs/{graph_id}/executions/{execution_id}/results",
        scope="READ_GRAPH",
        answer=samples.execution_results,
        schema=referred("ExecutionResults"),
    ),
    Resource(
        method="GET",
        path="/store/agents",
        scope="READ_STORE",
        answer=samples.agents,
        schema=referred("Agents"),
    ),
    Resource(
        method="GET",
        path="/store/agents/{user}/{name}",
        scope="READ_STORE",
        answer=samples.agent,
        schema=referred("Agent"),
    ),
    Resource(
        method="GET",
        path="/store/creators",
        scope="READ_STORE",
        answer=samples.creators,
        schema=referred("Creators"),
    ),
    Resource(
        method="GET",
        path="/store/creators/{user}",
        scope="READ_STORE",
        answer=samples.creator,
        schema=referred("Creator"),
    ),
    Resource(
        method="POST",
        path="/tools/find-agent",
        scope="USE_TOOLS",
        answer=samples.found_agents,
        schema=referred("FoundAgents"),
    ),
    Resource(
        method="POST",
        path="/tools/run-agent",
        scope="USE_TOOLS",
        answer=samples.run_agent,
        schema=referred("StartedAgent"),
    ),
    Resource(
        method="GET",
        path="/integrations/providers",
        scope="READ_INTEGRATIONS",
        answer=samples.providers,
        schema=a_list(referred("Provider")),
    ),
    Resource(
        method="GET",
        path="/integrations/credentials",
        scope="READ_INTEGRATIONS",
        answer=samples.credentials,
        schema=a_list(referred("Credential")),
    ),
    Resource(
        method="GET",
        path="/integrations/{provider}/credentials",
        scope="READ_INTEGRATIONS",
        answer=samples.credentials,
        schema=a_list(referred("Credential")),
    ),
    Resource(
        method="POST",
        path="/integrations/{provider}/oauth/initiate",
        scope="MANAGE_INTEGRATIONS",
        answer=samples.initiation,
        schema=referred("Initiation"),
    ),
    Resource(
        method="POST",
        path="/integrations/{provider}/oauth/complete",
        scope="MANAGE_INTEGRATIONS",
        answer=samples.credential,
        schema=referred("Credential"),
    ),
    Resource(
        method="POST",
        path="/integrations/{provider}/credentials",
        scope="MANAGE_INTEGRATIONS",
        answer=samples.credential,
        schema=referred("Credential"),
        status=HTTPStatus.CREATED,
    ),
    Resource(
        method="DELETE",
        path="/integrations/{provider}/credentials/{credential_id}",
        scope="DELETE_INTEGRATIONS",
        answer=samples.deletion,
        schema=referred("Deletion"),
    ),
)


def operation_of(resource: Resource) -> Operation:
    """Return the endpoint that answers for a resource."""

    async def answer(request: web.Request) -> web.Response:
        user = await _user(request, resource.scope)
        _check_version(request)
        body = await read_json(request) if resource.method == "POST" else {}
        asked = _asked(request, user, body)
        return web.json_response(resource.answer(asked), status=resource.status)

    takes_body = resource.method == "POST"
    has_number = f"{{{VERSION}}}" in resource.path
    invalid = BODY_MISTAKES if takes_body else {}
    return Operation(
        method=resource.method,
        path=f"/v1{resource.path}",
        handler=answer,
        body=Taken(schema=AN_OBJECT) if takes_body else None,
        path_schemas={VERSION: {"type": "integer"}} if has_number else {},
        answers={resource.status: resource.schema, **details(401, 403), **invalid},
        security=({"ApiKey": ()}, {"OAuth2": (resource.scope,)}),
        tag="external API",
        summary=first_line(resource.answer),
    )


EXTERNAL = tuple(map(operation_of, RESOURCES))


def _check_version(request: web.Request) -> None:
    version = request.match_info.get(VERSION)
    if version is not None and not _WHOLE_NUMBER.fullmatch(version):
        raise no_number("path", VERSION)


async def _user(request: web.Request, scope: str) -> User:
    header = request.headers.get("Authorization", "")
    bearer = header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else None
    api_key = request.headers.get("X-API-Key")
    return await user_with(request.app[PLATFORM], api_key, bearer, [scope])


def _asked(request: web.Request, user: User, body: Body) -> Asked:
    parameters: Mapping[str, str] = dict(request.match_info)
    return Asked(user=user, parameters=parameters, body=body, now=request.app[PLATFORM].clock())
