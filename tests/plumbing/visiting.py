"""A browser without a screen: what a test needs to have happened before it looks at a page.

To get somewhere through pages that other tests look at takes milliseconds like this, and seconds
in a real browser.
"""

import html
import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from oauth_tool.oauth.users import DEMO_USER_ID

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')

_DECISION = re.compile(r'<form method="post" action="([^"]*)" class="decision"')


class _PagesAsTheyAre(urllib.request.HTTPErrorProcessor):
    """A page that says what went wrong is a page."""

    def http_response(self, request, response):
        return response if response.status >= 400 else super().http_response(request, response)


class Visitor:
    """Somebody who opens pages and sends their forms; cookies are kept, redirects followed."""

    def __init__(self):
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _PagesAsTheyAre()
        )

    def open(self, url, fields=None):
        """Return the text of the page that a URL ends at, and its own URL."""
        body = urllib.parse.urlencode(fields, doseq=True).encode() if fields is not None else None
        request = urllib.request.Request(url, body, {"Accept": "text/html"})
        with self._opener.open(request) as answer:
            return answer.read().decode(), answer.url

    def press(self, page_url, action, **fields):
        """Send a form of a page, with its token, and return where that ends."""
        text, _ = self.open(page_url)
        url = urllib.parse.urljoin(page_url, action)
        return self.open(url, {"csrf_token": _TOKEN.search(text)[1], **fields})

    def walk_to_the_code(self, client_url, scope="IDENTITY"):
        """Sign in as the demo user and agree; return the client's page."""
        text, url = self.press(client_url, "/start", scope=scope)
        if "/login" in url:
            hidden = dict(_HIDDEN.findall(text))
            text, url = self.open(
                url.partition("?")[0], {**hidden, "user_id": DEMO_USER_ID, "next": _next(url)}
            )
        action = urllib.parse.urljoin(url, _DECISION.search(text)[1])
        hidden = {name: html.unescape(value) for name, value in _HIDDEN.findall(text)}
        return self.open(action, {**hidden, "decision": "allow"})[0]

    def cookies_for_browser(self):
        """Return its cookies as Playwright takes them."""
        return [
            {"name": one.name, "value": one.value, "domain": one.domain, "path": "/"}
            for one in self.cookies
        ]


def _next(url):
    return urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["next"][0]
