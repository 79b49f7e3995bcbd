"""One browser's walk through the flow: what it holds, what it has done, what comes next."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from oauth_tool.client.authorization import Attempt
from oauth_tool.client.introspection import TokenType, Verdict
from oauth_tool.client.known_secrets import KnownSecrets
from oauth_tool.client.masking import Mask, secrets_in
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.setup_wizard import EXAMPLE, Service, SetupAttempt
from oauth_tool.client.showing import Showing, ShownEntry
from oauth_tool.client.steps import FLOW, Step
from oauth_tool.client.token import Tokens
from oauth_tool.client.trace import Entry, Exchange
from oauth_tool.oauth.credentials import Secret

KEPT_EXCHANGES = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a step went the last time: a sentence if it went well, else the problem."""

    summary: str = ""
    problem: StepFailed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """How a step went that was done wrong on purpose.

    Attributes:
        mistake: What was done wrong, in words.
        expected: What a good server does about it.
        happened: What this one did, in a sentence.
        is_right: Whether that is as expected; None while nobody can tell.
    """

    mistake: str
    expected: str
    happened: str
    is_right: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Redeemed:
    """A code that was exchanged, and its verifier: what a replay needs."""

    code: Secret = field(repr=False)
    verifier: Secret = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldToken:
    """A token that a session holds: what RFC 6749 or OpenID Connect calls it, and when it ends."""

    kind: str
    secret: Secret = field(repr=False)
    ends_at: datetime | None = None


@dataclass(kw_only=True, eq=False)
class Session:
    """The state of one walk. It never leaves the server.

    Attributes:
        attempt: The authorization request whose answer is awaited.
        setup: The request to the setup wizard whose answer is awaited.
        services: What it asked for the last time, or would ask for.
        verifier: What proves that the code was meant for this client.
        code: The code that has come and was not exchanged yet.
        redeemed: The code that was exchanged last.
        tokens: The tokens of the last successful answer.
        former_refresh: The refresh token that these took the place of.
        revoked: Which of these tokens were revoked from here.
        verdicts: What the server said last of each of these tokens.
        outcomes: How each step went the last time.
        trials: How each step went the last time that it was done wrong on purpose.
        exchanges: What was sent and answered, oldest first; the oldest are dropped.
        asked_scopes: What the authorization request of this walk asked for.
        resource: The API that the tokens should be for (RFC 8707), if one was named.
        absent: The steps that the server has no endpoint for.
        taken_over: How many exchanges were there before the walk: discovery and registration.
        secrets: What is hidden wherever it turns up.
    """

    attempt: Attempt | None = None
    setup: SetupAttempt | None = None
    services: tuple[Service, ...] = EXAMPLE
    verifier: Secret | None = None
    code: Secret | None = None
    redeemed: Redeemed | None = None
    tokens: Tokens | None = None
    former_refresh: Secret | None = None
    revoked: frozenset[TokenType] = frozenset()
    verdicts: dict[TokenType, Verdict] = field(default_factory=dict)
    outcomes: dict[Step, Outcome] = field(default_factory=dict)
    trials: dict[Step, Trial] = field(default_factory=dict)
    exchanges: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT_EXCHANGES))
    asked_scopes: tuple[str, ...] = ()
    resource: str = ""
    absent: frozenset[Step] = frozenset()
    taken_over: int = 0
    secrets: KnownSecrets = field(default_factory=KnownSecrets, repr=False)
    _showing: Showing = field(default_factory=Showing, repr=False)

    def take_over(self, exchanges: Sequence[Exchange]) -> None:
        """Begin the trace with what happened before the walk, and know its secrets."""
        for exchange in exchanges:
            self.secrets.learn(*secrets_in(exchange.response.body if exchange.response else b""))
            self.note(exchange)
        self.taken_over = len(exchanges)

    @property
    def has_begun(self) -> bool:
        """Whether anything has happened since it was there."""
        return bool(self.exchanges) and self.exchanges[-1].number > self.taken_over

    def begin(self, attempt: Attempt) -> None:
        """Forget the walk so far, except its trace, and wait for the answer to a new request."""
        self.attempt = attempt
        self.verifier = self.code = self.tokens = self.redeemed = self.former_refresh = None
        self.verdicts, self.revoked = {}, frozenset()
        for step in FLOW:
            self.outcomes.pop(step, None)
            self.trials.pop(step, None)
        self.asked_scopes = attempt.scopes
        self.resource = attempt.wishes.resource
        self.secrets.learn(attempt.state, attempt.verifier)

    def begin_setup(self, attempt: SetupAttempt) -> None:
        """Wait for the answer of the setup wizard; the flow goes on beside it."""
        self.setup = attempt
        self.services = attempt.services
        self.trials.pop(Step.SETUP, None)
        self.secrets.learn(attempt.state)

    def end_attempt(self) -> None:
        """Wait no longer: the answer has come. The verifier is kept for its code."""
        if self.attempt is not None:
            self.verifier = self.attempt.verifier
        self.attempt = None

    def receive(self, code: Secret) -> None:
        """Keep the code that the answer brought."""
        self.code = code
        self.secrets.learn(code)

    def hold(self, tokens: Tokens) -> None:
        """Keep new tokens in the place of any others; the code is used up."""
        before = self.tokens.refresh if self.tokens else None
        if before is not None and before != tokens.refresh:
            self.former_refresh = before
        if self.code is not None and self.verifier is not None:
            self.redeemed = Redeemed(code=self.code, verifier=self.verifier)
        self.tokens = tokens
        self.code = self.verifier = None
        self.verdicts, self.revoked = {}, frozenset()
        self.secrets.learn(tokens.access, tokens.refresh, tokens.identity)

    def note(self, exchange: Exchange, on_purpose: str = "") -> None:
        """Add an exchange to the trace."""
        number = self.exchanges[-1].number + 1 if self.exchanges else 1
        self.exchanges.append(
            Entry(
                number=number,
                exchange=exchange,
                asked_scopes=self.asked_scopes,
                on_purpose=on_purpose,
            )
        )

    def token(self, token_type: TokenType) -> Secret | None:
        """Return the token of this type, if there is one."""
        if self.tokens is None:
            return None
        return self.tokens.access if token_type == "access_token" else self.tokens.refresh  # noqa: S105 - a type, no token

    @property
    def held_tokens(self) -> Sequence[HeldToken]:
        """Every token that the session holds."""
        held = self.tokens
        if held is None:
            return ()
        tokens = (
            ("access_token", held.access, held.access_expires_at),
            ("refresh_token", held.refresh, held.refresh_expires_at),
            ("id_token", held.identity, None),
        )
        return [
            HeldToken(kind=kind, secret=secret, ends_at=ends_at)
            for kind, secret, ends_at in tokens
            if secret is not None
        ]

    def verdict_of(self, kind: str) -> Verdict | None:
        """Return what the server said last of a token, None if it was not asked."""
        return next((said for name, said in self.verdicts.items() if name == kind), None)

    def can(self, step: Step) -> bool:
        """Say whether the session holds what a step needs, and the server has it."""
        if step in self.absent:
            return False
        needs: Mapping[Step, object] = {
            Step.AUTHORIZE: True,
            Step.CALLBACK: None,  # it comes by itself
            Step.TOKEN: self.code,
            Step.REFRESH: self.token("refresh_token"),
        }
        return needs.get(step, self.tokens) is not None

    @property
    def next_step(self) -> Step | None:
        """The step to do now, None at the end: an untried one, else one that failed."""
        if self.code is None and self.tokens is None:
            return Step.AUTHORIZE
        possible = [step for step in FLOW if step is not Step.AUTHORIZE and self.can(step)]
        untried = [step for step in possible if step not in self.outcomes]
        failed = [step for step in possible if self.failed(step)]
        return next(iter(untried + failed), None)

    def failed(self, step: Step) -> bool:
        """Say whether a step went wrong the last time."""
        outcome = self.outcomes.get(step)
        return outcome is not None and outcome.problem is not None

    def shown(self, mask: Mask) -> Sequence[ShownEntry]:
        """Return the trace without secrets."""
        return self._showing.of(self.exchanges, mask)
