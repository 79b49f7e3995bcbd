"""The fixtures that all tests share. Each lives with what it needs, in tests/plumbing."""

pytest_plugins = [
    "tests.plumbing.browser",
    "tests.plumbing.commands",
    "tests.plumbing.embedded_platform",
    "tests.plumbing.other_clients",
    "tests.plumbing.other_servers",
    "tests.plumbing.peers",
    "tests.plumbing.platform_database",
    "tests.plumbing.postgresql",
    "tests.plumbing.registration_server",
    "tests.plumbing.serving",
    "tests.plumbing.warm",
    "tests.plumbing.standard_platform",
]
