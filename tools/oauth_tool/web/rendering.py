"""From a template and its context to an answer. Values are escaped, undefined ones refused."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

import oauth_tool

if TYPE_CHECKING:
    import jinja2

PAGE_VALUES: web.AppKey[Mapping[str, object]] = web.AppKey("PAGE_VALUES")
"""What every page of an application needs beside its own context, such as ``profile``."""


def templates_folder() -> Path:
    """Return where the templates are: inside the package (a wheel), else beside ``tools/``."""
    package = Path(oauth_tool.__file__).parent
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent.parent / "templates"


def page(
    request: web.Request, template: str, context: Mapping[str, object], *, status: int = 200
) -> web.Response:
    """Answer with a page.

    Args:
        request: The request that is answered.
        template: The path below the templates folder.
        context: What the comment at the top of the template asks for.
        status: The HTTP status.
    """
    common = request.app[PAGE_VALUES]
    text = _environment().get_template(template).render({**common, **context})
    return web.Response(text=text, status=status, content_type="text/html")


def macro(template: str, name: str) -> Callable[..., str]:
    """Return a macro of a template as a function; what it returns is escaped already."""
    found: Callable[..., str] = getattr(_environment().get_template(template).module, name)
    return found


def add_static_files(app: web.Application, *, icon: str) -> None:
    """Serve style sheet and icons below ``/static/``, and one icon for answers that name none.

    A request names a file that is there now, or none: no path is made of what it says.
    """
    files = {file.name: file for file in (templates_folder() / "static").iterdir()}

    async def static(request: web.Request) -> web.FileResponse:
        file = files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return web.FileResponse(file)

    async def favicon(_: web.Request) -> web.FileResponse:
        return web.FileResponse(files[icon])

    app.add_routes([web.get("/static/{name}", static), web.get("/favicon.ico", favicon)])


@cache
def _environment() -> "jinja2.Environment":
    import jinja2  # noqa: PLC0415 - a tenth of a start that only the first page needs

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
