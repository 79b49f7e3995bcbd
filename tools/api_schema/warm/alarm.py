"""Wait until something happens in folders."""

from collections.abc import Iterator, Sequence

QUIET = 10  # milliseconds without an event that end a burst of them
LONGEST = 200  # milliseconds of a burst
LOOK = 5000  # milliseconds after which to look anyway: an event may get lost when folders change


class Alarm:
    """Wakes whoever waits for a change."""

    def __init__(self) -> None:
        self._folders: list[str] = []
        self._events: Iterator[object] = iter(())

    def wait(self, folders: Sequence[str]) -> None:
        """Return when something may have happened in one of the folders, not below them.

        Raises:
            KeyboardInterrupt: Ctrl-C.
        """
        if list(folders) != self._folders:
            from watchfiles import watch  # noqa: PLC0415 - only this needs it

            self._folders = list(folders)
            self._events = watch(
                *folders,
                watch_filter=None,
                debounce=LONGEST,
                step=QUIET,
                rust_timeout=LOOK,
                yield_on_timeout=True,
                recursive=False,
            )
        next(self._events)
