"""The page with the picture of language coverage of a draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from ..agenda.coverage import coverage as covered
from ..assembling import agenda_of
from ..models import AgendaVersion
from ..pages import shared
from .guard import on_draft
from .picture import picture_of


@require_safe
@on_draft
def coverage(request: HttpRequest, draft: AgendaVersion) -> HttpResponse:
    """Groups by items: spoken, interpreted or not covered, with the number of people; and the same as a table."""
    items = {item.code: item for item in draft.workshop.items.all()}
    picture = picture_of(covered(agenda_of(draft)))
    context = {
        **shared(request, draft.workshop, "workshops:builder"),
        "picture": picture,
        "lines": [(line, items[line.code]) for line in picture.lines],
        "tz": draft.tz,
        "rtl": get_language_bidi(),
    }
    return render(request, "workshops/builder/coverage.html", context)
