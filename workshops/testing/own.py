"""The page of a participant: the pre-test and the post-test on her phone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.deciding import HELD
from ..actions.testing import start_test
from ..models import Registration, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import takes_part
from .sides import sides_of

HERE = "workshops:my_tests"


def _own(request: HttpRequest, workshop: Workshop) -> Registration:
    found = workshop.registrations.taking_part().select_related("person").filter(person=request.user).first()
    if found is None:
        raise Http404
    return found


@require_safe
@for_those_who(takes_part)
def my_tests(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Both sides: whether they are open, and what she did."""
    own = _own(request, workshop)
    context = {
        **shared(request, workshop, HERE),
        "sides": sides_of(workshop, request.user.pk),
        "participant": own.role == Registration.Role.PARTICIPANT,
        "held": workshop.state in HELD,
    }
    return render(request, "workshops/testing/my_tests.html", context)


@require_POST
@for_those_who(takes_part)
def start(request: HttpRequest, workshop: Workshop, side: str) -> HttpResponse:
    """Begin one side, or go on with it."""
    try:
        attempt = start_test(_own(request, workshop), side, language=get_language())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(HERE, workshop.code)
    return redirect("assessments:attempt", attempt.uuid)
