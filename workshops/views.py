"""The published agenda of a workshop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .pages import shared, workshop_or_404
from .publishing.reading import agenda_context, current_of
from .rules import takes_part


@require_safe
def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """The published agenda by day, parallel groups side by side, in the place's time and the reader's."""
    workshop = workshop_or_404(request, code)
    context = {
        **shared(request, workshop, "workshops:agenda"),
        **agenda_context(request, workshop, current_of(workshop)),
        "takes_part": takes_part(request.user, workshop),
    }
    return render(request, "workshops/agenda.html", context)
