"""The entry point of ``export-api-schema``."""

import gc
import os
import sys

NAME = "export-api-schema"
COMMANDS = {
    "cache": "api_schema.cli.cache:cache",
    "validate": "api_schema.cli.validate:validate",
    "watch": "api_schema.cli.watch:watch",
}
STAYS = "watch"
EXPORT = "api_schema.cli.export:export"


def main() -> int:
    """Run the command and return its exit code; all but one end the process themselves."""
    arguments = sys.argv[1:]
    is_named = bool(arguments) and arguments[0] in COMMANDS
    is_to_stay = arguments[:1] == [STAYS]
    if not is_to_stay:
        gc.disable()  # nothing is searched for cycles, and in the end nothing is freed
    exit_code = _run(arguments) if is_named else _export(arguments)
    if not is_to_stay:
        from tool_cli.leaving import leave  # noqa: PLC0415 - what few need is imported by those

        leave(exit_code)
    return exit_code


def _export(arguments: list[str]) -> int:
    from api_schema.cache.answers import answered  # noqa: PLC0415 - only an export needs it

    # Before anything else is imported: to give an answer that is kept takes less time than that.
    if answered(arguments, os.environ):
        return 0
    from api_schema.cli.head_start import prepare  # noqa: PLC0415 - an answer does not need it
    from api_schema.starting import ahead  # noqa: PLC0415 - the same

    try:
        prepare(arguments, os.environ)
        return _run(arguments)
    finally:
        ahead.close()


def _run(arguments: list[str]) -> int:
    import signal  # noqa: PLC0415 - what only this needs takes a while
    from importlib import import_module  # noqa: PLC0415 - the same

    # A cancelled CI job sends SIGTERM: end as for Ctrl-C, so that the backend's process ends too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if _is_plain(arguments):
        return _validate_plainly(arguments[1])
    from tool_cli.running import run  # noqa: PLC0415 - the same

    is_named = bool(arguments) and arguments[0] in COMMANDS
    module, attribute = (COMMANDS[arguments[0]] if is_named else EXPORT).split(":")
    name = f"{NAME} {arguments[0]}" if is_named else NAME
    command = getattr(import_module(module), attribute)
    return run(command, name=name, arguments=arguments[1:] if is_named else arguments)


def _is_plain(arguments: list[str]) -> bool:
    """Tell whether a document is to be validated, and no option says how."""
    match arguments:
        case ["validate", source]:
            return not source.startswith("-")
    return False


def _validate_plainly(source: str) -> int:
    """Validate a document as click would let us do; to import click takes a tenth of the time."""
    from api_schema.cli.validating import validated  # noqa: PLC0415 - only this command needs it
    from api_schema.validation.checking import Settings  # noqa: PLC0415 - the same
    from tool_cli.finishing import finish  # noqa: PLC0415 - the same

    return finish(lambda: validated(source, Settings()))
