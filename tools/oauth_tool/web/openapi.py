"""Write the OpenAPI document of an API from the table of its operations.

OpenAPI 3.0.3 (https://spec.openapis.org/oas/v3.0.3), which the Swagger UI beside it can show.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

from aiohttp import web

from oauth_tool.web.operations import JSON, Described, Schema, Taken

_VARIABLE = re.compile(r"{([^}:]+)}")
_NO_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Api:
    """What a document says beside its operations.

    Attributes:
        title: What the API is called.
        version: Its version.
        description: What every operation has in common.
        operations: The operations of each prefix.
        schemas: The schemas that others refer to.
        security_schemes: The ways to be let in.
        headers: The headers of every answer, and the values that they have.
    """

    title: str
    version: str
    description: str
    operations: Mapping[str, Iterable[Described]]
    schemas: Mapping[str, Schema]
    security_schemes: Mapping[str, Schema]
    headers: Mapping[str, str]


def document_of(api: Api) -> Schema:
    """Return the document of an API, ready to be written as JSON."""
    return {
        "openapi": "3.0.3",
        "info": {"title": api.title, "version": api.version, "description": api.description},
        "servers": [{"url": "/"}],
        "paths": _paths(api),
        "components": {
            "schemas": dict(api.schemas),
            "securitySchemes": dict(api.security_schemes),
            "headers": {name: _header(value) for name, value in api.headers.items()},
        },
    }


def document_route(document: Callable[[], Schema], path: str = "/openapi.json") -> web.RouteDef:
    """Return the route at which a document is served; it is made when it is asked for first."""

    @cache
    def written() -> bytes:
        return json.dumps(document()).encode()

    async def show(_: web.Request) -> web.Response:
        return web.Response(body=written(), content_type=JSON)

    return web.get(path, show)


def referred(name: str) -> Schema:
    """Return a reference to one of the document's schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def _paths(api: Api) -> Schema:
    paths: dict[str, dict[str, Schema]] = {}
    for prefix, operations in api.operations.items():
        for operation in operations:
            path = prefix + operation.path
            described = _operation(operation, path, api.headers)
            paths.setdefault(path, {})[operation.method.lower()] = described
    return paths


def _operation(operation: Described, path: str, headers: Mapping[str, str]) -> Schema:
    name = _NO_NAME.sub("_", f"{operation.method}{path}".lower()).strip("_")
    described: dict[str, object] = {
        "operationId": name,
        "summary": operation.title.rstrip("."),
        "tags": [operation.tag],
        "security": [
            {one: list(scopes) for one, scopes in way.items()} for way in operation.security
        ],
        "parameters": _parameters(operation, path),
        "responses": {
            str(status): _answer(status, schema, headers)
            for status, schema in sorted(operation.answers.items())
        },
    }
    if operation.body:
        described["requestBody"] = _body(operation.body)
    return described


def _body(taken: Taken) -> Schema:
    content: dict[str, Schema] = {"schema": dict(taken.schema)}
    if taken.encoding:
        content["encoding"] = taken.encoding
    return {"required": True, "content": {taken.content_type: content}}


def _parameters(operation: Described, path: str) -> list[Schema]:
    a_text = {"type": "string"}
    in_path = [
        _parameter("path", name, operation.path_schemas.get(name, a_text), is_required=True)
        for name in _VARIABLE.findall(path)
    ]
    in_query = [
        _parameter("query", name, schema, is_required=False)
        for name, schema in operation.query.items()
    ]
    return in_path + in_query


def _parameter(place: str, name: str, schema: Schema, *, is_required: bool) -> Schema:
    return {"in": place, "name": name, "required": is_required, "schema": dict(schema)}


def _answer(status: int, schema: Schema, headers: Mapping[str, str]) -> Schema:
    told: dict[str, object] = {
        "description": HTTPStatus(status).phrase,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
    }
    return {**told, "content": {JSON: {"schema": dict(schema)}}} if schema else told


def _header(value: str) -> Schema:
    return {"required": True, "schema": {"type": "string", "enum": [value]}}
