"""A picture of a module as every reader of papers knows it: a JPEG of a size for a page."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import ToolkitImage

SIZE = "max-1000x1000|format-jpeg|jpegquality-80"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Jpeg:
    """Its bytes and measures in pixels."""

    data: bytes
    width: int
    height: int


def jpeg_of(image: "ToolkitImage") -> Jpeg | None:
    """The picture in its size, which is made where it is missing; none of a drawing (SVG) or where its file is lost."""
    if image.is_svg():
        return None
    try:
        rendition = image.get_rendition(SIZE)
        with rendition.file.open("rb") as file:
            return Jpeg(file.read(), rendition.width, rendition.height)
    except OSError:
        logger.warning("Picture %s has no file: a paper is made without it.", image.pk)
        return None
