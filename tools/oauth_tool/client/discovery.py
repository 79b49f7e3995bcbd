"""From an issuer to its endpoints: RFC 8414, and OpenID Connect Discovery 1.0."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlsplit

from oauth_tool.client.answers import LONGEST_QUOTE, Document, document_of
from oauth_tool.client.endpoint_urls import leads_home, problem_with_endpoint
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.problems import StepFailed
from tool_cli.errors import InvalidInput, ToolError

RFC_8414 = "/.well-known/oauth-authorization-server"
OPENID_CONNECT = "/.well-known/openid-configuration"
# Each command that looks for metadata has such options, of other names.
OTHERWISE = "check --issuer; endpoints can be named instead, with the options that --help lists"
READING = "reading the server's metadata"


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoints:
    """The endpoints that a server names, each an http or https URL in order; None if it does not.

    The fields are called as in RFC 8414 2.
    """

    authorization_endpoint: str | None = None
    token_endpoint: str | None = None
    registration_endpoint: str | None = None
    introspection_endpoint: str | None = None
    revocation_endpoint: str | None = None
    userinfo_endpoint: str | None = None
    device_authorization_endpoint: str | None = None
    pushed_authorization_request_endpoint: str | None = None
    jwks_uri: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ServerMetadata:
    """What an authorization server says of itself.

    Attributes:
        issuer: Its identifier, as it was asked for, character by character.
        found_at: The URL of the document.
        endpoints: What may be used of it.
        document: All of it. Nothing in here is checked, so none of it may be opened.
    """

    issuer: str
    found_at: str
    endpoints: Endpoints
    document: Mapping[str, object] = field(repr=False)


def discovery_requests(issuer: str, *, allow_http: bool = False) -> tuple[Request, ...]:
    """Return the requests for an issuer's metadata, in the order in which to try them.

    RFC 8414 3.1 puts its path between host and path, OpenID Connect puts its own at the end. A
    slash at the end of the issuer is left out by both.

    Raises:
        InvalidInput: The issuer is no URL that a request may go to.
    """
    if problem := _problem_with_issuer(issuer, allow_http=allow_http):
        raise InvalidInput(
            f"the issuer {issuer[:200]!r} {problem}",
            "give the https URL that the server has as its issuer; --allow-http lets plain http"
            " through",
        )
    parts = urlsplit(issuer)
    path = parts.path.rstrip("/")
    urls = (
        parts._replace(path=RFC_8414 + path).geturl(),
        parts._replace(path=path + OPENID_CONNECT).geturl(),
    )
    return tuple(
        Request(method="GET", url=url, headers=(("Accept", "application/json"),)) for url in urls
    )


def metadata_in(
    response: Response, request: Request, issuer: str, *, allow_http: bool = False
) -> ServerMetadata:
    """Return the metadata in an answer. All of it is held to be hostile.

    Raises:
        ToolError: It is no metadata of this issuer (RFC 8414 3.3), or names an endpoint that no
            request may go to.
    """
    document = _document_in(response)
    _require_issuer(document.get("issuer"), issuer)
    named = {entry.name: document.get(entry.name) for entry in fields(Endpoints)}
    given = {name: url for name, url in named.items() if url is not None}
    return ServerMetadata(
        issuer=issuer,
        found_at=request.url,
        endpoints=Endpoints(
            **{name: _checked(name, url, issuer, allow_http) for name, url in given.items()}
        ),
        document=document,
    )


def lacks(metadata: ServerMetadata, wanted: Collection[str]) -> bool:
    """Say whether metadata does not name one of these endpoints."""
    return any(getattr(metadata.endpoints, name) is None for name in wanted)


def completed(first: ServerMetadata, second: ServerMetadata) -> ServerMetadata:
    """Return metadata with what another document of the same issuer adds; the first one wins."""
    named = {entry.name: getattr(first.endpoints, entry.name) for entry in fields(Endpoints)}
    added = {name: url or getattr(second.endpoints, name) for name, url in named.items()}
    return replace(
        first, endpoints=Endpoints(**added), document={**second.document, **first.document}
    )


def not_discovered(issuer: str, attempts: Sequence[tuple[str, ToolError]]) -> ToolError:
    """Return the error for an issuer whose metadata was not to be had at any of the addresses."""
    said = "; ".join(f"{urlsplit(url).path}: {error.message}" for url, error in attempts)
    hints = dict.fromkeys(error.hint for _, error in attempts if error.hint)
    return ToolError(
        f"no usable metadata of the issuer {issuer}: {said}",
        next(iter(hints), OTHERWISE),
    )


def _problem_with_issuer(issuer: str, *, allow_http: bool) -> str | None:
    has_query = "has a query, which an issuer never has (RFC 8414 2)" if "?" in issuer else None
    return problem_with_endpoint(issuer, allow_http=allow_http) or has_query


def _document_in(response: Response) -> Document:
    try:
        return document_of(response, READING)
    except StepFailed as failure:
        reason = failure.message.removeprefix(f"{READING} failed: ")
        raise ToolError(reason[:LONGEST_QUOTE], _HINTS.get(response.status // 100)) from failure


_HINTS = {
    2: "what is at this address is a web page: check --issuer",
    3: "redirects are not followed: give the issuer that the server itself uses",
    4: OTHERWISE,
    5: "the server failed: its own log says why",
}


def _require_issuer(found: object, asked: str) -> None:
    if found == asked:
        return
    if not isinstance(found, str):
        raise ToolError(
            "its metadata names no issuer", "the server breaks RFC 8414 3.3; its operator can help"
        )
    raise ToolError(
        f"its metadata is of the issuer {found[:LONGEST_QUOTE]!r}, not of {asked!r}"
        f" ({_difference(found, asked)})",
        "RFC 8414 3.3 wants the very same text: give the one that the server has, if you trust it",
    )


def _difference(found: str, asked: str) -> str:
    if found.rstrip("/") == asked.rstrip("/"):
        return "they differ in the slash at the end"
    ours, theirs = (text.partition("://") for text in (asked, found))
    if ours[2] == theirs[2]:
        return "they differ in the scheme"
    if found.lower() == asked.lower():
        return "they differ in upper and lower case"
    return "they differ in more than spelling"


def _checked(name: str, url: object, issuer: str, allow_http: bool) -> str:  # noqa: FBT001
    problem = problem_with_endpoint(url, allow_http=allow_http)
    if problem is None and leads_home(str(url), issuer):
        problem = "is on this machine, although the server is not"
    if problem:
        raise ToolError(
            f"its metadata cannot be trusted: {name} {str(url)[:LONGEST_QUOTE]!r} {problem}",
            "nothing was sent there; the server's operator must correct it",
        )
    return str(url)
