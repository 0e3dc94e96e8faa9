"""Tells an author in the CMS what her page costs a reader."""

from typing import Any

from wagtail.admin.panels import Panel

from .weighing import MOST_PICTURES, MOST_TEXT, weight_of


class WeightPanel(Panel):
    """Bytes and requests of the page as it was last saved; a page that was never saved has none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "toolkit/cms_weight.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict | None = None) -> dict[str, Any]:
            limits = {"most_text": MOST_TEXT, "most_pictures": MOST_PICTURES}
            return super().get_context_data(parent_context) | limits | {"weight": weight_of(self.instance)}
