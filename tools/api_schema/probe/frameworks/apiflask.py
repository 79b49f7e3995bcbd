"""APIFlask: what ``flask spec`` prints.

https://apiflask.com/openapi/
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def documents_of(app: Any) -> dict[str, Callable[[], object]]:
    """Return the one document."""
    return {"": partial(document_of, app)}


def document_of(app: Any) -> object:
    """Return the document as JSON publishes it, whichever format the application serves."""
    # Not the file that the application may want to be kept equal: an export writes elsewhere.
    app.config["SYNC_LOCAL_SPEC"] = False
    with app.app_context():
        return app.json.loads(app.json.dumps(app._get_spec("json", force_update=True)))
