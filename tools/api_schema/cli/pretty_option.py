"""``--pretty`` as a flag that may also be given a value: ``--pretty``, ``--pretty true``."""

import click

ARGUMENTS = "api_schema.arguments"  # where a command finds all that it was called with
WORDS = {
    "--pretty": {"true", "1", "yes", "on"},
    "--no-pretty": {"false", "0", "no", "off"},
}


class PrettyCommand(click.Command):
    """A command that reads ``--pretty VALUE`` as the flag that it stands for.

    A click option with an optional value would take the target that follows it for its value.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Replace the forms with a value, then parse as usual; keep the arguments as they came."""
        ctx.meta[ARGUMENTS] = list(args)
        return super().parse_args(ctx, _without_values(args))


def _without_values(arguments: list[str]) -> list[str]:
    flags: list[str] = []
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if name == "--pretty" and equals:
            flags.append(_flag_for(value) or argument)
        elif flags and flags[-1] == "--pretty" and (flag := _flag_for(argument)):
            flags[-1] = flag
        else:
            flags.append(argument)
    return flags


def _flag_for(value: str) -> str | None:
    return next((flag for flag, words in WORDS.items() if value.lower() in words), None)
