"""The ``oauth-tool runs`` group."""

from tool_cli.lazy import LazyGroup

HERE = "oauth_tool.cli.runs"

runs = LazyGroup(
    "runs",
    commands_at={
        "list": (f"{HERE}.reading:list_runs", "List the kept runs, newest first."),
        "show": (f"{HERE}.reading:show", "Show a run: its exchanges and findings."),
        "export": (
            f"{HERE}.exporting:export",
            "Write a run as HAR, curl, report, diagram or JSON.",
        ),
        "compare": (f"{HERE}.comparing:compare", "Say what two runs differ in."),
        "delete": (f"{HERE}.deleting:delete", "Forget runs."),
    },
    help="Look at runs of the test server. What is kept of them has no secrets.",
)
