"""A new client secret, hashed beside whatever else there is to do."""

from threading import Thread

from oauth_tool.oauth.credentials import (
    SALT_BYTES,
    SECRET_BYTES,
    Secret,
    SecretHash,
    hashed,
    random_text,
)
from oauth_tool.profiles.credential_rules import CredentialRules
from oauth_tool.registering.sources import SYSTEM, Sources
from tool_cli.errors import ToolError


class NewSecret:
    """A client secret, 256 random bits behind the platform's prefix by default, and soon its hash.

    scrypt takes half the time of a registration and no interpreter lock, so a thread of its own
    begins with it at once. Nobody waits for that thread unless the hash is asked for.
    """

    def __init__(
        self, rules: CredentialRules, sources: Sources = SYSTEM, secret: Secret | None = None
    ) -> None:
        self.secret = secret or Secret(
            random_text(rules.client_secret_prefix, SECRET_BYTES, sources.random)
        )
        self._salt = sources.random(SALT_BYTES)
        self._cost = rules.scrypt
        self._kept: SecretHash | None = None
        self._failure: Exception | None = None
        self._hashing = Thread(target=self._hash, name="scrypt", daemon=True)
        self._hashing.start()

    def kept(self) -> SecretHash:
        """Return what is to be kept of the secret, waiting for it if need be.

        Raises:
            ToolError: This machine cannot compute a scrypt that is so costly.
        """
        self._hashing.join()
        if self._kept is None:
            raise ToolError(
                "scrypt cannot be computed at the profile's cost on this machine",
                "it takes 128 * n * r bytes of memory",
            ) from self._failure
        return self._kept

    def _hash(self) -> None:
        try:
            self._kept = hashed(self.secret, self._salt, self._cost)
        except (MemoryError, ValueError) as error:  # too little memory is reported as either
            self._failure = error
