"""A participant's own pages: she checks in by the code of the room, and sees what her attendance comes to."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from elearning.people.actions import Refused

from ..actions.checking_in import WrongCode, check_in, meant_at, own_id, taken_back
from ..actions.remote import ELSEWHERE
from ..attending import attendance_of, checkpoints_of
from ..framing.showing import asked_for_certificate
from ..models import AttendanceEvent, Registration, Workshop
from ..pages import anyone, shared
from ..papers.guard import for_those_who
from ..rules import takes_part
from .explaining import missing_words, own_lines, percent_of, still_to_come, titles_of
from .forms import CodeForm
from .limits import note_wrong, too_many_wrong
from .marks import label
from .moments import next_after, on_at
from .opening import why_not_taken


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(anyone)
def check_in_page(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Type the code, or follow the picture's address and press the button; whoever is not registered is told so."""
    context = shared(request, workshop, "workshops:check_in")
    if not takes_part(request.user, workshop):
        return render(request, "workshops/checkin/not_registered.html", context, status=403)
    own = own_registration(request, workshop)
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    if request.method == "POST" and form.is_valid() and _checked_in(request, own, form):
        return redirect("workshops:my_attendance", workshop.code)
    return render(request, "workshops/checkin/check_in.html", context | _on_now(own) | {"form": form})


def own_registration(request: HttpRequest, workshop: Workshop) -> Registration:
    """Her place in this workshop."""
    own = workshop.registrations.taking_part().select_related("person", "group").get(person=request.user)
    own.workshop = workshop
    return own


def meeting_of(workshop: Workshop) -> str:
    """The address of the video meeting, where there may be one."""
    return workshop.online_url if workshop.delivery in ELSEWHERE else ""


def _checked_in(request: HttpRequest, own: Registration, form: CodeForm) -> bool:
    if too_many_wrong(request.user):
        form.add_error("code", _("Too many wrong codes. Wait five minutes, or tell the facilitator that you are here."))
        return False
    try:
        _event, checkpoint = check_in(own.workshop, own, form.cleaned_data["code"])
    except Refused as refusal:
        if isinstance(refusal, WrongCode):
            note_wrong(request.user)
        form.add_error("code", str(refusal))
        return False
    messages.success(request, _("You are checked in for %(code)s.") % {"code": label(checkpoint)})
    return True


def _on_now(own: Registration) -> dict[str, Any]:
    now, found = timezone.now(), checkpoints_of(own.workshop)
    checkpoint = meant_at(found, own, now, on_at(found, now))
    id = own_id(own, checkpoint.key) if checkpoint else None
    known = AttendanceEvent.objects.filter(client_id=id).exists() and not taken_back(own.workshop, id)
    return {
        "checkpoint": checkpoint,
        "label": label(checkpoint) if checkpoint else "",
        "items": checkpoint.meant_for(own.group_id) if checkpoint else (),
        "known": known,
        "next": next_after((each for each in found if each.meant_for(own.group_id)), now),
        "closed": why_not_taken(own.workshop, now),
        "meeting": meeting_of(own.workshop),
        "tz": own.workshop.tz,
    }


@require_safe
@for_those_who(takes_part)
def my_attendance(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Each checkpoint with what is known, from where, the minutes, the percent against the rule, what is missing."""
    own = own_registration(request, workshop)
    context = {**shared(request, workshop, "workshops:my_attendance"), **attendance_context(own), "own": own}
    context |= {"asks": asked_for_certificate(workshop), "meeting": meeting_of(workshop)}
    return render(request, "workshops/checkin/mine.html", context)


def attendance_context(own: Registration) -> dict[str, Any]:
    """What a page shows of one person's attendance."""
    now = timezone.now()
    attendance = attendance_of(own.workshop, [own])
    outcome = attendance.outcomes[own.pk]
    return {
        "attendance": attendance,
        "outcome": outcome,
        "percent": percent_of(outcome),
        "missing": missing_words(outcome, own.workshop, titles_of(attendance.checkpoints)),
        "coming": still_to_come(attendance, own, now),
        "lines": own_lines(attendance, own, now),
        "tz": own.workshop.tz,
        "counts": own.role == Registration.Role.PARTICIPANT,
    }
