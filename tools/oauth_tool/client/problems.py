"""What a step of the flow ended with, if not with success."""

from tool_cli.errors import ToolError


class StepFailed(ToolError):
    """A step did not give what it should.

    Attributes:
        said: What the other side said about it, or None.
    """

    def __init__(self, message: str, hint: str | None = None, *, said: str | None = None) -> None:
        super().__init__(message, hint)
        self.said = said
