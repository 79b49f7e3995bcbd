"""The two servers of scripts/bench/platform, and how to talk to each by its shortest way."""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import platformdirs
from http_load import Answer, Walk, answer_to, request

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.opening import opened_store

HERE = Path(__file__).resolve().parent
INTEROP = HERE.parent / "interop"
REDIRECT_URI = "https://app.example/cb"
SCOPE = "IDENTITY"
VERIFIER = "v" * 43
CONTROL_TOKEN = "c" * 43  # of a server that lives for a minute
COMMAND = (sys.executable, "-c", "from oauth_tool.cli.main import main; main()", "platform")
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, kw_only=True)
class App:
    """The app that both servers know."""

    client_id: str
    secret: str

    @property
    def credentials(self) -> dict[str, str]:
        """What it sends with every request."""
        return {"client_id": self.client_id, "client_secret": self.secret}


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server under test, and how to talk to it by its shortest way.

    Attributes:
        port: Where it listens.
        pid: Its first process.
        authorize: The requests that are answered with a code, one for each connection.
        code_in: Finds the code in that answer.
        ask: Makes a request to an endpoint from its parameters.
    """

    port: int
    pid: int
    authorize: list[bytes]
    code_in: Callable[[Answer], str]
    ask: Callable[[str, dict[str, str]], bytes]

    def redemption(self, authorized: Answer) -> bytes:
        """Return the request that exchanges a code for tokens."""
        return self.ask(
            "token",
            {
                "grant_type": "authorization_code",
                "code": self.code_in(authorized),
                "redirect_uri": REDIRECT_URI,
                "code_verifier": VERIFIER,
            },
        )

    def whole_flow(self, number: int) -> Walk:
        """Authorize, redeem the code, introspect, refresh, revoke."""
        tokens = good((yield self.redemption((yield self.authorize[number]))))
        told = good((yield self.ask("introspection", {"token": str(tokens["access_token"])})))
        if not told["active"]:
            raise SystemExit(f"Error: a new token is not active: {told}")
        refresh = {"grant_type": "refresh_token", "refresh_token": str(tokens["refresh_token"])}
        tokens = good((yield self.ask("token", refresh)))
        revoked = yield self.ask("revocation", {"token": str(tokens["access_token"])})
        if revoked.status != 200:  # noqa: PLR2004 - OK
            raise SystemExit(f"Error: a token was not revoked: {revoked.status}.")

    def new_access_token(self) -> str:
        """Walk a user through the code flow once."""
        authorized = answer_to(self.port, self.authorize[0])
        return str(good(answer_to(self.port, self.redemption(authorized)))["access_token"])

    def introspections(self, tokens: list[str]) -> Callable[[int], Walk]:
        """Return walks that ask about one of these tokens each."""
        asked = cycle([self.ask("introspection", {"token": token}) for token in tokens])

        def walk(_: int) -> Walk:
            answer = yield next(asked)
            if b'"active":true' not in answer.body.replace(b" ", b""):
                raise SystemExit(f"Error: a token is not active: {answer.body!r}")

        return walk


def good(answer: Answer) -> dict[str, object]:
    """Return what an answer says, if it is one of success."""
    if answer.status != 200:  # noqa: PLR2004 - OK
        raise SystemExit(f"Error: {answer.head!r} {answer.body!r}")
    return dict(answer.json())


def registered_app(folder: Path, name: str = "platform") -> App:
    """Register an app in a new database."""
    profile = load_profile("autogpt")
    form = Form(name="Bench", redirect_uris=(REDIRECT_URI,), scopes=(SCOPE,), owner_id=DEMO_USER_ID)
    registration = prepare(form, profile)

    async def add() -> None:
        async with opened_store(f"sqlite:///{folder}/{name}.sqlite3", profile) as store:
            await store.add_client(registration.client)

    asyncio.run(add())
    secret = registration.secret
    return App(client_id=registration.client.client_id, secret=secret.reveal() if secret else "")


@contextmanager
def ours(
    folder: Path, app: App, workers: int, connections: int, name: str = "platform"
) -> Iterator[Server]:
    """Run our platform on a database that is on disk."""
    database = f"sqlite:///{folder}/{name}.sqlite3"
    command = (*COMMAND, "--port", "0", "--database", database, "--workers", str(workers))
    environment = {"OAUTH_TOOL_CONTROL_TOKEN": CONTROL_TOKEN, "PYTHONUNBUFFERED": "1"}
    with running(command, environment) as process:
        line = next(line for line in process.stdout or () if "http://" in line)
        port = urlsplit(line.split()[-1]).port or 0
        control = {**JSON, "Authorization": f"Bearer {CONTROL_TOKEN}"}
        minted = good(
            answer_to(port, request("POST", "/control/user-tokens", port, b"{}", control))
        )
        asked = {
            "client_id": app.client_id,
            "redirect_uri": REDIRECT_URI,
            "scopes": [SCOPE],
            "state": "x",
            "code_challenge": challenge_for(VERIFIER),
        }
        paths = {"token": "token", "introspection": "introspect", "revocation": "revoke"}
        user = {**JSON, "Authorization": f"Bearer {minted['access_token']}"}
        yield Server(
            port=port,
            pid=process.pid,
            authorize=[
                request("POST", "/api/oauth/authorize", port, json.dumps(asked).encode(), user)
            ]
            * connections,
            code_in=lambda answer: code_in(str(good(answer)["redirect_url"])),
            ask=lambda endpoint, parameters: request(
                "POST",
                f"/api/oauth/{paths[endpoint]}",
                port,
                json.dumps({**parameters, **app.credentials}).encode(),
                JSON,
            ),
        )


@contextmanager
def theirs(app: App, connections: int) -> Iterator[Server]:
    """Run node's oidc-provider, and sign a user in there."""
    folder = provider_folder()
    command = ("node", str(folder / "platform.mjs"), app.client_id, app.secret, REDIRECT_URI)
    with running(command, {"NODE_ENV": "production"}, folder) as process:
        port = int((process.stdout or iter(())).readline())  # type: ignore[union-attr] # it is a pipe
        asked = {
            "client_id": app.client_id,
            "redirect_uri": REDIRECT_URI,
            "response_type": "code",
            "scope": f"openid offline_access {SCOPE}",
            "state": "x",
            "prompt": "consent",
            "code_challenge": challenge_for(VERIFIER),
            "code_challenge_method": "S256",
        }
        entrance = f"/auth?{urlencode(asked)}"
        # As many users: a revocation there is that of every token of a user and an app.
        cookies = [signed_in_cookies(port, entrance) for _ in range(connections)]
        del asked["prompt"]
        paths = {"token": "/token", "introspection": "/token/introspection"}
        paths["revocation"] = "/token/revocation"
        yield Server(
            port=port,
            pid=process.pid,
            authorize=[
                request("GET", f"/auth?{urlencode(asked)}", port, headers={"Cookie": cookie})
                for cookie in cookies
            ],
            code_in=lambda answer: code_in(answer.header("location")),
            ask=lambda endpoint, parameters: request(
                "POST",
                paths[endpoint],
                port,
                urlencode({**parameters, **app.credentials}).encode(),
                FORM,
            ),
        )


def signed_in_cookies(port: int, path: str) -> str:
    """Follow redirects until the browser would go back to the app, and return the cookies."""
    jar: dict[str, str] = {}
    while not path.startswith(REDIRECT_URI):
        cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
        answer = answer_to(port, request("GET", path, port, headers={"Cookie": cookies}))
        for line in answer.head.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                jar[key] = content
        location = answer.header("location")
        if not location:
            raise SystemExit(f"Error: {path[:80]} answered {answer.status}: {answer.body[:300]!r}")
        local = urlsplit(location)
        at_home = local.hostname in {None, "127.0.0.1"}
        path = f"{local.path}?{local.query}" if at_home else location
    return "; ".join(f"{name}={value}" for name, value in jar.items() if value)


def code_in(location: str) -> str:
    """Return the code that an answer takes to the app."""
    return parse_qs(urlsplit(location).query)["code"][0]


@contextmanager
def running(
    command: tuple[str, ...], environment: dict[str, str], folder: Path | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run a server as long as the work inside takes."""
    with subprocess.Popen(
        command,
        env=_usual_environment() | environment,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _usual_environment() -> dict[str, str]:
    # Where modules are not kept compiled, a start measures the compiler.
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def provider_folder() -> Path:
    """Return a folder outside of the checkout with oidc-provider installed."""
    sources = [INTEROP / "package.json", INTEROP / "package-lock.json", INTEROP / "older-node.mjs"]
    fingerprint = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    folder = platformdirs.user_cache_path("oauth-tool") / "bench" / fingerprint[:16]
    if not (folder / "node_modules" / "oidc-provider").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for file in sources:
            shutil.copy(file, folder)
        npm = shutil.which("npm") or sys.exit("Error: there is no npm. Hint: install Node.js.")
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit"], cwd=folder, check=True)
    shutil.copy(HERE / "platform.mjs", folder)
    return folder
