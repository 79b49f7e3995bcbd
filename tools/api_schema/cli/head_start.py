"""Start the backend's interpreter before the command line is parsed: both take as long."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from api_schema.command_line import value_in
from api_schema.environment import seen_environment
from api_schema.interpreter import interpreter_at_hand
from api_schema.starting import Start, ahead
from tool_cli.errors import InvalidInput

# With these nothing is imported, or something else is needed than what can be guessed.
LEFT_ALONE = frozenset(("--help", "--env", "--env-file", "--env-profile", "--verbose", "-v"))


def prepare(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Start the process that an export would start, if this looks like one."""
    names = {argument.partition("=")[0] for argument in arguments}
    is_target = any(":" in each and not each.startswith("-") for each in arguments)
    if not is_target or names & LEFT_ALONE:
        return
    with suppress(InvalidInput):  # the command itself tells of it
        interpreter = interpreter_at_hand(
            value_in(arguments, "--python"), environment=environment, folder=Path.cwd()
        )
        if interpreter is not None:
            seen = seen_environment(environment)
            ahead.prepare(Start(interpreter=interpreter, environment=seen, verbose=False))
