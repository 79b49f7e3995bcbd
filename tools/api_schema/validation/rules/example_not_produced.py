"""An example of OpenAPI 2.0 of a media type that the operation does not produce."""

from collections.abc import Iterator

from api_schema.validation.grammar import RESPONSE, Json
from api_schema.validation.operation import Operation
from api_schema.validation.operations import operations
from api_schema.validation.path import Path, below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

ANYTHING = "*/*"


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is not Version.V20:
        return  # later versions put the examples below a media type
    if not any("examples" in node for node, _ in subject.outline.all(RESPONSE)):
        return
    produced: dict[Path, set[str]] = {}  # by all operations that share the examples
    examples: dict[Path, Json] = {}
    for operation in operations(subject):
        for path, found in _examples_of(operation, subject):
            examples[path] = found
            produced.setdefault(path, set()).update(_produced_by(operation, subject))
    for path, found in examples.items():
        for name in found:
            if ANYTHING not in produced[path] and _plain(name) not in produced[path]:
                yield Finding(below(path, name), f"the operation does not produce {name}")


def _examples_of(operation: Operation, subject: Subject) -> Iterator[tuple[Path, Json]]:
    responses = operation.node.get("responses")
    for code, response in responses.items() if isinstance(responses, dict) else ():
        node, path, _ = subject.resolved(response, below(operation.path, "responses", code))
        examples = node.get("examples") if isinstance(node, dict) else None
        if isinstance(examples, dict):
            yield below(path, "examples"), examples


def _produced_by(operation: Operation, subject: Subject) -> set[str]:
    """Return the media types of an operation's responses; anything if nobody names them."""
    named = operation.node.get("produces", subject.outline.document.get("produces"))
    return {_plain(str(name)) for name in named} if isinstance(named, list) else {ANYTHING}


def _plain(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


RULE = Rule(
    id="example-not-produced",
    severity=ERROR,
    summary="The examples of a response are of media types that its operation produces (2.0).",
    remedy="add the media type to produces, or name one of those in the examples",
    check=_check,
)
