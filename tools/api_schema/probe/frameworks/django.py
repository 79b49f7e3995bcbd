"""Django: what ``manage.py spectacular`` writes, and the document of each of its NinjaAPIs.

https://drf-spectacular.readthedocs.io, https://django-ninja.dev/guides/api-docs/
"""

from __future__ import annotations

import json
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def documents_of(_: Any) -> dict[str, Callable[[], object]]:
    """Return the documents of the one Django project that a process has, whichever handler it is.

    That of drf-spectacular covers all views that it knows; a NinjaAPI is found by its path.
    """
    documents: dict[str, Callable[[], object]] = {}
    apps = import_module("django.apps").apps
    if apps.is_installed("drf_spectacular"):
        documents[""] = spectacular
    for path, api in apis_in(import_module("django.urls").get_resolver(), ""):
        documents[path] = partial(written_by_ninja, api)
    return documents


def spectacular() -> object:
    """Return what drf-spectacular's command writes; what it says of doubtful views is printed."""
    settings = import_module("drf_spectacular.settings").spectacular_settings
    renderers = import_module("drf_spectacular.renderers")
    schema = settings.DEFAULT_GENERATOR_CLASS().get_schema(request=None, public=True)
    import_module("drf_spectacular.drainage").GENERATOR_STATS.emit_summary()
    return json.loads(renderers.OpenApiJsonRenderer().render(schema, renderer_context={}))


def apis_in(resolver: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the NinjaAPIs that the URLs lead to, by the page that each has at its root."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from apis_in(pattern, f"{path}/{pattern.pattern}".rstrip("/"))
        elif pattern.name == "api-root":  # of Django REST framework, too
            api = getattr(pattern.callback, "keywords", {}).get("api")
            if api is not None:
                yield path, api


def written_by_ninja(api: Any) -> object:
    """Return what ``manage.py export_openapi_schema`` writes for an API."""
    encoder = import_module("ninja.responses").NinjaJSONEncoder
    return json.loads(json.dumps(api.get_openapi_schema(), cls=encoder))
