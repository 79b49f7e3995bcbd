"""Logos that come from a file of this machine instead of an upload."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oauth_tool.platform.logos import MAX_BYTES, InvalidLogo, check_size, clean_logo
from oauth_tool.platform.media import PATH, MediaFolder
from tool_cli.errors import InvalidInput, ToolError


@contextmanager
def kept_logo(file: Path, folder: MediaFolder, origin: str) -> Iterator[str]:
    """Keep the picture of a file in the media folder, and give the URL that it has then.

    It is judged as an upload is. If the work inside fails, it is removed again.

    Args:
        file: The picture: JPEG, PNG or WebP.
        folder: Where the platform keeps logos.
        origin: Where browsers find the platform.

    Raises:
        InvalidInput: The file is no logo.
        ToolError: It cannot be read, or not be kept.
    """
    name = _added(_logo_in(file), folder)
    try:
        yield f"{origin.rstrip('/')}{PATH}{name}"
    except BaseException:
        folder.remove(name)
        raise


def _logo_in(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ToolError(f"cannot read {file}: {error.strerror}", "check the path") from error
    try:
        check_size(len(data))
        return clean_logo(data)
    except InvalidLogo as error:
        raise InvalidInput(
            f"{file} is no logo: {error.description}",
            "use a square JPEG, PNG or WebP of 512 to 2048 pixels and at most 3 MB",
        ) from error


def _added(picture: bytes, folder: MediaFolder) -> str:
    try:
        return folder.add(picture, os.urandom)
    except OSError as error:
        raise ToolError(
            f"cannot keep the logo in {folder.path}: {error.strerror}",
            "check that you may write there",
        ) from error
