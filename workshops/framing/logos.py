"""Supporters as they are shown, their logos in one size."""

from dataclasses import dataclass

from django.db.models import Prefetch

from elearning.toolkit.models import ToolkitImage, ToolkitRendition

from ..models import Supporter, Workshop

# How a logo is drawn; a drawing (SVG) is only fitted in.
PHOTOGRAPH, DRAWING = "max-320x120|format-webp", "max-320x120"


@dataclass(frozen=True)
class ShownSupporter:
    """A supporter with the picture to show; none where it has none or its file is lost."""

    row: Supporter
    logo: ToolkitRendition | None


def draw_logo(image: ToolkitImage | None) -> ToolkitRendition | None:
    """The logo in its size, made if it is not there yet; none if its file cannot be read."""
    if image is None:
        return None
    try:
        return image.get_rendition(DRAWING if image.is_svg() else PHOTOGRAPH)
    except Exception:  # a lost file, or whatever an image library says of a broken one
        return None


def shown_supporters(workshop: Workshop) -> list[ShownSupporter]:
    """The supporters in the order of their roles, in three queries."""
    images = ToolkitImage.objects.prefetch_renditions(PHOTOGRAPH, DRAWING)
    rows = workshop.supporters.select_related("office", "focal_point").prefetch_related(Prefetch("logo", images))
    order = list(Supporter.Role)
    return [ShownSupporter(row, draw_logo(row.logo)) for row in sorted(rows, key=lambda r: (order.index(r.role), r.pk))]
