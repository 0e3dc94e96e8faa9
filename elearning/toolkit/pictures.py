"""The sizes in which a picture is sent, so that a telephone fetches no more than it can show."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.images.models import Filter

if TYPE_CHECKING:
    from .models import ToolkitImage, ToolkitRendition

WIDTHS = (480, 800, 1200)  # a telephone of old, one of today or a column of text, the same on a fine screen
SIZES = "(min-width: 45rem) 42rem, 100vw"  # as wide as a column of text, or as the screen


@dataclass(frozen=True)
class Picture:
    """A picture as a page sends it: in WebP, in as many widths as it has; a drawing (SVG) once, as it is."""

    renditions: "tuple[ToolkitRendition, ...]"  # from narrow to wide, at least one
    alt: str

    @property
    def widest(self) -> "ToolkitRendition":
        return self.renditions[-1]

    @property
    def measures(self) -> tuple[int, int]:
        """Width and height of the widest, in whole pixels: a drawing may have others."""
        return round(self.widest.width), round(self.widest.height)

    @property
    def usual(self) -> "ToolkitRendition":
        """The one for a column of text on a plain screen: what somebody gets who asks for the picture alone."""
        return self.renditions[min(1, len(self.renditions) - 1)]

    @property
    def srcset(self) -> str:
        """Every width for the browser to choose from; nothing where there is no choice."""
        if len(self.renditions) == 1:
            return ""
        return ", ".join(f"{each.url} {each.width}w" for each in self.renditions)

    @property
    def sizes(self) -> str:
        return SIZES if self.srcset else ""

    @property
    def bytes(self) -> int:
        """What the picture costs somebody who asks for it alone; 0 where its file is lost."""
        return size_of(self.usual)

    @property
    def most_bytes(self) -> int:
        """What it costs at most, on the finest screen."""
        return max(map(size_of, self.renditions))


def picture_of(image: "ToolkitImage", alt: str) -> Picture:
    """The picture in its sizes, which are made where they are missing; one query, or none."""
    if image.is_svg():
        return Picture((image.get_rendition("max-1200x1200|preserve-svg"),), alt)
    filters = [Filter(f"max-{width}x{width}|format-webp") for width in _widths(max(image.width, image.height))]
    return Picture(tuple(image.get_renditions(*filters).values()), alt)


def size_of(rendition: "ToolkitRendition") -> int:
    try:
        return rendition.file.size
    except OSError:
        return 0


def _widths(longest: int) -> list[int]:
    """Those that the picture fills, and the first that it does not: there it keeps its own size."""
    fuller = next((place for place, width in enumerate(WIDTHS) if width >= longest), len(WIDTHS) - 1)
    return list(WIDTHS[: fuller + 1])
