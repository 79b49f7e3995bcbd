"""Which files can be the logo of an app. Whatever comes in, a clean PNG comes out."""

import io
import warnings
from typing import TYPE_CHECKING

from oauth_tool.oauth.protocol_errors import InvalidRequest

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 3 * 1024 * 1024
SMALLEST, LARGEST = 512, 2048
TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


class InvalidLogo(InvalidRequest):
    """A file that is no logo. The description is what AutoGPT's platform says."""


def check_type(content_type: str | None) -> None:
    """Check what a file is said to be.

    Raises:
        InvalidLogo: It is said to be another kind of file.
    """
    if content_type not in TYPES:
        got = (content_type or "None")[:100]
        raise InvalidLogo(f"Invalid file type. Allowed: JPEG, PNG, WebP. Got: {got}")


def check_size(size: int) -> None:
    """Check the length of a file.

    Raises:
        InvalidLogo: It is longer than three mebibytes.
    """
    if size > MAX_BYTES:
        raise InvalidLogo("File too large. Maximum size is 3MB")


def clean_logo(data: bytes) -> bytes:
    """Return the picture in a file as a new PNG: its pixels, and nothing else that was in there.

    The size is read from the head of the file and judged before a pixel is decoded. Decoding takes
    tens of milliseconds: keep it off an event loop.

    Raises:
        InvalidLogo: It is no picture, not square, too small or too large.
    """
    try:
        return _clean(data)
    except InvalidLogo:
        raise
    except Exception as error:
        raise InvalidLogo("Invalid image file") from error


def _clean(data: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - only who uploads a logo needs it

    with warnings.catch_warnings():
        # Pillow warns of a bomb before its own limit; ours is far below and checked at once.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(data), formats=list(TYPES.values()))
    with picture:
        _check_dimensions(picture)
        clean = io.BytesIO()
        picture.convert("RGBA").save(clean, format="PNG")
    return clean.getvalue()


def _check_dimensions(picture: "Image") -> None:
    width, height = picture.size
    if width != height:
        raise InvalidLogo(f"Logo must be square. Got {width}x{height}")
    if width < SMALLEST:
        raise InvalidLogo(f"Logo too small. Minimum {SMALLEST}x{SMALLEST}. Got {width}x{height}")
    if width > LARGEST:
        raise InvalidLogo(f"Logo too large. Maximum {LARGEST}x{LARGEST}. Got {width}x{height}")
