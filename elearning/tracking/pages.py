"""The pages of the view from above, in two levels: the way from each to the others."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User
from elearning.people.rules import may_import, may_see_board
from elearning.records.recognising.rules import may_verify

from .rules import may_export, may_freeze, may_keep_clients, may_see_exports, may_see_requirements

May = Callable[[User | AnonymousUser], bool]

# The pages by section: address, label, who may open it.
PAGES: list[tuple[Any, list[tuple[str, Any, May]]]] = [
    (
        _("My office"),
        [
            ("tracking:my_office", _("Who is due"), may_see_board),
            ("tracking:nudge_all", _("Remind all"), may_see_board),
            ("tracking:cover", _("Who covers for me"), may_see_board),
            ("tracking:offline", _("Offline"), may_see_board),
        ],
    ),
    (
        _("Board"),
        [
            ("tracking:board", _("Requirements met"), may_see_board),
            ("tracking:coverage", _("Courses"), may_see_board),
        ],
    ),
    (_("Requirements"), [("tracking:requirements", _("Requirements"), may_see_requirements)]),
    (
        _("Figures"),
        [
            ("tracking:figures", _("Figures"), may_see_board),
            ("tracking:sheets", _("Figure sheets"), may_freeze),
            ("tracking:targets", _("Targets"), may_freeze),
            ("tracking:schedules", _("Scheduled exports"), may_export),
            ("tracking:exports", _("Log of exports"), may_see_exports),
            ("tracking:clients", _("Programs that read"), may_keep_clients),
        ],
    ),
    (
        _("People"),
        [
            ("people:imports", _("Imports"), may_import),
            ("people:twins", _("Likely twins"), may_import),
            ("records:claim_queue", _("Certificates to verify"), may_verify),
            ("records:equivalences", _("Equivalences"), may_verify),
        ],
    ),
]


def shared(request: HttpRequest, here: str, query: str = "") -> dict[str, Any]:
    """What `tracking/_head.html` needs: the sections, and the pages of the one in which `here` stands.

    `query` goes along to the other pages of that section.
    """
    sections, links = [], []
    for label, pages in PAGES:
        own = [
            {"label": title, "url": reverse(name), "current": name == here}
            for name, title, may in pages
            if may(request.user)
        ]
        current = any(link["current"] for link in own)
        if own:
            sections.append({"label": label, "url": own[0]["url"], "current": current})
        if current:
            links = [{**link, "url": link["url"] + query} for link in own]
    return {"sections": sections, "links": links}
