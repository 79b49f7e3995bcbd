"""What the external API says: made up, plausible, and the same every time."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from oauth_tool.oauth.users import User

Sample = Mapping[str, object] | Sequence[object]
_HERE = uuid.UUID("6f0d1f0e-7d3b-4b58-9d0e-0a6a3c1a5f00")

BLOCKS = {
    "Text Joiner": "Joins texts with a separator",
    "Calculator": "Adds, subtracts, multiplies and divides two numbers",
    "Web Page Reader": "Fetches a page and returns its text",
}
AGENTS = {
    ("ada", "newsletter-writer"): "Writes a weekly newsletter from your notes",
    ("ada", "inbox-sorter"): "Sorts messages by what they ask for",
    ("grace", "release-notes"): "Turns merged changes into release notes",
}
CREATORS = {"ada": "Ada", "grace": "Grace"}
PROVIDERS = {
    "github": ("oauth2", "api_key"),
    "google": ("oauth2",),
    "openai": ("api_key",),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request to the external API.

    Attributes:
        user: In whose name it is made.
        parameters: The variable parts of its path.
        body: The JSON object that it carries.
        now: When it is answered.
    """

    user: User
    parameters: Mapping[str, str]
    body: Mapping[str, Any] = field(repr=False)
    now: datetime


def blocks(_: Asked) -> Sample:
    """Return which blocks there are."""
    return [
        {
            "id": _id("block", name),
            "name": name,
            "description": what,
            "inputSchema": {"type": "object"},
            "outputSchema": {"type": "object"},
        }
        for name, what in BLOCKS.items()
    ]


def block_output(asked: Asked) -> Sample:
    """Return what a block puts out: what was put in."""
    return {"output": [dict(asked.body)]}


def execution(asked: Asked) -> Sample:
    """Return the identifier of a run of a graph."""
    return {"id": _id("execution", asked.parameters["graph_id"], asked.parameters["version"])}


def execution_results(asked: Asked) -> Sample:
    """Return how a run of a graph went."""
    return {
        "execution_id": asked.parameters["execution_id"],
        "status": "COMPLETED",
        "nodes": [],
        "output": [{"result": "done"}],
    }


def agents(_: Asked) -> Sample:
    """Return the agents in the store."""
    found = [_agent(creator, slug) for creator, slug in AGENTS]
    return {"agents": found, "pagination": _one_page(len(found))}


def agent(asked: Asked) -> Sample:
    """Return one agent of the store."""
    return _agent(asked.parameters["user"], asked.parameters["name"])


def creators(_: Asked) -> Sample:
    """Return who has agents in the store."""
    found = [_creator(username) for username in CREATORS]
    return {"creators": found, "pagination": _one_page(len(found))}


def creator(asked: Asked) -> Sample:
    """Return one of those."""
    return _creator(asked.parameters["user"])


def found_agents(asked: Asked) -> Sample:
    """Return the agents whose description has the words that were asked for."""
    wanted = str(asked.body.get("query", "")).lower()
    found = [_agent(*key) for key, what in AGENTS.items() if wanted in what.lower()]
    return {"type": "agents_found", "agents": found, "count": len(found)}


def run_agent(asked: Asked) -> Sample:
    """Return that an agent was started."""
    slug = str(asked.body.get("username_agent_slug", ""))
    return {
        "type": "execution_started",
        "execution_id": _id("run", slug),
        "status": "QUEUED",
    }


def providers(_: Asked) -> Sample:
    """Return which services can be connected."""
    return [
        {"name": name, "supported_auth_types": kinds, "default_scopes": []}
        for name, kinds in PROVIDERS.items()
    ]


def credentials(asked: Asked) -> Sample:
    """Return the user's connections, those of one service if it is named."""
    named = asked.parameters.get("provider")
    return [_credential(name, asked.user) for name in PROVIDERS if named in {None, name}]


def credential(asked: Asked) -> Sample:
    """Return the connection that was made."""
    return _credential(asked.parameters["provider"], asked.user)


def initiation(asked: Asked) -> Sample:
    """Return where a service would ask the user."""
    state = _id("state", asked.parameters["provider"], asked.user.id)
    return {
        "login_url": f"https://provider.example/authorize?state={state}",
        "state_token": state,
        "expires_at": int(asked.now.timestamp()) + 600,
    }


def deletion(asked: Asked) -> Sample:
    """Return that a connection was removed."""
    return {"deleted": True, "credentials_id": asked.parameters["credential_id"]}


def _agent(creator: str, slug: str) -> Mapping[str, object]:
    return {
        "slug": slug,
        "agent_name": slug.replace("-", " ").capitalize(),
        "creator": creator,
        "description": AGENTS.get((creator, slug), "An agent"),
        "runs": 12,
        "rating": 4.5,
    }


def _creator(username: str) -> Mapping[str, object]:
    count = sum(owner == username for owner, _ in AGENTS)
    return {
        "username": username,
        "name": CREATORS.get(username, username),
        "num_agents": count,
    }


def _credential(provider: str, user: User) -> Mapping[str, object]:
    return {
        "id": _id("credential", provider, user.id),
        "provider": provider,
        "type": PROVIDERS.get(provider, ("api_key",))[0],
        "title": f"My {provider} account",
        "scopes": [],
    }


def _one_page(count: int) -> Mapping[str, int]:
    return {"total_items": count, "total_pages": 1, "current_page": 1, "page_size": 20}


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_HERE, "/".join(parts)))
