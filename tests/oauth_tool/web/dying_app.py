"""Have a temporary app, and die, as by kill -9, in the place of the nth thing that touches a disk.

Called as a program: ``dying_app.py JOURNAL-FOLDER DATABASE-URL OWNER-ID N``.
"""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from oauth_tool.profiles.loading import load_profile
from oauth_tool.storage.opening import opened_store
from oauth_tool.web.journal import Entry, Journal
from oauth_tool.web.recorded_urls import without_password
from oauth_tool.web.temporary_app import form_for, temporary_app

TOUCHING = {"open", "os.mkdir", "os.remove", "os.rename", "fcntl.flock", "tempfile.mkstemp"}


class Countdown:
    """Kills the process when it has counted down."""

    def __init__(self, left):
        self.left = left

    def step(self):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Counted:
    """A database whose every statement counts twice: before it is run, and after."""

    def __init__(self, database, countdown):
        self._database = database
        self._countdown = countdown
        self.dialect = database.dialect

    async def version(self):
        return await self._database.version()

    async def known(self, table):
        return await self._database.known(table)

    async def fetch(self, statement):
        return await self._database.fetch(statement)

    async def execute(self, statement):
        self._countdown.step()
        touched = await self._database.execute(statement)
        self._countdown.step()
        return touched

    @asynccontextmanager
    async def transaction(self):
        async with self._database.transaction() as inner:
            yield Counted(inner, self._countdown)


async def have_one(journal, url, owner_id, countdown):
    profile = load_profile("autogpt")
    form = form_for("http://127.0.0.1:9876/callback", ("IDENTITY",), owner_id)

    def note(client_id):
        place = without_password(url)
        return journal.entry(
            Entry(client_id=client_id, database=place, profile="autogpt", started_at="now")
        )

    async with opened_store(url, profile) as store:
        counted = replace(store, database=Counted(store.database, countdown))
        sys.addaudithook(lambda event, _: countdown.step() if event in TOUCHING else None)
        async with temporary_app(counted, profile, form, note, print):
            countdown.step()
        countdown.left = 1000  # from here on nothing is left to lose


if __name__ == "__main__":
    folder, url, owner_id, number = sys.argv[1:]
    asyncio.run(have_one(Journal(folder=Path(folder)), url, owner_id, Countdown(int(number))))
