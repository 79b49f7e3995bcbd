"""The formats that a run can be exported in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from oauth_tool.web.exports.curl import curl
from oauth_tool.web.exports.har import har
from oauth_tool.web.exports.markdown import markdown
from oauth_tool.web.exports.mermaid import mermaid
from oauth_tool.web.exports.run import Run
from oauth_tool.web.exports.run_json import run_json


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A format: how a run is written in it, what the file is called and browsers call its type."""

    write: Callable[[Run], str]
    file: str
    content_type: str


FORMATS: Mapping[str, Export] = {
    "har": Export(write=har, file="oauth-flow.har", content_type="application/json"),
    "curl": Export(write=curl, file="oauth-flow.sh", content_type="text/x-shellscript"),
    "markdown": Export(write=markdown, file="oauth-flow.md", content_type="text/markdown"),
    "mermaid": Export(write=mermaid, file="oauth-flow.mmd", content_type="text/plain"),
    "json": Export(write=run_json, file="oauth-flow.json", content_type="application/json"),
}
EXPORTS: Mapping[str, Export] = {export.file: export for export in FORMATS.values()}
