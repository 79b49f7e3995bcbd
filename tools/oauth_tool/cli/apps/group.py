"""The ``oauth-tool apps`` group."""

from tool_cli.lazy import LazyGroup

HERE = "oauth_tool.cli.apps"

apps = LazyGroup(
    "apps",
    commands_at={
        "list": f"{HERE}.reading:list_apps",
        "show": f"{HERE}.reading:show",
        "enable": f"{HERE}.changing:enable",
        "disable": f"{HERE}.changing:disable",
        "update": f"{HERE}.changing:update",
        "set-logo": f"{HERE}.changing:set_logo",
        "delete": f"{HERE}.deleting:delete",
        "rotate-secret": f"{HERE}.rotating:rotate_secret",
        "verify-secret": f"{HERE}.verifying:verify_secret",
    },
    help="Look after registered apps.",
)
