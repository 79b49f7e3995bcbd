"""Find a Chromium that starts, or get one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from _environment import ON_WINDOWS, Environment, run_quietly, say

VARIABLE = "OAUTH_TOOL_TEST_BROWSER"

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
_MAC_APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS_PROGRAMS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def browser_for_tests(environment: Environment) -> Path:
    """Return a Chromium that starts: the one asked for, an installed one, or a new one.

    Args:
        environment: Where Playwright is installed.

    Raises:
        SystemExit: None can be had. The text says what was tried.
    """
    _require_driver(environment)
    if chosen := os.environ.get(VARIABLE):
        return _chosen(Path(chosen))
    browser = _first_that_starts(_installed(environment))
    if browser is None:
        _download(environment)
        browser = _first_that_starts(_from_playwright(environment))
    if browser is None and _is_root_on_debian():
        _install_from_debian("chromium", "fonts-liberation")
        browser = _first_that_starts(_installed(environment))
    if browser is None:
        raise SystemExit(
            "Error: the tests need Chromium or Chrome; none is installed and none could be got. "
            f"Hint: install one, or name its path in {VARIABLE}."
        )
    return browser


def _require_driver(environment: Environment) -> None:
    ask_for_version = (environment.python, "-m", "playwright", "--version")
    if subprocess.run(ask_for_version, capture_output=True, check=False).returncode == 0:
        return
    if _is_root_on_debian():
        _install_from_debian("libatomic1")
    run_quietly(
        *ask_for_version,
        failing="Playwright's driver does not run on this machine (see above). "
        "Hint: on Debian and Ubuntu, 'sudo apt-get install libatomic1' adds what is missing.",
    )


def _chosen(browser: Path) -> Path:
    if not _starts(browser):
        raise SystemExit(f"Error: {VARIABLE} names {browser}, which does not start.")
    return browser


def _installed(environment: Environment) -> Iterator[Path]:
    yield from (Path(found) for command in _COMMANDS if (found := shutil.which(command)))
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (folder / application for application in _MAC_APPLICATIONS)
    for variable in _WINDOWS_FOLDERS:
        if programs := os.environ.get(variable):
            yield from (Path(programs) / program for program in _WINDOWS_PROGRAMS)
    yield from _from_playwright(environment)


def _from_playwright(environment: Environment) -> Iterator[Path]:
    answer = subprocess.run(
        [environment.python, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    if answer.returncode == 0:
        yield Path(answer.stdout.strip())


def _first_that_starts(candidates: Iterator[Path]) -> Path | None:
    return next(filter(_starts, candidates), None)


def _starts(browser: Path) -> bool:
    if not browser.is_file() or ON_WINDOWS:  # there, --version would open a window
        return browser.is_file()
    try:
        done = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _download(environment: Environment) -> None:
    say("No Chromium or Chrome found: downloading Playwright's own …")
    _try(environment.python, "-m", "playwright", "install", "chromium")


def _is_root_on_debian() -> bool:
    return shutil.which("apt-get") is not None and not ON_WINDOWS and os.geteuid() == 0


def _install_from_debian(*packages: str) -> None:
    say(f"Installing Debian's {', '.join(packages)} …")
    _try("apt-get", "update")
    _try("apt-get", "install", "--yes", "--no-install-recommends", *packages)


def _try(*command: str | Path) -> None:
    done = subprocess.run(
        command,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        first_line = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()[0]
        say(f"That failed: {first_line}")
