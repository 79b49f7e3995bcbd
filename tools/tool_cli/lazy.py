"""A click group that imports a command only when it is called."""

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group whose commands are imported on first use, and listed without.

    Args:
        name: The group's name.
        commands_at: Name of a command → where it is, as ``module:attribute``, and what the group's
            help says of it.
        help: What the group's help begins with.
    """

    def __init__(
        self,
        name: str,
        *,
        commands_at: Mapping[str, tuple[str, str]],
        help: str,  # noqa: A002 - click's own name for it
    ) -> None:
        super().__init__(name, help=help)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order in which they are written down."""
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command with this name, importing its module."""
        if cmd_name not in self._commands_at:
            return None
        place, _ = self._commands_at[cmd_name]
        module, attribute = place.split(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands into the group's help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in self._commands_at.items()])
