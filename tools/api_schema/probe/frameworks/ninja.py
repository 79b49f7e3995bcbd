"""A NinjaAPI of django-ninja, named by itself: what ``export_openapi_schema --api`` writes."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from api_schema.probe.frameworks.django import written_by_ninja

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def documents_of(api: Any) -> dict[str, Callable[[], object]]:
    """Return the API's document. Its path is in it, so the URLs of the project are imported."""
    import_module(import_module("django.conf").settings.ROOT_URLCONF)
    return {"": partial(written_by_ninja, api)}
