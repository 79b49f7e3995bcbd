"""``oauth-tool generate-app``: ``register --sql`` under its former name."""

from collections.abc import Mapping
from typing import Any

import click

from oauth_tool.cli.register import register

# What says where an app goes, and the value that means SQL.
FIXED: Mapping[str, object] = {
    "prints_sql": True,
    "print_only": False,
    "dry_run": False,
    "database_url": None,
    "apps_file": None,
    "plans": False,
    "yes": False,
    "registration_endpoint": None,
    "issuer": None,
    "credential_file": None,
    "initial_access_token_file": None,
    "metadata": {},
    "allow_http": False,
}


def _register_as_sql(**options: Any) -> Any:  # noqa: ANN401 - all that register takes and returns
    if register.callback is None:
        raise TypeError("register does nothing")
    return register.callback(**options, **FIXED)


generate_app = click.Command(
    "generate-app",
    params=[option for option in register.params if option.name not in FIXED],
    callback=_register_as_sql,
    help="Make an app and print the SQL that adds it: 'register --sql' under its former name.\n\n"
    "What is missing is asked for on a terminal. stdout is SQL alone; the report goes to stderr.",
)
