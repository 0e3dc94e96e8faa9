"""The papers to print and pass on: badges, table signs, lists of those who come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Workshop
from ..pages import shared
from ..rules import may_see_list, may_see_people, may_see_travel
from .badges import badges_pdf, tents_pdf
from .downloads import pdf_answer, table_answer
from .guard import for_those_who
from .lists import coming, list_table, named, place_of
from .pdf import drawn, name_to_draw


@require_safe
@for_those_who(may_see_list)
def papers(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What this reader may print."""
    people = coming(workshop)
    context = {
        **shared(request, workshop, "workshops:papers"),
        "may_print": may_see_travel(request.user, workshop),
        "may_see_all": may_see_people(request.user, workshop),
        "total": people.count(),
        "named": people.filter(in_list=True).count(),
        "without_code": people.filter(badge_code=None).count(),
    }
    return render(request, "workshops/papers/papers.html", context)


@require_safe
@for_those_who(may_see_travel)
def badges(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Badges of all who come, eight to a sheet."""
    return pdf_answer(badges_pdf(workshop), f"{workshop.code}-badges")


@require_safe
@for_those_who(may_see_travel)
def tents(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A sign for each one's place at the table."""
    return pdf_answer(tents_pdf(workshop), f"{workshop.code}-table-signs")


@require_safe
@for_those_who(may_see_list)
def by_consent(request: HttpRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """Those who agreed to be named, and how many did not."""
    return _list(workshop, kind, internal=False)


@require_safe
@for_those_who(may_see_people)
def for_the_inside(request: HttpRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """Everybody, marked as not to be passed on."""
    return _list(workshop, kind, internal=True)


def _list(workshop: Workshop, kind: str, *, internal: bool) -> HttpResponse:
    people = named(workshop, internal=internal)
    name = f"{workshop.code}-participants{'-internal' if internal else ''}"
    if kind != "pdf":
        sheet = _("Internal") if internal else _("Participants")
        return table_answer(list_table(people, internal=internal), kind, name, sheet)
    for each in people:
        each.drawn_name, each.drawn_own = name_to_draw(each.person.name), name_to_draw(each.person.name_own_script)
        each.place = place_of(each)
    context = {"people": people, "unnamed": coming(workshop).count() - len(people), "internal": internal}
    today = timezone.now().astimezone(workshop.tz).date()
    title = _("Participants: internal") if internal else _("Participants")
    return pdf_answer(drawn("list_pdf", title, workshop=workshop, today=today, **context), name)
