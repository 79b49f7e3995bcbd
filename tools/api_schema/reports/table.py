"""The formats of reports: each is a function from problems to text, imported when it is used."""

from collections.abc import Callable, Sequence
from importlib import import_module

from api_schema.validation.problem import Problem

WRITERS = {
    "text": "api_schema.reports.plain:as_text",
    "json": "api_schema.reports.json_report:as_json",
    "github": "api_schema.reports.github:as_github",
    "junit": "api_schema.reports.junit:as_junit",
    "sarif": "api_schema.reports.sarif:as_sarif",
}


def written(problems: Sequence[Problem], name: str) -> str:
    """Return the problems as text in the format of this name."""
    module, attribute = WRITERS[name].split(":")
    write: Callable[[Sequence[Problem]], str] = getattr(import_module(module), attribute)
    return write(problems)
