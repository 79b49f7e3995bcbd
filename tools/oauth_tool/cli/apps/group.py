"""The ``oauth-tool apps`` group."""

from tool_cli.lazy import LazyGroup

HERE = "oauth_tool.cli.apps"

apps = LazyGroup(
    "apps",
    commands_at={
        "list": (f"{HERE}.reading:list_apps", "List the registered apps, newest first."),
        "show": (f"{HERE}.reading:show", "Show an app, and whether a former secret is in use."),
        "enable": (f"{HERE}.changing:enable", "Let the platform serve an app again."),
        "disable": (f"{HERE}.changing:disable", "Stop the platform from serving an app."),
        "update": (f"{HERE}.changing:update", "Change what is registered of an app."),
        "set-logo": (f"{HERE}.logos:set_logo", "Show an image beside an app."),
        "delete": (f"{HERE}.deleting:delete", "Delete an app with its codes and tokens."),
        "rotate-secret": (f"{HERE}.rotating:rotate_secret", "Give an app a new secret."),
        "verify-secret": (f"{HERE}.verifying:verify_secret", "Say whether a secret is an app's."),
    },
    help="Look after registered apps.",
)
