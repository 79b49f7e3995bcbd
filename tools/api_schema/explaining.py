"""Say what went wrong in the backend, where, and what to do: one table, one line a kind."""

from dataclasses import dataclass
from pathlib import Path

from api_schema.incident import Incident
from api_schema.report import Failure
from api_schema.stack import Frame, own_frame
from api_schema.target import Target
from tool_cli.errors import InvalidInput, ToolError

LONGEST_MESSAGE = 500


class BackendFailed(ToolError):
    """The backend did not give its document.

    Attributes:
        output: The last lines that it printed.
        incidents: What was refused to it, allowed, or left behind.
        library: The folder of its standard library.
        frame: Where in its code; None if that is not known.
    """

    def __init__(
        self,
        message: str,
        hint: str,
        *,
        output: str = "",
        incidents: tuple[Incident, ...] = (),
        library: str = "",
        frame: Frame | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.output = output
        self.incidents = incidents
        self.library = library
        self.frame = frame

    def as_json(self) -> dict[str, object]:
        """Return the failure for a report."""
        return {
            "error": self.message,
            "hint": self.hint,
            "incidents": [each.as_json(library=self.library) for each in self.incidents],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What an explanation needs to know besides the failure.

    Attributes:
        target: What was to be exported.
        interpreter: What it was imported with.
        timeout: The seconds that it had.
        library: The folder of the interpreter's standard library, if the probe ran.
        output: The last lines that the backend printed.
        incidents: What it was refused, allowed, or left behind.
    """

    target: Target
    interpreter: Path
    timeout: float
    library: str | None
    output: str
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class _Explanation:
    message: str
    hint: str
    is_the_users: bool = False


_TRACEBACK = "--verbose shows the backend's output and the whole traceback"
_WRAPPER = "write a function without arguments that returns the application, and name that"
_OUTPUT = "--verbose shows what the backend prints on its way"

_EXPLANATIONS = {
    "module-not-found": _Explanation(
        "there is no module {name} in {app_dir} or in the environment of {python}",
        "--app-dir names the folder that modules are imported from",
        is_the_users=True,
    ),
    "attribute-not-found": _Explanation(
        "{target}: there is no {name}",
        "{near}",
        is_the_users=True,
    ),
    "app-is-wrapped": _Explanation(
        "{target} is a {name}, which knows no OpenAPI document",
        "it wraps an application: try {target}.app",
        is_the_users=True,
    ),
    "app-has-mounts": _Explanation(
        "{target} is a {name} that has no document itself, and applications mounted in it",
        "name one with --mount: {choice}",
        is_the_users=True,
    ),
    "no-document": _Explanation(
        "{target} is a {name} without an extension that describes it, or one that is switched off",
        "for Flask that is flask-smorest, Quart quart-schema, Sanic sanic-ext, Django"
        " drf-spectacular or django-ninja; see the README for others",
        is_the_users=True,
    ),
    "several-documents": _Explanation(
        "{target} has several documents",
        "name one with --mount: {choice}",
        is_the_users=True,
    ),
    "not-an-app": _Explanation(
        "{target} is a {name}, neither an application that is known here"
        " nor a function that makes one",
        "name the application after the colon; packages may add frameworks, see the README",
        is_the_users=True,
    ),
    "factory-is-async": _Explanation(
        "the factory {target} is async, and no event loop runs during an export",
        _WRAPPER,
        is_the_users=True,
    ),
    "factory-needs-arguments": _Explanation(
        "the factory {target} cannot be called: {message}",
        "give them as literals, 'module:factory(name=1)', or " + _WRAPPER,
        is_the_users=True,
    ),
    "factory-made-no-app": _Explanation(
        "the factory {target} returned a {name}, no application that is known here",
        "name the application or the function that returns it",
        is_the_users=True,
    ),
    "not-a-document": _Explanation(
        "the document of {target} is a {name}, not a dict",
        "see what the application's openapi() or its plug-in returns",
    ),
    "lone-surrogate": _Explanation(
        "the document of {target} holds {name} at {message}: half a character, not valid in UTF-8",
        "mend the text there",
    ),
    "mount-not-found": _Explanation(
        "nothing is mounted at {name} in {target}",
        "{near}",
        is_the_users=True,
    ),
    "mount-is-no-app": _Explanation(
        "at {message} of {target} a {name} is mounted, which knows no OpenAPI document",
        "--mount takes the path of a mounted FastAPI application",
        is_the_users=True,
    ),
    "stub-in-document": _Explanation(
        "{name}, which --stub stands in for, would get into the document of {target}",
        "install or generate that module: what it defines is published",
    ),
    "dependency-not-found": _Explanation(
        "{target} needs the module {name}, which {python} does not have{at}",
        "install it there, choose the backend's interpreter with --python, or --stub {name}",
    ),
    "variable-not-set": _Explanation(
        "{target} needs the variable {name}, which is not set{at}",
        "set it with --env {name}=VALUE or --env-file, or let --fill-missing-env make one up",
    ),
    "raised": _Explanation(
        "{target} failed when {during}: {name}: {message}{at}",
        _TRACEBACK,
    ),
    "exited": _Explanation(
        "{target} called sys.exit({message}) when {during}{at}",
        _OUTPUT,
    ),
    "hangs": _Explanation(
        "{target} did not finish within {seconds} s{at}",
        "give it more with --timeout, or keep that call out of the import",
    ),
    "killed": _Explanation(
        "the process that imports {target} was killed by {name}{at}",
        "SIGKILL is often a lack of memory, SIGSEGV a broken binary package",
    ),
    "ended": _Explanation(
        "{target} ended its process with exit code {name} and without an exception",
        f"look for os._exit; {_OUTPUT}",
    ),
    "channel-closed": _Explanation(
        "{target} closed the pipe that its document goes over",
        "look for os.closerange in what it imports",
    ),
    "not-started": _Explanation(
        "{python} could not run the probe",
        "it must be Python 3.9 or newer; choose another one with --python",
    ),
}


def explained(failure: Failure, circumstances: Circumstances) -> ToolError:
    """Return the error that tells about a failure of the backend."""
    explanation = _EXPLANATIONS[failure.kind]
    fields = _fields(failure, circumstances)
    message = explanation.message.format_map(fields)
    hint = explanation.hint.format_map(fields)
    if explanation.is_the_users:
        return InvalidInput(message, hint)
    return BackendFailed(
        message,
        hint,
        output=circumstances.output,
        incidents=circumstances.incidents,
        library=circumstances.library or "",
        frame=own_frame(failure.frames, library=circumstances.library or ""),
    )


def _fields(failure: Failure, circumstances: Circumstances) -> dict[str, str]:
    frame = own_frame(failure.frames, library=circumstances.library or "")
    meant = " or ".join(failure.near)
    return {
        "target": str(circumstances.target),
        "app_dir": str(circumstances.target.app_dir),
        "python": str(circumstances.interpreter),
        "seconds": f"{circumstances.timeout:g}",
        "name": failure.name,
        "message": _shortened(failure.message),
        "during": failure.during,
        "choice": meant,
        "near": f"perhaps you mean {meant}" if meant else "name the application after the colon",
        "at": f", at {frame}" if frame else "",
    }


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]} …"
