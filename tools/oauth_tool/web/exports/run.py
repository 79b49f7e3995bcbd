"""What all exports are made of: exchanges without secrets, and what was found in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from oauth_tool.audit.rule import Finding, Verdict
from oauth_tool.client.showing import ShownEntry
from oauth_tool.web.step_texts import TEXTS


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One walk, as far as it got.

    Attributes:
        platform: What a person calls the platform.
        wire: How its requests look, a key of ``WIRES``; empty in runs that were kept without it.
        addresses: Its base URLs, by name.
        app: What a person calls the app.
        client_id: The app's public identifier.
        redirect_uri: Where its answers go.
        entries: The exchanges without secrets, oldest first.
        findings: What the rules say of each, by its number.
        made_at: When the export was made.
        holds_secrets: Whether its secrets are shown.
    """

    platform: str
    wire: str
    addresses: Mapping[str, str]
    app: str
    client_id: str
    redirect_uri: str
    entries: Sequence[ShownEntry]
    findings: Mapping[int, Sequence[Finding]]
    made_at: datetime
    holds_secrets: bool = False

    @property
    def secrets_note(self) -> str:
        """What to say of the secrets in it."""
        if self.holds_secrets:
            return "Its secrets are in here: treat it like a password."
        return "No secret is in here."

    def failed(self, number: int) -> Sequence[Finding]:
        """Return the rules that an exchange breaks."""
        return [one for one in self.findings[number] if one.verdict is Verdict.FAILED]


def title_of(entry: ShownEntry) -> str:
    """Return what an exchange is called, in one line of plain text."""
    title = f"{entry.number}. {TEXTS[entry.step].title}"
    return f"{title} (wrong on purpose: {entry.on_purpose})" if entry.on_purpose else title


def on_one_line(text: str) -> str:
    """Return a text from elsewhere without anything that could end a line."""
    return "".join(c if c.isprintable() else " " for c in text)
