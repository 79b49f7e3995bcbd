"""The OpenAPI document of a platform that speaks AutoGPT's dialect."""

from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.profile import Profile
from oauth_tool.web.openapi import Api, document_of
from oauth_tool.web.operations import Schema
from oauth_tool.web.platform_app_endpoints import APP_ENDPOINTS
from oauth_tool.web.platform_consent_endpoints import CONSENT_ENDPOINTS
from oauth_tool.web.platform_endpoints import ENDPOINTS
from oauth_tool.web.platform_errors import HEADERS
from oauth_tool.web.platform_external import EXTERNAL
from oauth_tool.web.platform_external_schemas import EXTERNAL_SCHEMAS
from oauth_tool.web.platform_schemas import SCHEMAS

OAUTH_PREFIX, EXTERNAL_PREFIX = "/api/oauth", "/external-api"
OPERATIONS = {
    OAUTH_PREFIX: (*ENDPOINTS, *CONSENT_ENDPOINTS, *APP_ENDPOINTS),
    EXTERNAL_PREFIX: EXTERNAL,
}
DESCRIPTION = (
    "The endpoints for apps, those that the platform's own pages call in a user's name, and the"
    " external API. A request for another host is answered with 400, one from a page of another"
    ' origin with 403, both with {"detail": "..."}.'
)


def openapi(profile: Profile | None = None) -> Schema:
    """Return the document: of the shipped profile, unless another one is given.

    It needs no server and no event loop: ``export-api-schema`` can read it as
    ``oauth_tool.web.platform_document:openapi``.
    """
    chosen = profile or load_profile("autogpt")
    return document_of(
        Api(
            title=chosen.title,
            version="1.0",
            description=DESCRIPTION,
            operations=OPERATIONS,
            schemas={**SCHEMAS, **EXTERNAL_SCHEMAS},
            security_schemes=_security_schemes(chosen),
            headers=HEADERS,
        )
    )


def _security_schemes(profile: Profile) -> dict[str, Schema]:
    return {
        "UserToken": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "A token of a signed-in user, audience authenticated.",
        },
        "ApiKey": {
            "type": "apiKey",
            "in": "header",
            "name": "X-API-Key",
            "description": "An API key of a user. It wins over an access token.",
        },
        "OAuth2": {
            "type": "oauth2",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": profile.endpoints.authorization.path,
                    "tokenUrl": profile.endpoints.token.path,
                    "refreshUrl": profile.endpoints.token.path,
                    "scopes": dict(profile.scopes),
                }
            },
        },
    }
