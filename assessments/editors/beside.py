"""The panel beside the form of a question, in which it looks as the learner sees it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel


class LivePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("As the learner sees it")
        icon_name = "view"
        has_counter = False

    name = "live"
    title = _("As the learner sees it")
    template_name = "assessments/cms_live.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"languages": settings.LANGUAGES}
