"""Run one piece of work on a store and die, as by kill -9, after a number of statements.

Called as a program: ``dying.py URL WORK OWNER``. For each line on stdin, which is such a number, a
child does the work, and a line on stdout is its exit code, negative if a signal killed it.
"""

import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from oauth_tool.oauth.moments import utc_now
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.registering.rotating import prepare_rotation, rotate
from oauth_tool.storage.opening import with_store

PROFILE = load_profile("autogpt")


class Dying:
    """A database that kills the process in the place of its nth statement, or of its commit."""

    def __init__(self, database, left):
        self._database = database
        self._left = left
        self.dialect = database.dialect

    async def known(self, table):
        return await self._database.known(table)

    async def fetch(self, statement):
        return await self._database.fetch(statement)

    async def execute(self, statement):
        self._step()
        return await self._database.execute(statement)

    @asynccontextmanager
    async def transaction(self):
        async with self._database.transaction() as inner:
            dying = Dying(inner, self._left)
            yield dying
            dying._step()

    def _step(self):
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def form(owner_id, client_id):
    return Form(
        name="App",
        redirect_uris=("https://app.example/cb",),
        scopes=("IDENTITY",),
        owner_id=owner_id,
        client_id=client_id,
    )


async def register(store, owner_id):
    await store.add_client(prepare(form(owner_id, "new"), PROFILE).client)


async def rotate_secret(store, owner_id):
    client = await store.client("present")
    overlap = timedelta(hours=1 if store.tables.former_secrets else 0)
    await rotate(store, await prepare_rotation(store, client, PROFILE, overlap))


async def apply_batch(store, owner_id):
    new = [prepare(form(owner_id, name), PROFILE).client for name in ("new", "newer")]
    await store.apply(new, {"present": {"name": "Changed"}}, utc_now())


WORK = {"register": register, "rotate": rotate_secret, "batch": apply_batch}


def do(url, work, owner_id, statements):
    """Do the work, and die in the place of the statement with this number."""

    async def run(store):
        await WORK[work](replace(store, database=Dying(store.database, statements)), owner_id)

    with_store(url, PROFILE, run)


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            do(*sys.argv[1:], int(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
