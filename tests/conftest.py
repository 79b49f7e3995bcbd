"""The fixtures that all tests share. Each lives with what it needs, in tests/plumbing."""

from hypothesis import HealthCheck, settings

# No test is about time: on a busy machine an example may take long to make, and to try.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

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
