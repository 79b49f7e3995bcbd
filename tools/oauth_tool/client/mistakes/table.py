"""All mistakes, by their names in forms."""

from collections.abc import Mapping, Sequence

from oauth_tool.client.mistakes.calling import CALLING
from oauth_tool.client.mistakes.exchanging import EXCHANGING
from oauth_tool.client.mistakes.introspecting import INTROSPECTING
from oauth_tool.client.mistakes.mistake import Mistake
from oauth_tool.client.mistakes.refreshing import REFRESHING
from oauth_tool.client.mistakes.revoking import REVOKING
from oauth_tool.client.session import Session
from oauth_tool.client.steps import Step

MISTAKES: Mapping[str, Mistake] = {
    mistake.name: mistake
    for mistake in (*EXCHANGING, *CALLING, *INTROSPECTING, *REFRESHING, *REVOKING)
}


def mistakes_at(step: Step, session: Session) -> Sequence[Mistake]:
    """Return the mistakes that can be made at a step with what the session holds."""
    if step in session.absent:
        return []
    return [one for one in MISTAKES.values() if one.step is step and one.is_possible(session)]
