"""What the pages of one workshop share: finding it for this reader, and the way from each page to the others."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User

from .models import Workshop
from .rules import (
    is_in_the_room,
    may_build,
    may_certify,
    may_create,
    may_edit_frame,
    may_nominate,
    may_report,
    may_run_room,
    may_screen,
    may_see_attendance,
    may_see_backstage,
    may_see_follow_up,
    may_see_forms,
    may_see_list,
    may_see_needs,
    may_see_parking,
    may_see_people,
    may_see_plans,
    may_see_practices,
    may_see_travel,
    may_select,
    may_take_attendance,
    may_take_remote,
    may_take_walk_ins,
    takes_part,
)

May = Callable[[User | AnonymousUser, Workshop], bool]


def anyone(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Whoever may see the workshop at all."""
    return True


# The pages of a workshop by section: address, label, who may open it.
PAGES: list[tuple[Any, list[tuple[str, Any, May]]]] = [
    (_("Overview"), [("workshops:detail", _("Overview"), anyone)]),
    (
        _("Agenda"),
        [
            ("workshops:agenda", _("Agenda"), anyone),
            ("workshops:builder", _("Agenda builder"), may_build),
            ("workshops:versions", _("Versions"), may_see_backstage),
            ("workshops:plans", _("Session plans"), may_build),
        ],
    ),
    (
        _("People"),
        [
            ("workshops:nominations", _("Nominations"), may_nominate),
            ("workshops:quotas", _("Quotas"), may_select),
            ("workshops:selection", _("Selection"), may_select),
            ("workshops:screening", _("Screening"), may_screen),
            ("workshops:people", _("Participants"), may_see_people),
            ("workshops:team", _("Team"), may_edit_frame),
            ("workshops:walk_in", _("Walk-ins"), may_take_walk_ins),
        ],
    ),
    (
        _("The room"),
        [
            ("workshops:now", _("Now"), takes_part),
            ("workshops:check_in", _("Check in"), takes_part),
            ("workshops:running", _("Planned and actual"), may_run_room),
            ("workshops:late", _("We are late"), may_run_room),
            ("workshops:take_over", _("Replace"), may_run_room),
            ("workshops:screen", _("Screen of the room"), may_run_room),
        ],
    ),
    (
        _("Attendance"),
        [
            ("workshops:attendance", _("Attendance"), may_see_attendance),
            ("workshops:my_attendance", _("My attendance"), takes_part),
            ("workshops:room", _("Room mode"), may_take_attendance),
            ("workshops:check_in_screen", _("Code of the room"), may_take_attendance),
            ("workshops:sheets", _("Sign-in sheets"), may_take_attendance),
            ("workshops:remote", _("Remote"), may_take_remote),
            ("workshops:unresolved", _("What waits"), may_take_attendance),
            ("workshops:devices", _("Devices"), may_take_attendance),
            ("workshops:closing", _("Close the day"), may_take_attendance),
        ],
    ),
    (
        _("Feedback"),
        [
            ("workshops:forms", _("Forms"), may_see_forms),
            ("workshops:polls", _("Polls"), is_in_the_room),
            ("workshops:questions", _("Questions"), is_in_the_room),
            ("workshops:parking", _("Parking lot"), may_see_parking),
            ("workshops:you_said", _("You said, we did"), may_see_forms),
        ],
    ),
    (
        _("Results"),
        [
            ("workshops:tests", _("Tests"), may_take_attendance),
            ("workshops:my_tests", _("My tests"), takes_part),
            ("workshops:gain", _("Gain"), may_see_attendance),
            ("workshops:certificates", _("Certificates"), may_certify),
            ("workshops:certificate_links", _("Hand over"), may_certify),
            ("workshops:names", _("Names"), may_certify),
            ("workshops:my_name", _("My name"), takes_part),
            ("workshops:reports", _("Report"), may_report),
        ],
    ),
    (
        _("Follow-up"),
        [
            ("workshops:practices", _("Good practices"), may_see_practices),
            ("workshops:action_plans", _("Action plans"), may_see_plans),
            ("workshops:ratings", _("Ratings"), may_see_plans),
            ("workshops:follow_up", _("Follow-up"), may_see_follow_up),
        ],
    ),
    (
        _("Travel and papers"),
        [
            ("workshops:travel", _("My travel"), takes_part),
            ("workshops:logistics", _("Logistics"), may_see_travel),
            ("workshops:needs", _("Needs"), may_see_needs),
            ("workshops:letters", _("Letters"), may_see_travel),
            ("workshops:papers", _("To print"), may_see_list),
        ],
    ),
    (
        _("Set-up"),
        [
            ("workshops:frame", _("Frame"), may_edit_frame),
            ("workshops:texts", _("Texts"), may_edit_frame),
            ("workshops:supporters", _("Supporters"), may_edit_frame),
            ("workshops:funding", _("Funding"), may_edit_frame),
            ("workshops:state", _("State"), may_edit_frame),
            ("workshops:dates", _("Move the dates"), may_edit_frame),
            ("workshops:clone", _("Hold it again"), may_create),
        ],
    ),
]


def workshop_or_404(request: HttpRequest, code: str, may: May = anyone) -> Workshop:
    """The workshop of this code with its host and texts, if this reader may see it and `may` says yes.

    `shown` is its text in the reader's language.
    """
    workshops = Workshop.objects.visible_to(request.user).select_related("host_office").prefetch_related("texts")
    workshop = get_object_or_404(workshops, code=code)
    if not may(request.user, workshop):
        raise Http404
    workshop.shown = workshop.text(get_language())
    return workshop


def shared(request: HttpRequest, workshop: Workshop, here: str) -> dict[str, Any]:
    """What `workshops/_head.html` needs: the workshop, its sections, and the pages of the one in which `here` stands.

    `open_pages` are all the pages that this reader may open.
    """
    sections, links, every = [], [], []
    for label, pages in PAGES:
        own = [
            {"name": name, "label": title, "url": reverse(name, args=[workshop.code]), "current": name == here}
            for name, title, may in pages
            if may(request.user, workshop)
        ]
        current = any(link["current"] for link in own)
        if own:
            sections.append({"label": label, "url": own[0]["url"], "current": current})
        if current:
            links = own
        every += own
    return {"workshop": workshop, "sections": sections, "links": links, "open_pages": every}
