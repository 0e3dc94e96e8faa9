"""The pages on which a workshop goes on: its states, its dates, and reconfirming."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from elearning.people.actions import Refused

from ..actions.move_preview import Move, preview_of
from ..actions.moving import asks_to_reconfirm, move_dates, reconfirm, refuse_move
from ..actions.nominating import withdraw
from ..actions.states import MOVES, missing_for, move_to
from ..models import Registration, Workshop
from ..pages import shared, workshop_or_404
from ..rules import may_edit_frame
from .guard import for_workshop, page
from .making import zones
from .move_forms import AnswerForm, MoveForm, StateForm
from .showing import shown_preview, shown_steps


@for_workshop(may_edit_frame)
def state(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The state, where it can go from there, and what is missing for that."""
    asked = request.POST.get("target", "")
    form = StateForm(request.POST or None, target=asked if asked in Workshop.State.values else "")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            moved = move_to(workshop, form.target, by=request.user, reason=reason)
        except Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The workshop is now: %(state)s.") % {"state": moved.get_state_display()})
            return redirect("workshops:state", workshop.code)
    context = {**page(request, workshop, "workshops:state"), "form": form, "moves": _moves(workshop, form)}
    return render(request, "workshops/frame/state.html", context | {"steps": shown_steps(workshop)})


def _moves(workshop: Workshop, tried: StateForm) -> list[tuple[str, str, list[str], StateForm]]:
    """Each state to which a way leads: its name, what is missing, and the form; the one that was tried as it was."""
    now, names = timezone.now(), dict(Workshop.State.choices)
    return [
        (target, names[target], missing_for(workshop, target, now), _form_of(target, tried))
        for target in MOVES[workshop.state]
    ]


def _form_of(target: str, tried: StateForm) -> StateForm:
    return tried if tried.target == target else StateForm(target=target)


@for_workshop(may_edit_frame)
def dates(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The form; on POST what would happen; with the mark of what was seen, it is done."""
    form = MoveForm(request.POST or None, workshop=workshop)
    context = {**page(request, workshop, "workshops:dates"), "form": form, "zones": zones()}
    if request.method == "POST" and form.is_valid() and _moved(request, workshop, form, context):
        messages.success(request, _("The dates are moved. Publish the agenda again, so that people see its new days."))
        return redirect("workshops:detail", workshop.code)
    return render(request, "workshops/frame/dates.html", context)


def _moved(request: HttpRequest, workshop: Workshop, form: MoveForm, context: dict) -> bool:
    """Apply what was seen; else show what would happen."""
    move = form.move()
    try:
        refuse_move(workshop, move)
        if "apply" in request.POST:
            move_dates(
                workshop, move, seen=form.cleaned_data["seen"], by=request.user, reason=form.cleaned_data["reason"]
            )
            return True
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        if refusal.about:
            return False
        workshop.refresh_from_db()
    if _can_be_moved(workshop, move):
        context |= shown_preview(preview_of(workshop, move), workshop, request.user)
    return False


def _can_be_moved(workshop: Workshop, move: Move) -> bool:
    try:
        refuse_move(workshop, move)
    except Refused:
        return False
    return True


@never_cache
@login_required
def reconfirm_page(request: HttpRequest, code: str) -> HttpResponse:
    """One page, two buttons: I come on the new dates, or I withdraw. Opening it decides nothing."""
    workshop = workshop_or_404(request, code)
    own = workshop.registrations.filter(person=request.user, state=Registration.State.CONFIRMED).first()
    if own is None or not asks_to_reconfirm(workshop):
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answered(request, own, form.cleaned_data["answer"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("workshops:detail", workshop.code)
    context = {**shared(request, workshop, "workshops:detail"), "own": own, "form": form}
    return render(request, "workshops/frame/reconfirm.html", context)


def _answered(request: HttpRequest, own: Registration, answer: str) -> None:
    if answer == "yes":
        reconfirm(own, by=request.user)
        messages.success(request, _("Thank you. You are expected on the new dates."))
    else:
        withdraw(own, by=request.user)
        messages.success(request, _("You have withdrawn. Your seat passes on."))
