"""The ``--version`` of every command: that of the one distribution that they come in."""

import click

DISTRIBUTION = "oauth-tool"


def version_option() -> click.Option:
    """Return the option, which reads the version only when it is asked for."""
    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help="Show the version and exit.",
    )


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if not wanted:
        return
    from importlib.metadata import version  # noqa: PLC0415 - slow, and seldom asked for

    click.echo(f"{ctx.info_name} {version(DISTRIBUTION)}")
    ctx.exit()
