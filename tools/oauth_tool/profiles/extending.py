"""A profile that says only in what it differs from a shipped one."""

from collections.abc import Mapping
from typing import Any

from oauth_tool.profiles.shipped import SHIPPED, Document, shipped_document

EXTENDS = "extends"


def filled_in(document: Document) -> Document:
    """Return a document with what it leaves out, taken from the shipped profile that it extends.

    The name is never taken over: the local store is named after it.
    """
    if EXTENDS not in document or has_unknown_base(document):
        return document
    own = {key: value for key, value in document.items() if key != EXTENDS}
    return merged({**shipped_document(document[EXTENDS]), "name": None}, own)


def has_unknown_base(document: Document) -> bool:
    """Say whether a document extends something that does not ship with the tool."""
    return EXTENDS in document and document[EXTENDS] not in SHIPPED


def merged(base: Document, patch: Document) -> dict[str, Any]:
    """Return a document with another merged into it (RFC 7396): None removes an entry."""
    whole = {**base, **{key: _merged_value(base.get(key), value) for key, value in patch.items()}}
    return {key: value for key, value in whole.items() if value is not None}


def _merged_value(base: object, patch: object) -> object:
    if not isinstance(patch, Mapping):
        return patch
    return merged(base if isinstance(base, Mapping) else {}, patch)
