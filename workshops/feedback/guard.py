"""Finds the form that an address names for those whom its rule lets in; for the others it is not there."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from ..models import Registration, Workshop
from ..pages import May
from ..papers.guard import for_those_who

View = Callable[..., HttpResponse]


def with_form(may: May) -> Callable[[View], View]:
    """A view that gets the form, its workshop and item at hand, in place of the code and the number."""

    def guarded(view: View) -> View:
        @for_those_who(may)
        @wraps(view)
        def seen(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
            form = get_object_or_404(workshop.forms.select_related("item"), pk=pk)
            form.workshop = workshop
            return view(request, form)

        return seen

    return guarded


def own_of(request: HttpRequest, workshop: Workshop) -> Registration | None:
    """The reader's own confirmed registration, if she takes part."""
    return workshop.registrations.taking_part().filter(person=request.user).first()
