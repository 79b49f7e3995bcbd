"""Connexion: what it serves as ``openapi.json`` below each API's base path.

https://connexion.readthedocs.io/en/latest/swagger_ui.html
"""

from __future__ import annotations

import json
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def documents_of(app: Any) -> dict[str, Callable[[], object]]:
    """Return the documents by base path."""
    middleware = getattr(app, "middleware", app)
    return {base_path_of(api): partial(document_of, api) for api in getattr(middleware, "apis", ())}


def base_path_of(api: Any) -> str:
    """Return where an API is, as its code says or else its document."""
    path = api.specification.base_path if api.base_path is None else api.base_path
    return str(path).rstrip("/")


def document_of(api: Any) -> object:
    """Return an API's document; dates that YAML found in it are texts again."""
    jsonifier = import_module("connexion.jsonifier").Jsonifier()
    return json.loads(jsonifier.dumps(api.specification.with_base_path(base_path_of(api)).spec))
