"""The environment variables that a backend sees. Imported by every run: it imports little."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from collections.abc import Mapping

HASH_SEED = "0"  # a set's order reaches the documents of some backends
# What a terminal session sets and no document should hold: a backend does not see it.
OF_THE_SESSION = frozenset(
    {
        "_",
        "DBUS_SESSION_BUS_ADDRESS",
        "ITERM_SESSION_ID",
        "OLDPWD",
        "SHLVL",
        "SSH_AUTH_SOCK",
        "SSH_CLIENT",
        "SSH_CONNECTION",
        "SSH_TTY",
        "TERM_SESSION_ID",
        "WINDOWID",
        "XDG_SESSION_ID",
    }
)


def seen_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that a backend sees: with a hash seed, without the session's own."""
    seen = {name: value for name, value in environment.items() if name not in OF_THE_SESSION}
    return {"PYTHONHASHSEED": HASH_SEED, **seen}
