"""The headers of every answer: nothing is loaded from elsewhere, framed, sniffed or cached."""

from aiohttp import web
from multidict import CIMultiDict

FORM_ACTION = web.ResponseKey("FORM_ACTION", str)
SCRIPTS = web.ResponseKey("SCRIPTS", str)

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers then send "Origin: null" with our own forms. This one, too, tells
    # other sites nothing.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{form_action};"
    " frame-ancestors 'none'; base-uri 'none'{scripts}"
)

USUAL = CIMultiDict(
    {
        **FIXED,
        "Content-Security-Policy": CONTENT_SECURITY_POLICY.format(form_action="", scripts=""),
        "Cache-Control": "no-store",
    }
)


def add_security_headers(app: web.Application) -> None:
    """Give every answer of the application these headers; one that it has already stays."""
    app.on_response_prepare.append(_add)


def allow_form_action(response: web.StreamResponse, *origins: str) -> None:
    """Let the forms of a page lead to other origins.

    Browsers apply ``form-action`` to every redirect that follows the sending of a form, so a page
    whose form ends up elsewhere has to name that place.
    """
    response[FORM_ACTION] = "".join(f" {origin}" for origin in dict.fromkeys(origins))


def allow_own_script(response: web.StreamResponse) -> None:
    """Let a page run our own script files, which may ask this server and no other."""
    response[SCRIPTS] = "; script-src 'self'; connect-src 'self'"


async def _add(_: web.Request, response: web.StreamResponse) -> None:
    headers = response.headers
    if isinstance(response, web.FileResponse):
        headers.setdefault("Cache-Control", "no-cache")
    # Most answers carry nothing along; to look a key up that is not there costs an exception.
    if len(response) and (FORM_ACTION in response or SCRIPTS in response):
        policy = CONTENT_SECURITY_POLICY.format(
            form_action=response.get(FORM_ACTION, ""), scripts=response.get(SCRIPTS, "")
        )
        headers.setdefault("Content-Security-Policy", policy)
    headers.merge(USUAL)
    headers.popall("Server", None)
