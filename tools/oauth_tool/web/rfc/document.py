"""The OpenAPI document of the standard wire, for the issuer at the root.

The specifications say more than a schema can: which parameters belong together, and what they mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from oauth_tool.platform.rfc.protected_resource import PATH as RESOURCE
from oauth_tool.platform.rfc.protected_resource import WELL_KNOWN
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.profile import Profile
from oauth_tool.web.openapi import Api, document_of, referred
from oauth_tool.web.operations import NO_BODY, Described, Schema, Scheme, Taken, first_line
from oauth_tool.web.platform_schemas import A_NUMBER, A_TEXT, AN_OBJECT, an_object
from oauth_tool.web.rfc.discovery import OAUTH, OPENID
from oauth_tool.web.rfc.endpoint import Endpoint
from oauth_tool.web.rfc.endpoints import endpoints_of
from oauth_tool.web.rfc.messages import FORM

CLIENT: tuple[Scheme, ...] = ({"Client": ()}, {})
BEARER: tuple[Scheme, ...] = ({"Bearer": ()},)
ERRORS = dict.fromkeys((400, 401), referred("Error"))
TOKEN_ERRORS = dict.fromkeys((400, 401, 403), referred("Error"))
DESCRIPTION = (
    "OAuth 2.1, its extensions, and OpenID Connect. Clients authenticate by HTTP Basic, in the"
    " form, by a signed assertion, or not at all. What may be left out, and what belongs together,"
    " is in the specifications."
)

SCHEMAS: Mapping[str, Schema] = {
    "Error": an_object({"error": A_TEXT, "error_description": A_TEXT}),
    "Tokens": an_object(
        {
            "access_token": A_TEXT,
            "token_type": {"type": "string", "enum": ["Bearer", "DPoP"]},
            "expires_in": A_NUMBER,
            "scope": A_TEXT,
            "refresh_token": A_TEXT,
            "id_token": A_TEXT,
            "issued_token_type": A_TEXT,
        },
        optional=("refresh_token", "id_token", "issued_token_type"),
    ),
    "Introspection": {
        "type": "object",
        "properties": {"active": {"type": "boolean"}},
        "required": ["active"],
    },
    "Pushed": an_object({"request_uri": A_TEXT, "expires_in": A_NUMBER}),
    "DeviceCodes": an_object(
        {
            "device_code": A_TEXT,
            "user_code": A_TEXT,
            "verification_uri": A_TEXT,
            "verification_uri_complete": A_TEXT,
            "expires_in": A_NUMBER,
            "interval": A_NUMBER,
        },
        optional=("verification_uri_complete", "interval"),
    ),
    "Client": {
        "type": "object",
        "properties": {"client_id": A_TEXT},
        "required": ["client_id"],
    },
    "Keys": an_object({"keys": {"type": "array", "items": AN_OBJECT}}),
}


def form(*required: str, optional: tuple[str, ...] = ()) -> Taken:
    """Return the form that carries these parameters; others are ignored (RFC 6749 3.1)."""
    names = (*required, *optional)
    schema: dict[str, object] = {"type": "object", "properties": dict.fromkeys(names, A_TEXT)}
    return Taken(
        schema={**schema, "required": list(required)} if required else schema, content_type=FORM
    )


METADATA = Taken(
    schema={
        "type": "object",
        "properties": {"redirect_uris": {"type": "array", "items": A_TEXT}},
    }
)
AUTHENTICATION = ("client_id", "client_secret")
TOKEN_FORM = form(
    "grant_type",
    optional=(*AUTHENTICATION, "code", "redirect_uri", "code_verifier", "refresh_token", "scope"),
)
QUESTION = form("token", optional=(*AUTHENTICATION, "token_type_hint"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What the document says of an endpoint beside its place."""

    answers: Mapping[int, Schema]
    tag: str
    body: Taken | None = None
    security: tuple[Scheme, ...] = ()


def _rows(profile: Profile) -> Mapping[tuple[str, str], Row]:
    at = profile.endpoints
    told = {200: referred("Client"), **ERRORS}
    return {
        ("POST", at.token.path): Row(
            answers={200: referred("Tokens"), **TOKEN_ERRORS},
            tag="tokens",
            body=TOKEN_FORM,
            security=CLIENT,
        ),
        ("POST", at.introspection.path): Row(
            answers={200: referred("Introspection"), **ERRORS},
            tag="tokens",
            body=QUESTION,
            security=CLIENT,
        ),
        ("POST", at.revocation.path): Row(
            answers={200: NO_BODY, **ERRORS}, tag="tokens", body=QUESTION, security=CLIENT
        ),
        ("POST", "/par"): Row(
            answers={201: referred("Pushed"), **ERRORS},
            tag="authorization",
            body=form("response_type"),
            security=CLIENT,
        ),
        ("POST", "/device_authorization"): Row(
            answers={200: referred("DeviceCodes"), **ERRORS},
            tag="authorization",
            body=form(optional=("client_id", "scope")),
            security=CLIENT,
        ),
        ("GET", at.resource.path): Row(
            answers={200: AN_OBJECT, **TOKEN_ERRORS}, tag="user", security=BEARER
        ),
        ("POST", at.resource.path): Row(
            answers={200: AN_OBJECT, **TOKEN_ERRORS}, tag="user", security=BEARER
        ),
        ("GET", RESOURCE): Row(
            answers={200: AN_OBJECT, **TOKEN_ERRORS}, tag="resource", security=BEARER
        ),
        ("GET", "/jwks"): Row(answers={200: referred("Keys")}, tag="metadata"),
        ("POST", "/register"): Row(
            answers={201: referred("Client"), **ERRORS}, tag="registration", body=METADATA
        ),
        ("GET", "/register/{client_id}"): Row(answers=told, tag="registration", security=BEARER),
        ("PUT", "/register/{client_id}"): Row(
            answers=told, tag="registration", body=METADATA, security=BEARER
        ),
        ("DELETE", "/register/{client_id}"): Row(
            answers={204: NO_BODY, **ERRORS}, tag="registration", security=BEARER
        ),
    }


def openapi(profile: Profile | None = None) -> Schema:
    """Return the document: of the shipped profile, unless another one is given.

    It needs no server and no event loop, as ``oauth_tool.web.platform_document:openapi``.
    """
    chosen = profile or load_profile("rfc")
    rows = _rows(chosen)
    spoken = [one for one in endpoints_of(chosen) if not one.is_page]
    operations = [_described(one, rows[one.method, one.path]) for one in spoken]
    return document_of(
        Api(
            title=chosen.title,
            version="1.0",
            description=DESCRIPTION,
            operations={"": [*operations, *map(_metadata, (OAUTH, OPENID, WELL_KNOWN + RESOURCE))]},
            schemas=SCHEMAS,
            security_schemes={
                "Client": {"type": "http", "scheme": "basic"},
                "Bearer": {"type": "http", "scheme": "bearer"},
            },
            headers={},
        )
    )


def _described(endpoint: Endpoint, row: Row) -> Described:
    return Described(
        method=endpoint.method,
        path=endpoint.path,
        answers=row.answers,
        tag=row.tag,
        body=row.body,
        security=row.security,
        summary=first_line(endpoint.answer),
    )


def _metadata(path: str) -> Described:
    summary = "Say what there is here."
    return Described(
        method="GET", path=path, answers={200: AN_OBJECT}, tag="metadata", summary=summary
    )
