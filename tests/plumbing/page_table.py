"""Every page for people: its template, and the route at which it is shown.

A template or a route that is not here fails a test; each one that is here is shown to axe-core.
"""

import re

from oauth_tool.web.rendering import templates_folder

ANYWHERE = ""
ROUTES = {
    "client/workbench.html": "/",
    "client/runs.html": "/runs",
    "client/run.html": "/runs/{run}",
    "client/comparison.html": "/runs/compare",
    "client/problem.html": ANYWHERE,
    "platform/home.html": "/",
    "platform/login.html": "/login",
    "platform/sign_up.html": "/signup",
    "platform/apps.html": "/profile/oauth-apps",
    "platform/consent.html": "/auth/authorize",  # and /authorize, and /device
    "platform/scopes.html": "/auth/authorize",
    "platform/setup_wizard.html": "/auth/integrations/setup-wizard",
    "platform/api_docs.html": "/external-api/docs",
    "platform/device.html": "/device",
    "platform/device_done.html": "/device",
    "platform/problem.html": ANYWHERE,
}
# What only the platform of one profile shows.
OWN = {
    "autogpt": {
        "platform/scopes.html",
        "platform/setup_wizard.html",
        "platform/api_docs.html",
    },
    "rfc": {"platform/device.html", "platform/device_done.html"},
}
_EXTENDED = re.compile(r'{% extends "([^"]+)" %}')
_TITLE = re.compile(r"{% block title %}(.*?){% endblock %}")
_VALUE = re.compile(r"{{.*?}}")


def templates_of_pages():
    """Return every template that is a whole page, by what extends what."""
    folder = templates_folder()
    texts = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*.html")
    }
    extended = {name: _EXTENDED.findall(text) for name, text in texts.items()}
    skeletons = {name for names in extended.values() for name in names}
    return {name for name, names in extended.items() if names} - skeletons


def title_of(template):
    """Return a pattern for the title of a template's pages."""
    text = (templates_folder() / template).read_text(encoding="utf-8")
    constant = _VALUE.split(_TITLE.search(text)[1])
    return re.compile(".+".join(map(re.escape, constant)))
