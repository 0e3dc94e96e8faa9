"""The pages of polls: voting on a phone, writing, opening and closing them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import polling
from ..models import Poll, Vote, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import is_in_the_room, may_run_room, takes_part
from ..running.opening import why_not_open
from ..running.reading import own
from .forms import PollForm
from .reading import counted_all

DEEDS = {"open": polling.open_poll, "close": polling.close_poll}


@require_safe
@for_those_who(is_in_the_room)
def polls(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The open poll to vote in, the results of the others; drafts for those who run the room."""
    runs = may_run_room(request.user, workshop)
    found = list(workshop.polls.all() if runs else workshop.polls.exclude(state=Poll.State.DRAFT))
    registration = own(workshop, request.user)
    votes = dict(Vote.objects.filter(poll__in=found, registration=registration).values_list("poll_id", "choice"))
    bars = counted_all(found)
    context: dict[str, Any] = {
        **shared(request, workshop, "workshops:polls"),
        "polls": [
            {"poll": poll, "bars": bars[poll.pk], "votes": sum(bar.votes for bar in bars[poll.pk]),
             "own": votes.get(poll.pk)} for poll in found
        ],
        "registration": registration,
        "runs": runs,
        "closed": why_not_open(workshop),
    }  # fmt: skip
    return render(request, "workshops/asking/polls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_run_room)
def poll_new(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A new poll."""
    return _edit(request, workshop, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_run_room)
def poll(request: HttpRequest, workshop: Workshop, uuid) -> HttpResponse:
    """The words of a draft."""
    found = get_object_or_404(workshop.polls, uuid=uuid, state=Poll.State.DRAFT)
    return _edit(request, workshop, found)


def _edit(request: HttpRequest, workshop: Workshop, known: Poll | None) -> HttpResponse:
    form = PollForm(request.POST if request.method == "POST" else None, poll=known)
    if request.method == "POST" and form.is_valid():
        question = form.cleaned_data["question"]
        try:
            polling.save_poll(workshop, known, question=question, choices=form.choices(), by=request.user)
        except polling.Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            messages.success(request, _("Saved as a draft. Open it when the room is to vote."))
            return redirect("workshops:polls", workshop.code)
    context = {**shared(request, workshop, "workshops:polls"), "form": form, "poll": known}
    return render(request, "workshops/asking/poll.html", context)


@require_POST
@for_those_who(may_run_room)
def poll_state(request: HttpRequest, workshop: Workshop, uuid) -> HttpResponse:
    """Open or close it."""
    found = get_object_or_404(workshop.polls, uuid=uuid)
    found.workshop = workshop
    deed = DEEDS.get(request.POST.get("do", ""))
    try:
        if deed is None:
            raise polling.Refused(_("Say by one of the buttons whether the poll opens or closes."))
        deed(found, by=request.user)
    except polling.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:polls", workshop.code)


@require_POST
@for_those_who(takes_part)
def vote(request: HttpRequest, workshop: Workshop, uuid) -> HttpResponse:
    """One vote; the script that keeps it until it is taken is answered with a sentence, and keeps it no more."""
    found = get_object_or_404(workshop.polls.exclude(state=Poll.State.DRAFT), uuid=uuid)
    said = request.POST.get("choice", "")
    taken, words = True, _("Your vote is taken. While the poll is open you can change it.")
    try:
        polling.vote(found, own(workshop, request.user), int(said) if said.isdecimal() and len(said) < 3 else -1)
    except polling.Refused as refusal:
        taken, words = False, str(refusal)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"taken": taken, "words": words})
    (messages.success if taken else messages.error)(request, words)
    return redirect("workshops:polls", workshop.code)
