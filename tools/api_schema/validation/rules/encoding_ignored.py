"""How the properties of a body are encoded that is no form."""

from collections.abc import Iterator

from api_schema.validation.grammar import MEDIA_TYPE
from api_schema.validation.path import below, keys_of
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject

FORMS = ("multipart/", "application/x-www-form-urlencoded", "*/*")


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.all(MEDIA_TYPE):
        if not node.get("encoding"):
            continue
        holder, name = ("", "", *keys_of(path))[-2:]  # in a file of its own it has no name
        if holder == "content" and not str(name).startswith(FORMS):
            words = f"{name} is no form, so how it is encoded is ignored"
            yield Finding(below(path, "encoding"), words)


RULE = Rule(
    id="encoding-ignored",
    severity=WARNING,
    summary="Only forms say how their properties are encoded (OpenAPI 3.0, 4.7.14).",
    remedy="leave it out, or mend the media type",
    check=_check,
)
