"""The pytest plugin: a fixture with an OAuth platform, for whoever has this package installed.

It costs nothing until a test asks for the fixture.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from oauth_tool.testing import running_platform

if TYPE_CHECKING:
    from oauth_tool.testing.synchronous import SyncPlatform


@pytest.fixture
def oauth_platform() -> "Iterator[SyncPlatform]":
    """Run an OAuth platform like AutoGPT's, with a fresh database, on a free port.

    It works in synchronous and in asynchronous tests, as it runs in a thread of its own. What it
    can do: ``python -m pydoc oauth_tool.testing``.
    """
    with running_platform() as platform:
        yield platform
