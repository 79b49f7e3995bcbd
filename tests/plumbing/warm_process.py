"""A process that has the commands imported, and forks one for each request.

Run as a program, with the path of a socket to listen at. A request is one JSON object, sent with
three file descriptors that become the command's standard streams; the answers are the command's
process id and, when it has ended, its exit code as `subprocess` gives it, each on a line.

What a command starts from is what a fresh interpreter gives it: its own arguments, environment,
working directory and streams. Only the imports are done already, which are most of the time that
a small command takes.
"""

import atexit
import gc
import json
import os
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from importlib import import_module

COMMANDS = {"oauth-tool": "oauth_tool.cli.main", "export-api-schema": "api_schema.cli.main"}
# Slow ones among what commands import when they need it.
HEAVY = (
    *(
        "aiohttp.web",
        "asyncpg",
        "cryptography.hazmat.primitives.serialization",
        "jinja2",
        "joserfc",
    ),
    *("platformdirs", "rich.progress", "sqlite3", "yaml", "oauth_tool.web.test_server"),
    *("oauth_tool.cli.apps", "oauth_tool.cli.register", "oauth_tool.cli.profiles"),
)
LARGEST_REQUEST = 1 << 20
STREAMS = 3


def main():
    """Serve until the socket's file is gone or the parent is."""
    for module in (*COMMANDS.values(), *HEAVY):
        import_module(module)
    # What the garbage collector does not touch stays shared between the copies.
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(sys.argv[1])
        listener.listen(64)
        sys.stdout.write("ready\n")
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that handle one
        while True:
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _handle(connection)
            connection.close()


def _handle(connection):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    message, descriptors, _, _ = socket.recv_fds(connection, LARGEST_REQUEST, STREAMS)
    if not message:
        os._exit(0)
    command = os.fork()
    if command == 0:
        connection.close()
        _become(json.loads(message), descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    connection.sendall(b"%d\n" % command)
    _, status = os.waitpid(command, 0)
    connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(request, descriptors):
    for target, descriptor in enumerate(descriptors):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv = request["arguments"]
    try:
        code = import_module(COMMANDS[request["command"]]).main() or 0
    except SystemExit as leaving:
        code = leaving.code or 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is told, and ends the process
        traceback.print_exc()
        code = 1
    _leave(code)


def _leave(code):
    """End as an interpreter does, but keep the modules: to forget them takes a while."""
    threading._shutdown()  # noqa: SLF001 - there is no public way to do what an interpreter does
    atexit._run_exitfuncs()  # noqa: SLF001 - the same
    for stream in (sys.stdout, sys.stderr):
        with suppress(ValueError, OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
