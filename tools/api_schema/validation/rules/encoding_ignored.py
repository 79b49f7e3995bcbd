"""How the properties of a body are encoded that is no form."""

from collections.abc import Iterator

from api_schema.validation.grammar import MEDIA_TYPE
from api_schema.validation.path import below, keys_of
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject

PARTS = ("multipart/", "*/*")
APPLIES_TO = {
    "encoding": (*PARTS, "application/x-www-form-urlencoded"),
    "prefixEncoding": PARTS,
    "itemEncoding": PARTS,
}


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.all(MEDIA_TYPE):
        for field in APPLIES_TO if not APPLIES_TO.keys().isdisjoint(node) else ():
            holder, name = ("", "", *keys_of(path))[-2:]  # in a file of its own it has no name
            is_named = node.get(field) and holder == "content"
            if is_named and not str(name).startswith(APPLIES_TO[field]):
                words = f"{name} is no form, so how it is encoded is ignored"
                yield Finding(below(path, field), words)


RULE = Rule(
    id="encoding-ignored",
    severity=WARNING,
    summary="Only forms say how their properties are encoded (OpenAPI 3.0, 4.7.14).",
    remedy="leave it out, or mend the media type",
    check=_check,
)
