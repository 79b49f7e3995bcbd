"""Import a backend inside its own interpreter and hand its OpenAPI document over a pipe.

This file is run by path as a child process, in whatever environment the backend lives in: it is
one file, uses the standard library only, and its syntax is that of Python 3.9. Its one argument is
a JSON object: ``module``, ``attribute``, ``app_dir``, ``channel`` (the pipe's descriptor) and
``verbose`` (print tracebacks).

What goes over the pipe:

1. a JSON line as soon as the probe runs: where this interpreter's standard library is;
2. a JSON line with the outcome: ``operations`` and ``size``, or the ``kind`` of a failure;
3. after a good outcome, ``size`` bytes: the document.

If the process crashes, or is sent SIGUSR1 because it hangs, the stack that faulthandler writes
stands there instead of the second line.
"""

from __future__ import annotations

import atexit
import contextlib
import difflib
import errno
import faulthandler
import fcntl
import functools
import importlib
import inspect
import json
import os
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import NoReturn, Protocol, TypeAlias, TypeGuard

    class App(Protocol):
        """What is used of a FastAPI application."""

        def openapi(self) -> object:
            """Return the OpenAPI document."""

    Address: TypeAlias = "tuple[str, int] | tuple[str, int, int, int] | str | bytes"


METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"))
LOOPBACK = frozenset(("", "localhost", "::", "::1", "0.0.0.0"))  # noqa: S104 - only compared with
INTERNET = frozenset((socket.AF_INET, socket.AF_INET6))
CHANNEL_LOST = 71  # the exit code, as exporting.py knows it
REFUSED = "export-api-schema lets no import use the network"


class Failure(Exception):
    """The document cannot be had, for a reason that has a name.

    Attributes:
        details: ``kind``, and what that kind has to tell.
    """

    def __init__(self, kind: str, **details: object) -> None:
        super().__init__(kind)
        self.details = {"kind": kind, **details}


def main() -> NoReturn:
    """Do what the one argument asks for, then leave without waiting for the backend's threads."""
    request = json.loads(sys.argv[1])
    channel = high_descriptor(request["channel"])
    send(channel, {"library": str(Path(os.__file__).parent)})
    faulthandler.enable(file=channel, all_threads=False)
    # chain: once the stack is written the signal does what it would have done, end the process.
    faulthandler.register(signal.SIGUSR1, file=channel, all_threads=False, chain=True)
    look_like_dash_c(request["app_dir"])
    refuse_network()
    outcome, text = outcome_of(request["module"], request["attribute"], verbose=request["verbose"])
    try:
        send(channel, outcome, text)
    except OSError:  # the backend closed it, or the tool is gone
        leave(CHANNEL_LOST)
    leave(0)


def outcome_of(module: str, attribute: str, *, verbose: bool) -> tuple[dict[str, object], bytes]:
    """Return the outcome and the document's bytes; no exception of the backend passes."""
    during = "it was imported"
    try:
        found = found_at(module, attribute)
        during = "it was called"
        app = app_from(found)
        during = "its openapi() was called"
        document = document_of(app)
        during = "its document was written as JSON"
        text = json_text(document)
    except Failure as failure:
        return failure.details, b""
    except BaseException as error:  # noqa: BLE001 - a backend may raise anything, and all is told
        if verbose:
            traceback.print_exception(type(error), error, error.__traceback__)
        return {"during": during, "frames": frames_of(error), **words_for(error)}, b""
    return {"operations": operations_in(document), "size": len(text)}, text


# From the target to the document. What another framework does differently belongs here.


def found_at(module_name: str, attribute: str) -> object:
    """Return what a target names; what is not there is a failure that tells what comes near."""
    try:
        found: object = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if not f"{module_name}.".startswith(f"{error.name}."):
            raise
        raise Failure("module-not-found", name=error.name) from error
    for name in attribute.split("."):
        if not hasattr(found, name):
            raise Failure("attribute-not-found", name=name, near=names_near(name, found))
        found = getattr(found, name)
    return found


def names_near(name: str, owner: object) -> list[str]:
    """Return the names in an object that are applications, else those that are spelled alike."""
    known = getattr(owner, "__dict__", {})
    # Statically: a lazy object that is only looked at must not come to life.
    apps = [
        key
        for key, value in known.items()
        if not inspect.isclass(value) and inspect.getattr_static(value, "openapi", None)
    ]
    return apps or difflib.get_close_matches(name, known)


def is_app(candidate: object) -> TypeGuard[App]:
    """Tell whether this is an application that knows its OpenAPI document."""
    return not inspect.isclass(candidate) and callable(getattr(candidate, "openapi", None))


def app_from(found: object) -> App:
    """Return the application: what was found, or what it makes if it is a factory."""
    if is_app(found):
        return found
    if is_app(getattr(found, "app", None)):
        raise Failure("app-is-wrapped", name=type(found).__name__)
    if not callable(found):
        raise Failure("not-an-app", name=type(found).__name__)
    if inspect.iscoroutinefunction(found):
        raise Failure("factory-is-async")
    try:
        inspect.signature(found).bind()
    except TypeError as error:
        raise Failure("factory-needs-arguments", message=str(error)) from error
    made = found()
    if not is_app(made):
        raise Failure("factory-made-no-app", name=type(made).__name__)
    return made


def document_of(app: App) -> dict[str, object]:
    """Return the application's OpenAPI document."""
    document = app.openapi()
    if not isinstance(document, dict):
        raise Failure("not-a-document", name=type(document).__name__)
    return document


def json_text(document: dict[str, object]) -> bytes:
    """Return the document as JSON in UTF-8."""
    text = json.dumps(document, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        pointer = next(place for place, words in texts_in(document) if has_surrogate(words))
        raise Failure("lone-surrogate", name=text[error.start], message=pointer) from error


def texts_in(node: object, pointer: str = "#") -> Iterator[tuple[str, str]]:
    """Yield each text of a document, keys too, after the JSON pointer to it."""
    if isinstance(node, str):
        yield pointer, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield pointer, str(key)
            yield from texts_in(
                value, pointer + "/" + str(key).replace("~", "~0").replace("/", "~1")
            )
    elif isinstance(node, (list, tuple)):
        for index, value in enumerate(node):
            yield from texts_in(value, pointer + "/" + str(index))


def has_surrogate(text: str) -> bool:
    """Tell whether a text holds half of a surrogate pair, which UTF-8 cannot express."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def operations_in(document: dict[str, object]) -> int:
    """Return how many operations the document's paths and webhooks hold."""
    groups = [document.get(name) for name in ("paths", "webhooks")]
    items = [item for group in groups if isinstance(group, dict) for item in group.values()]
    return sum(method in METHODS for item in items for method in item)


# What went wrong


def words_for(error: BaseException) -> dict[str, object]:
    """Return the kind of failure that an exception of the backend is, and what it says."""
    if isinstance(error, SystemExit):
        return {"kind": "exited", "message": str(error.code or 0)}
    if isinstance(error, ModuleNotFoundError) and error.name:
        return {"kind": "dependency-not-found", "name": error.name}
    return {"kind": "raised", "name": type(error).__name__, "message": str(error)}


def frames_of(error: BaseException) -> list[tuple[str, int, str]]:
    """Return file, line and function of each frame of an exception, the last one last."""
    frames = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename != __file__
    ]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno or 0, "<module>"))
    return frames


# The process


def high_descriptor(inherited: int) -> int:
    """Move the pipe to a descriptor that the backend neither closes, hands on nor is given.

    A low one is among those that a daemon closes, and once closed its number goes to the next
    file that the backend opens.
    """
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    highest = 1024 if limit == resource.RLIM_INFINITY else min(limit, 1024)
    channel = fcntl.fcntl(inherited, fcntl.F_DUPFD_CLOEXEC, highest - 8)
    os.close(inherited)
    return channel


def send(channel: int, header: dict[str, object], body: bytes = b"") -> None:
    """Write a JSON line and what follows it to the pipe."""
    rest = memoryview(json.dumps(header).encode() + b"\n" + body)
    while rest:
        rest = rest[os.write(channel, rest) :]


def look_like_dash_c(app_dir: str) -> None:
    """Make the import path and the arguments those of ``python -c`` in the backend's folder."""
    if Path(sys.path[0]).resolve() == Path(__file__).resolve().parent:  # not so under -P
        del sys.path[0]
    sys.path.insert(0, app_dir)
    sys.argv[:] = ["-c"]
    atexit.register(flush_output)


def leave(code: int) -> NoReturn:
    """Run what the backend registered for its end, such as removing temporary files, and end."""
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - leaving the usual way waits for threads first
    finally:
        os._exit(code)


def flush_output() -> None:
    """Write what the backend printed and is still in memory."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


# No network. Each refusal is the OSError that a machine without one would raise, so that an import
# which survives offline survives here. Unix sockets pass: they are no network.


def refuse_network() -> None:
    """Refuse connections, look-ups of names and listening from now on, in this whole process."""
    for name in ("connect", "connect_ex", "sendto", "bind"):
        setattr(socket.socket, name, checked(getattr(socket.socket, name)))
    sys.addaudithook(check_event)


def checked(method: Callable[..., object]) -> Callable[..., object]:
    """Return a socket's method as it is without a network.

    Two things are out of an audit hook's reach: it is told of a name after the name was looked up,
    and it cannot make connect_ex return an error instead of raising it.
    """

    def call(self: socket.socket, *arguments: Address) -> object:
        try:
            if self.family in INTERNET and isinstance(arguments[-1], tuple):
                check_lookup(arguments[-1][0])
            return method(self, *arguments)
        except OSError as error:
            if method.__name__ == "connect_ex":
                return error.errno
            raise

    return functools.wraps(method)(call)


def check_event(event: str, arguments: tuple[object, ...]) -> None:
    """Raise OSError if what is about to happen would use the network."""
    check = CHECKS.get(event)
    if check is not None:
        check(*arguments)


check_event.__cantrace__ = True  # type: ignore[attr-defined]  # coverage does not see it otherwise


def check_connection(sock: socket.socket, address: Address) -> None:
    """Refuse to reach an address, except that datagrams may go to this machine."""
    if sock.family not in INTERNET or not isinstance(address, tuple):
        return
    check_lookup(address[0])
    if not is_loopback(address[0]):
        raise refusal(errno.ENETUNREACH)
    if sock.type != socket.SOCK_DGRAM:
        raise refusal(errno.ECONNREFUSED)


def check_listening(sock: socket.socket, address: Address) -> None:
    """Refuse a port to listen on; port 0 only asks the system which one is free."""
    if sock.family in INTERNET and isinstance(address, tuple) and address[1] != 0:
        raise refusal(errno.EADDRINUSE)


def check_lookup(host: object, *_: object) -> None:
    """Refuse to look up a name that this machine does not know by itself."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if not (is_loopback(name) or is_numeric(name) or name == socket.gethostname()):
        raise unknown_name()


def check_reverse_lookup(address: object) -> None:
    """Refuse to look up the name of an address, unless this machine knows it by itself."""
    host = address[0] if isinstance(address, tuple) else str(address)
    if is_numeric(host) and not is_loopback(host):
        raise unknown_name()
    check_lookup(host)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    return host in LOOPBACK or host.startswith("127.")


def is_numeric(host: str) -> bool:
    """Tell whether a host is an IP address rather than a name."""
    for family in INTERNET:
        with contextlib.suppress(OSError):
            socket.inet_pton(family, host.partition("%")[0])
            return True
    return False


def unknown_name() -> OSError:
    """Return the error of a name server that does not answer."""
    text = "Temporary failure in name resolution: " + REFUSED
    return socket.gaierror(socket.EAI_AGAIN, text)


def refusal(code: int) -> OSError:
    """Return the system's own error with a word on where it comes from."""
    return OSError(code, os.strerror(code) + ": " + REFUSED)


CHECKS: dict[str, Callable[..., None]] = {
    "socket.connect": check_connection,
    "socket.sendto": check_connection,
    "socket.sendmsg": check_connection,
    "socket.bind": check_listening,
    "socket.getaddrinfo": check_lookup,
    "socket.gethostbyname": check_lookup,
    "socket.gethostbyaddr": check_reverse_lookup,
    "socket.getnameinfo": check_reverse_lookup,
}

if __name__ == "__main__":
    main()
