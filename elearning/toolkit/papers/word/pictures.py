"""The pictures of a Word file: whether each can be a picture here, judged by its content and within bounds."""

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

MOST_PICTURES = 60
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 25_000_000
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: a name, its bytes, and what it shows (nothing where the file does not say)."""

    name: str
    data: bytes
    alt: str


def fault_of(name: str, data: bytes) -> str:
    """Why this cannot be a picture of ours, in a sentence; nothing if it can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(KINDS)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return _("The picture %(name)s has more than 25 million pixels.") % {"name": name}
                picture.load()
    except Exception:  # Pillow raises many kinds: of another format, cut off, a bomb
        return _("The picture %(name)s is no whole PNG, JPEG, GIF or WebP: save it as PNG and put it in again.") % {
            "name": name
        }
    return ""


def ending_of(data: bytes) -> str:
    """The ending of a picture that has no fault."""
    with Image.open(io.BytesIO(data), formats=list(KINDS)) as picture:
        return KINDS[picture.format or "PNG"]
