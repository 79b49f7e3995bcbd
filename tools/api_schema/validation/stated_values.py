"""The examples and defaults of a document, and those that their schemas reject."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from api_schema.validation.beside import Exhausted, beside
from api_schema.validation.grammar import HEADER, MEDIA_TYPE, PARAMETER, RESPONSE, Json
from api_schema.validation.path import Path, below
from api_schema.validation.schemas_with_values import schema_alone
from api_schema.validation.subject import Subject
from api_schema.validation.values import DEFAULTS, EXAMPLES, Misfit, Value, settled
from api_schema.validation.version import Version
from tool_cli.errors import ToolError

Place = tuple[object, Path]
Expect = Callable[[Iterable[Path]], object]
SECONDS = 3
VALUES_A_SECOND = 1000  # a fifth of what is usual
TOO_MUCH = "the examples and defaults cannot be checked: their schemas multiply without end"
HINT = "see which schemas combine one another, or --disable example-rejected and default-rejected"


def find_misfits(subject: Subject, expect: Expect) -> Callable[[], None]:
    """Start to look for values that their schemas reject.

    Args:
        subject: The document.
        expect: Is told of the values in question while another process looks at them.

    Returns:
        A function that waits for the end and notes them in the subject.
    """
    stated = chain(
        _defaults(subject), _in_schemas(subject), _beside_schemas(subject), _in_responses(subject)
    )
    found, open_questions = settled(stated)
    subject.misfits.extend(found)
    if not open_questions:
        return lambda: None  # a process takes a while to start

    def work() -> list[tuple[Path, str, str]]:
        from api_schema.validation.misfits import misfits  # noqa: PLC0415 - slow, needed by few

        listed = misfits(open_questions, subject.outline)
        return [(path, words, role) for path, words, role in listed]

    answer = beside(work, seconds=SECONDS + len(open_questions) // VALUES_A_SECOND)

    def note() -> None:
        if answer is not work:
            expect([each.path for each in chain(found, open_questions)])
        try:
            subject.misfits.extend(Misfit(*misfit) for misfit in answer())
        except Exhausted as error:
            raise ToolError(TOO_MUCH, HINT) from error

    return note


def _defaults(subject: Subject) -> Iterator[Value]:
    for node, path in subject.outline.having("default"):
        default = node["default"]
        is_allowed = subject.outline.version.has_nullable and node.get("nullable") is True
        if default is not None or not is_allowed:
            schema = schema_alone(node, subject)
            yield Value(default, below(path, "default"), schema, path, DEFAULTS)


def _in_schemas(subject: Subject) -> Iterator[Value]:
    for node, path in subject.outline.having("example"):
        yield Value(
            node["example"], below(path, "example"), schema_alone(node, subject), path, EXAMPLES
        )
    for node, path in subject.outline.having("examples"):
        listed = node["examples"]
        for index, example in enumerate(listed if isinstance(listed, list) else ()):
            yield Value(example, below(path, "examples", index), node, path, EXAMPLES)


def _beside_schemas(subject: Subject) -> Iterator[Value]:
    if subject.outline.version is Version.V20:
        return
    for kind in (MEDIA_TYPE, PARAMETER, HEADER):
        for node, path in subject.outline.all(kind):
            if "schema" in node and ("example" in node or "examples" in node):
                for example, here in _examples_of(subject, node, path):
                    yield Value(example, here, node["schema"], below(path, "schema"), EXAMPLES)


def _examples_of(subject: Subject, node: Json, path: Path) -> Iterator[Place]:
    if "example" in node:
        yield node["example"], below(path, "example")
    named = node.get("examples")
    for name, example in named.items() if isinstance(named, dict) else ():
        found, here, _ = subject.resolved(example, below(path, "examples", name))
        for field in ("value", "dataValue"):
            if isinstance(found, dict) and field in found:
                yield found[field], below(here, field)


def _in_responses(subject: Subject) -> Iterator[Value]:
    """Yield the examples of responses in OpenAPI 2.0."""
    for node, path in subject.outline.all(RESPONSE):
        examples = node.get("examples")
        if "schema" in node and isinstance(examples, dict):
            for name, example in examples.items():
                if "json" in name and not isinstance(example, str):
                    here = below(path, "examples", name)
                    yield Value(example, here, node["schema"], below(path, "schema"), EXAMPLES)
