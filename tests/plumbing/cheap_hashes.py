"""A profile whose scrypt takes no time, for tests that are not about what a hash costs."""

from dataclasses import replace

from oauth_tool.oauth.credentials import ScryptCost

CHEAP = ScryptCost(n=16, r=1, p=1, length=32)


def with_cheap_hashes(profile):
    """Return the profile with a scrypt of microseconds in the place of its own."""
    return replace(profile, credentials=replace(profile.credentials, scrypt=CHEAP))
