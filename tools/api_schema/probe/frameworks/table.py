"""Which classes are applications, and which file here knows their framework."""

from __future__ import annotations

# The top-level module and the name of a class → the file. Of an application's classes the most
# special one counts: an APIFlask is a Flask, too.
FRAMEWORKS = {
    ("aiohttp", "Application"): "aiohttp",
    ("apiflask", "APIFlask"): "apiflask",
    ("blacksheep", "Application"): "blacksheep",
    ("connexion", "AbstractApp"): "connexion",
    ("connexion", "ConnexionMiddleware"): "connexion",
    ("django", "ASGIHandler"): "django",
    ("django", "Apps"): "django",
    ("django", "WSGIHandler"): "django",
    ("flask", "Flask"): "flask_smorest",
    ("litestar", "Litestar"): "litestar",
    ("ninja", "NinjaAPI"): "ninja",
    ("quart", "Quart"): "quart_schema",
    ("sanic", "Sanic"): "sanic",
}


def framework_of(classes: tuple[type, ...]) -> str | None:
    """Return the file for an application with these classes, the most special one first."""
    for each in classes:
        file = FRAMEWORKS.get((top_of(each), each.__name__))
        if file:
            return file
    return None


def top_of(owner: type) -> str:
    """Return the top-level module that a class is in."""
    return str(owner.__module__).partition(".")[0]
