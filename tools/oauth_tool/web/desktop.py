"""Open a page in the person's browser, where there is a person with a desktop."""

import os
import sys
import threading
import webbrowser
from collections.abc import Mapping

REMOTE_OR_UNATTENDED = ("CI", "SSH_CONNECTION", "SSH_TTY")
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_desktop(
    environment: Mapping[str, str] = os.environ,
    *,
    system: str = sys.platform,
    is_terminal: bool | None = None,
) -> bool:
    """Say whether somebody sits before a desktop on this very machine.

    Args:
        environment: The environment variables.
        system: What ``sys.platform`` says.
        is_terminal: Whether output goes to a terminal; that of this process by default.
    """
    if any(environment.get(name) for name in REMOTE_OR_UNATTENDED):
        return False
    if not (sys.stdout.isatty() if is_terminal is None else is_terminal):
        return False
    return system in {"darwin", "win32"} or any(environment.get(name) for name in DISPLAYS)


def open_page(url: str) -> None:
    """Open a page without waiting for the browser: some return only when they are closed."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
