"""``oauth-tool open-secret``: the receiver's side of ``--encrypt-to``."""

import os
from pathlib import Path
from typing import BinaryIO

import click

from oauth_tool.cli.secret_input import prompted
from oauth_tool.handing_over.key_files import read_key_file
from oauth_tool.handing_over.opening import opened, read_ciphertext
from oauth_tool.oauth.credentials import Secret

PASSPHRASE_VARIABLE = "OAUTH_TOOL_KEY_PASSPHRASE"  # noqa: S105 - the variable's name


@click.command("open-secret")
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    required=True,
    help="Your private key: PEM (RSA, X25519), or an identity of age.",
)
def open_secret(*, file: BinaryIO, key_file: Path) -> None:
    """Decrypt a report that was made with --encrypt-to for your key, and print it.

    Without FILE, or with '-', it is read from stdin. The passphrase of a PEM key comes from
    $OAUTH_TOOL_KEY_PASSPHRASE, and else it is asked for.
    """
    key = read_key_file(key_file)
    click.echo(opened(read_ciphertext(file), key, _passphrase))


def _passphrase() -> Secret:
    return Secret(
        os.environ.get(PASSPHRASE_VARIABLE)
        or prompted("Passphrase of the key", PASSPHRASE_VARIABLE)
    )
