"""From a profile's name to its whole document."""

from oauth_tool.profiles.shipped import SHIPPED, Document, shipped_document


def resolved_document(name: str) -> Document:
    """Return the whole content of a profile, with what it extends.

    Raises:
        InvalidInput: There is no such profile.
        InvalidProfile: The user's file has mistakes.
    """
    if name in SHIPPED:
        return shipped_document(name)
    # Shipped profiles do without the validator of schemas, which takes 50 ms to import.
    from oauth_tool.profiles.own_profiles import own_document  # noqa: PLC0415

    return own_document(name)
