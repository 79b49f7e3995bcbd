"""What has to be hidden wherever it turns up: every secret that a session has held or seen."""

from dataclasses import dataclass, field

from oauth_tool.client.app import App, Server
from oauth_tool.client.masking import Mask
from oauth_tool.oauth.credentials import Secret

KEPT = 1000


@dataclass(kw_only=True, eq=False)
class KnownSecrets:
    """The secrets of a session; the oldest are forgotten."""

    _texts: dict[str, None] = field(default_factory=dict, repr=False)
    _mask: Mask | None = field(default=None, repr=False)

    def learn(self, *secrets: Secret | None) -> None:
        """Know these from now on."""
        for secret in secrets:
            if secret is not None:
                self._texts[secret.reveal()] = None
        while len(self._texts) > KEPT:
            del self._texts[next(iter(self._texts))]

    def mask(self, server: Server, app: App) -> Mask:
        """Return what hides them, the app's own among them: the same while no other is learned."""
        secrets = (*self._texts, *([app.secret.reveal()] if app.secret else []))
        if self._mask is None or self._mask.secrets != secrets:
            rules = server.profile.credentials
            prefixes = (
                rules.client_secret_prefix,
                rules.access_token_prefix,
                rules.refresh_token_prefix,
            )
            # A platform without prefixes has empty ones, and everything begins with those.
            self._mask = Mask(prefixes=tuple(filter(None, prefixes)), secrets=secrets)
        return self._mask
