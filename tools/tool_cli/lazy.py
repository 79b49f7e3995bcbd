"""A click group that imports a command only when it is called or listed."""

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group whose commands are named as ``module:attribute`` and imported on first use."""

    def __init__(
        self,
        name: str,
        *,
        commands_at: Mapping[str, str],
        help: str,  # noqa: A002 - click's own name for it
    ) -> None:
        super().__init__(name, help=help)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are written down."""
        return [*self._commands_at, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with this name, importing its module."""
        place = self._commands_at.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, attribute = place.split(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is not a click command")
        return command
