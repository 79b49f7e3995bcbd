"""Obtain a document: from the cache, or else from the backend, and keep it for the next time."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from api_schema.conditions import Conditions
from api_schema.exporting import Export, export_document
from api_schema.target import Target

if TYPE_CHECKING:
    from api_schema.cache.documents import Cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """A document, and its place in the cache.

    Attributes:
        export: The document and what was learnt with it.
        file: The entry of the cache that holds it; None if it is not kept.
        is_hit: Whether it came from there.
        not_kept: Why it is not kept, if it was to be.
    """

    export: Export
    file: Path | None = None
    is_hit: bool = False
    not_kept: str = ""


def obtain(target: Target, conditions: Conditions, cache: "Cache | None") -> Obtained:
    """Return the document of a backend.

    Raises:
        InvalidInput: The target names no application.
        BackendFailed: The backend does not import, or does not give its document.
    """
    if cache is None:
        return Obtained(export=export_document(target, conditions))
    from api_schema.cache.recording import NotCacheable  # noqa: PLC0415 - not every run needs it

    kept = cache.found(target, conditions)
    if kept is not None:
        return Obtained(export=kept.export, file=kept.file, is_hit=True)
    cache.prepare()
    export = export_document(target, replace(conditions, records=True))
    try:
        return Obtained(export=export, file=cache.keep(export, target, conditions))
    except (NotCacheable, OSError) as error:
        return Obtained(export=export, not_kept=str(error))
