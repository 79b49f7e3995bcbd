"""What AutoGPT's endpoints answer, as the schemas of its OpenAPI document."""

from collections.abc import Mapping
from http import HTTPStatus

from oauth_tool.web.openapi import referred
from oauth_tool.web.operations import Schema

A_TEXT: Schema = {"type": "string"}
A_TEXT_OR_NULL: Schema = {"type": "string", "nullable": True}
TEXTS: Schema = {"type": "array", "items": A_TEXT}
A_FLAG: Schema = {"type": "boolean"}
A_MOMENT: Schema = {"type": "string", "format": "date-time"}
A_NUMBER: Schema = {"type": "integer"}
AN_OBJECT: Schema = {"type": "object"}


def an_object(properties: Mapping[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": {name: dict(schema) for name, schema in properties.items()},
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def a_list(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": dict(items)}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be null."""
    return {**schema, "nullable": True}


def a_constant(value: str) -> Schema:
    """Return the schema of a text that is always the same."""
    return {"type": "string", "enum": [value]}


PROBLEM = an_object(
    {
        "type": A_TEXT,
        "loc": {"type": "array", "items": {"anyOf": [A_TEXT, A_NUMBER]}},
        "msg": A_TEXT,
        "input": a_constant("[redacted]"),
        "ctx": {"type": "object", "additionalProperties": A_TEXT},
    },
    optional=("ctx",),
)

SCHEMAS: Mapping[str, Schema] = {
    "Detail": an_object({"detail": A_TEXT}),
    "InvalidData": an_object(
        {
            "message": A_TEXT,
            "detail": {"type": "array", "minItems": 1, "items": referred("Problem")},
            "hint": a_constant("Ensure the request matches the API schema."),
        }
    ),
    "Problem": PROBLEM,
    "Tokens": an_object(
        {
            "token_type": a_constant("Bearer"),
            "access_token": A_TEXT,
            "access_token_expires_at": A_MOMENT,
            "refresh_token": A_TEXT,
            "refresh_token_expires_at": A_MOMENT,
            "scopes": TEXTS,
        }
    ),
    "Introspection": an_object(
        {
            "active": A_FLAG,
            "scopes": or_null(TEXTS),
            "client_id": A_TEXT_OR_NULL,
            "user_id": A_TEXT_OR_NULL,
            "exp": or_null(A_NUMBER),
            "token_type": {
                "type": "string",
                "nullable": True,
                "enum": ["access_token", "refresh_token", None],
            },
        }
    ),
    "Revocation": an_object({"status": a_constant("ok")}),
    "Redirect": an_object({"redirect_url": A_TEXT}),
    "AppInfo": an_object(
        {
            "name": A_TEXT,
            "description": A_TEXT_OR_NULL,
            "logo_url": A_TEXT_OR_NULL,
            "scopes": TEXTS,
        }
    ),
    "App": an_object(
        {
            "id": A_TEXT,
            "name": A_TEXT,
            "description": A_TEXT_OR_NULL,
            "logo_url": A_TEXT_OR_NULL,
            "client_id": A_TEXT,
            "redirect_uris": TEXTS,
            "grant_types": TEXTS,
            "scopes": TEXTS,
            "owner_id": A_TEXT,
            "is_active": A_FLAG,
            "created_at": A_MOMENT,
            "updated_at": A_MOMENT,
        }
    ),
}

# A body may be too large, or not what the endpoint asks for, before anything else is looked at.
BODY_MISTAKES: Mapping[int, Schema] = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: referred("Detail"),
    HTTPStatus.UNPROCESSABLE_ENTITY: referred("InvalidData"),
}


def details(*statuses: int) -> Mapping[int, Schema]:
    """Return the answers that are one sentence, for these statuses."""
    return dict.fromkeys(statuses, referred("Detail"))
