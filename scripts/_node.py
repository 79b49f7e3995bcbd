"""Make sure that there is a Node.js with npm, or get one."""

import os
import shutil
import subprocess

from _environment import ON_WINDOWS, run_quietly, say

OLDEST = 18
PROGRAMS = ("node", "npm")


def require_node() -> None:
    """Accept the Node.js of this machine, or install Debian's where that is allowed.

    Raises:
        SystemExit: There is none that will do. The text says what to do.
    """
    if not _are_there() and _is_root_on_debian():
        _install_from_debian()
    if not _are_there():
        raise SystemExit(
            f"Error: these tests need Node.js {OLDEST} or newer, with npm. "
            "Hint: on Debian and Ubuntu, 'sudo apt-get install nodejs npm' adds it."
        )
    version = _version()
    if version < OLDEST:
        raise SystemExit(
            f"Error: these tests need Node.js {OLDEST} or newer; this is {version}. "
            "Hint: put a newer one first on PATH."
        )


def _are_there() -> bool:
    return all(map(shutil.which, PROGRAMS))


def _is_root_on_debian() -> bool:
    return shutil.which("apt-get") is not None and not ON_WINDOWS and os.geteuid() == 0


def _install_from_debian() -> None:
    say("Installing Debian's nodejs and npm …")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    failing = "Debian's nodejs and npm could not be installed (see above)."
    run_quietly("apt-get", "update", failing=failing)
    run_quietly(
        *("apt-get", "install", "--yes", "--no-install-recommends", "nodejs", "npm"),
        failing=failing,
    )


def _version() -> int:
    # "v20.20.2"
    node = shutil.which("node") or "node"
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0
