"""The pages of questions from the room: asking, supporting, moderating."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import room_questions
from ..models import AgendaItem, Registration, RoomQuestion, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..publishing.audience import viewer_of
from ..rules import is_in_the_room, may_run_room, takes_part
from ..running.now import now_and_next
from ..running.opening import why_not_open
from ..running.reading import in_force, own
from .forms import QuestionForm
from .reading import questions_of, shown

State = RoomQuestion.State
VISIBLE = (State.SHOWN, State.ANSWERED)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(is_in_the_room)
def questions(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What was let through, the most supported first; her own, whatever became of them; and the form to ask."""
    registration = own(workshop, request.user)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and registration and form.is_valid():
        try:
            room_questions.ask(
                registration, form.cleaned_data["text"], uuid=form.cleaned_data["uuid"],
                with_name=form.cleaned_data["with_name"], language=get_language() or "",
                item=item_on(workshop, registration),
            )  # fmt: skip
        except room_questions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your question is there. It is shown once the facilitators let it through."))
            return redirect("workshops:questions", workshop.code)
    return render(request, "workshops/asking/questions.html", _context(request, workshop, registration, form))


def _context(
    request: HttpRequest, workshop: Workshop, registration: Registration | None, form: QuestionForm
) -> dict[str, Any]:
    found = list(questions_of(workshop).order_by("-support", "asked_at", "pk"))
    mine = {one.uuid for one in found if registration and one.registration_id == registration.pk}
    supported = RoomQuestion.supporters.through.objects.filter(registration=registration).values_list("roomquestion")
    backed = {pk for (pk,) in supported} if registration else set()
    return {
        **shared(request, workshop, "workshops:questions"),
        "form": form if registration else None,
        "questions": [
            {
                "one": shown(one),
                "own": one.uuid in mine,
                "backed": one.pk in backed,
                "answered": one.state != State.SHOWN,
            }
            for one in sorted(found, key=lambda one: one.state == State.ANSWERED)
            if one.state in VISIBLE
        ],
        "mine": [one for one in found if one.uuid in mine and one.state not in VISIBLE],
        "registration": registration,
        "runs": may_run_room(request.user, workshop),
        "waiting": sum(one.state == State.WAITING for one in found),
        "closed": why_not_open(workshop),
    }


def item_on(workshop: Workshop, registration: Registration) -> AgendaItem | None:
    """The item in which she asks: what is on for her, if it is one."""
    _version, placements = in_force(workshop)
    on = now_and_next(placements, timezone.now(), viewer_of(registration)).now
    return on[0].item if len(on) == 1 else None


@require_POST
@for_those_who(takes_part)
def support(request: HttpRequest, workshop: Workshop, uuid) -> HttpResponse:
    """She asks this too."""
    found = get_object_or_404(workshop.questions.filter(state__in=VISIBLE), uuid=uuid)
    try:
        room_questions.support(found, own(workshop, request.user))
    except room_questions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:questions", workshop.code)


@require_safe
@for_those_who(may_run_room)
def moderation(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """All questions by what became of them; those that wait first. No name but of who wanted it."""
    found = list(questions_of(workshop).select_related("item").order_by("asked_at", "pk"))
    order = [State.WAITING, State.SHOWN, State.ANSWERED, State.HIDDEN]
    context = {
        **shared(request, workshop, "workshops:questions"),
        "sections_of_questions": [
            (state, state.label, [(shown(one), one.item) for one in found if one.state == state]) for state in order
        ],
        "closed": why_not_open(workshop),
    }
    return render(request, "workshops/asking/moderation.html", context)


@require_POST
@for_those_who(may_run_room)
def moderate(request: HttpRequest, workshop: Workshop, uuid) -> HttpResponse:
    """Show it, say that it was answered, or do not show it."""
    found = get_object_or_404(workshop.questions, uuid=uuid)
    try:
        room_questions.moderate(found, request.POST.get("state", ""), by=request.user)
    except room_questions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:moderation", workshop.code)
