"""The options of every command that makes a secret, and how their result is shown."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from oauth_tool.cli.options import FilePath
from tool_cli.errors import ToolError
from tool_cli.stdout import abandon_stdout, write_to_stdout

if TYPE_CHECKING:
    from pathlib import Path

    from oauth_tool.handing_over import Show

# Those of ``handing_over``, which a test holds; a new secret is hashed before that is imported.
FORMATS = ("text", "json", "yaml", "env", "dotenv")
OPTIONS = (
    click.option(
        "--secret-file",
        type=FilePath(),
        help="Write the client secret to this new file, mode 0600, and show it nowhere.",
    ),
    click.option(
        "--pipe-to",
        metavar="COMMAND",
        help="Give the report to this command's standard input, and show the secret nowhere. If the"
        " command fails, nothing is kept.",
    ),
    click.option(
        "--encrypt-to",
        metavar="KEYFILE",
        help="Encrypt the report to a public key in PEM (RSA, X25519) or an age recipient (a file,"
        " or age1…), for 'oauth-tool open-secret'.",
    ),
    click.option(
        "--format",
        "report_format",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="How the report is written: env for a shell, dotenv for an .env file.",
    ),
)


def hand_over_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a secret leaves; the command gets them as one ``hand_over``.

    All that can be checked without a secret is checked before the command begins.
    """

    @wraps(function)
    def with_hand_over(
        *,
        secret_file: "Path | None",
        pipe_to: str | None,
        encrypt_to: str | None,
        report_format: str,
        **others: Any,  # noqa: ANN401 - whatever else the command takes
    ) -> Any:  # noqa: ANN401 - whatever the command returns
        from oauth_tool.handing_over import Choice, chosen  # noqa: PLC0415 - as said above

        choice = Choice(
            format=report_format, secret_file=secret_file, pipe_to=pipe_to, encrypt_to=encrypt_to
        )
        return function(hand_over=chosen(choice), **others)

    decorated: Callable[..., Any] = with_hand_over
    for option in reversed(OPTIONS):
        decorated = option(decorated)
    return decorated


def showing(*, on_stderr: bool = False) -> "Show":
    """Return what prints a report: to stdout, or to stderr where stdout is taken. Notes go there.

    A report that nobody reads is an error, so that its secret is not lost in silence.
    """

    def show(text: str, *, is_note: bool = False) -> None:
        if on_stderr or is_note:
            click.echo(text, err=True)
            return
        try:
            write_to_stdout(f"{text}\n".encode())
        except BrokenPipeError as error:
            abandon_stdout()
            raise ToolError("nobody reads stdout, so the report was not shown") from error

    return show
