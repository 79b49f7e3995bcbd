"""Two path templates that match the same requests."""

from collections.abc import Iterator

from api_schema.validation.operations import path_items
from api_schema.validation.path import ROOT, below
from api_schema.validation.path_templates import blanked
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is Version.V20:
        return  # it says nothing of it
    seen: dict[str, str] = {}
    for url, _, _ in path_items(subject):
        pattern = blanked(url)
        if pattern in seen:
            yield Finding(
                below(ROOT, "paths", url), f"{url} and {seen[pattern]} match the same requests"
            )
        seen.setdefault(pattern, url)


RULE = Rule(
    id="paths-ambiguous",
    severity=ERROR,
    summary="No two path templates differ only in the names of their parameters.",
    remedy="merge the two into one path",
    check=_check,
)
