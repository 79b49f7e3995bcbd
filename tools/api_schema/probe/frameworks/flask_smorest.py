"""Flask with flask-smorest: what ``flask openapi print`` prints, for each of its APIs.

https://flask-smorest.readthedocs.io/en/latest/openapi.html
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
    """Return the documents by their config prefixes; most applications have one without."""
    apis = app.extensions.get("flask-smorest", {}).get("apis", {})
    return {
        prefix.rstrip("_"): partial(document_of, app, entry["ext_obj"])
        for prefix, entry in apis.items()
    }


def document_of(app: Any, api: Any) -> object:
    """Return an API's document, written with the application's own encoder."""
    with app.app_context():
        return json.loads(import_module("flask").json.dumps(api.spec.to_dict(), sort_keys=False))
