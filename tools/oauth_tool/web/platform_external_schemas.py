"""What the external API answers, as schemas: one name for each kind of sample."""

from collections.abc import Mapping

from oauth_tool.web.openapi import referred
from oauth_tool.web.operations import Schema
from oauth_tool.web.platform_schemas import (
    A_FLAG,
    A_NUMBER,
    A_TEXT,
    A_TEXT_OR_NULL,
    AN_OBJECT,
    TEXTS,
    a_constant,
    a_list,
    an_object,
)

AN_ID: Schema = {"type": "string", "format": "uuid"}

EXTERNAL_SCHEMAS: Mapping[str, Schema] = {
    "User": an_object(
        {"id": A_TEXT, "name": A_TEXT_OR_NULL, "email": A_TEXT, "timezone": A_TEXT},
    ),
    "Block": an_object(
        {
            "id": AN_ID,
            "name": A_TEXT,
            "description": A_TEXT,
            "inputSchema": AN_OBJECT,
            "outputSchema": AN_OBJECT,
        }
    ),
    "BlockOutput": an_object({"output": a_list(AN_OBJECT)}),
    "Execution": an_object({"id": AN_ID}),
    "ExecutionResults": an_object(
        {
            "execution_id": A_TEXT,
            "status": a_constant("COMPLETED"),
            "nodes": a_list(AN_OBJECT),
            "output": a_list(AN_OBJECT),
        }
    ),
    "Agent": an_object(
        {
            "slug": A_TEXT,
            "agent_name": A_TEXT,
            "creator": A_TEXT,
            "description": A_TEXT,
            "runs": A_NUMBER,
            "rating": {"type": "number"},
        }
    ),
    "Pagination": an_object(
        dict.fromkeys(("total_items", "total_pages", "current_page", "page_size"), A_NUMBER)
    ),
    "Agents": an_object(
        {"agents": a_list(referred("Agent")), "pagination": referred("Pagination")}
    ),
    "Creator": an_object({"username": A_TEXT, "name": A_TEXT, "num_agents": A_NUMBER}),
    "Creators": an_object(
        {"creators": a_list(referred("Creator")), "pagination": referred("Pagination")}
    ),
    "FoundAgents": an_object(
        {
            "type": a_constant("agents_found"),
            "agents": a_list(referred("Agent")),
            "count": A_NUMBER,
        }
    ),
    "StartedAgent": an_object(
        {
            "type": a_constant("execution_started"),
            "execution_id": AN_ID,
            "status": a_constant("QUEUED"),
        }
    ),
    "Provider": an_object(
        {"name": A_TEXT, "supported_auth_types": TEXTS, "default_scopes": TEXTS},
    ),
    "Credential": an_object(
        {"id": AN_ID, "provider": A_TEXT, "type": A_TEXT, "title": A_TEXT, "scopes": TEXTS}
    ),
    "Initiation": an_object(
        {
            "login_url": {"type": "string", "format": "uri"},
            "state_token": AN_ID,
            "expires_at": A_NUMBER,
        }
    ),
    "Deletion": an_object({"deleted": A_FLAG, "credentials_id": A_TEXT}),
}
