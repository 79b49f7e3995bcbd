"""Problems as workflow commands of GitHub Actions, which show them beside the lines of a diff."""

from collections.abc import Sequence

from api_schema.reports.repository import seen_from_the_root
from api_schema.validation.problem import Problem

IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTIES = {**IN_MESSAGES, ":": "%3A", ",": "%2C"}


def as_github(problems: Sequence[Problem]) -> str:
    """Return one ``::error …`` or ``::warning …`` line a problem."""
    return "".join(f"{_command_of(problem)}\n" for problem in problems)


def _command_of(problem: Problem) -> str:
    properties = {"title": problem.rule}
    if problem.file:
        properties["file"] = seen_from_the_root(problem.file)
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    listed = ",".join(f"{k}={_escaped(v, IN_PROPERTIES)}" for k, v in properties.items())
    message = f"{problem}\n{problem.remedy}" if problem.remedy else str(problem)
    return f"::{problem.severity} {listed}::{_escaped(message, IN_MESSAGES)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
