"""The page of headquarters on which seats are given: quotas, balance, candidates, and the deeds upon the ticked."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from elearning.people.actions import Refused
from elearning.people.models import User

from ..actions.confirming import confirm
from ..actions.endorsing import endorse
from ..actions.nominating import withdraw
from ..actions.offering import SEATING, decide_freed
from ..actions.selecting import move_in_reserve, put_in_reserve, select, send_invitations, turn_down
from ..models import FreedSeat, Quota, Registration, Workshop
from ..pages import shared
from ..rules import may_screen, may_select
from .forms import InvitationsForm, default_deadline
from .guard import done, kept, page_of_workshop
from .showing import balance_of, by_quota, candidates

HERE = "workshops:selection"
Deed = Callable[[Registration, User], object]


def _openly(row: Registration, by: User) -> object:
    openly = row.workshop.quotas.filter(scope=Quota.Scope.OPEN).first()
    if openly is None and row.workshop.quotas.exists():
        raise Refused(_("This workshop has no seats that are open to all. Add an open quota first."))
    return select(row, by=by, quota=openly)


# What can be done with those who are ticked: the word of the button, and the deed.
DEEDS: dict[str, tuple[object, Deed]] = {
    "endorse": (pgettext_lazy("registration", "Endorse"), lambda row, by: endorse(row, endorsed=True, by=by)),
    "select": (pgettext_lazy("registration", "Select"), lambda row, by: select(row, by=by)),
    "openly": (pgettext_lazy("registration", "Select on an open seat"), _openly),
    "reserve": (pgettext_lazy("registration", "Reserve"), lambda row, by: put_in_reserve(row, by=by)),
    "turn_down": (pgettext_lazy("registration", "Not selected"), lambda row, by: turn_down(row, by=by)),
    "confirm": (pgettext_lazy("registration", "Confirm"), lambda row, by: confirm(row, by=by)),
    "withdraw": (pgettext_lazy("registration", "Take the seat back"), lambda row, by: withdraw(row, by=by)),
}
MOVES = {"up": True, "down": False}
FREED = ("next", "keeping", "free")


def ticked(data: QueryDict) -> set[int]:
    """The keys of the rows that are ticked; what is no number is left out."""
    return {int(key) for key in data.getlist("who") if key.isdecimal() and len(key) < 19}


@page_of_workshop(may_select)
def selection(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Everything on one page; a POST does one deed upon all who are ticked, or upon none of them."""
    if request.method == "POST":
        _decide(request, workshop)
        return redirect(HERE, workshop.code)
    initial = default_deadline(workshop, timezone.now())
    context = page_of(request, workshop) | {"invitations": InvitationsForm(workshop=workshop, initial=initial)}
    return render(request, "workshops/seats/selection.html", context)


def page_of(request: HttpRequest, workshop: Workshop) -> dict:
    """What the page shows; eleven queries, however many candidates there are."""
    chosen = ticked(request.GET)
    balance = balance_of(workshop, chosen)
    rows = candidates(workshop, workshop.registrations.participants(), ticked=chosen, clashing=True)
    found = by_quota(rows)
    freed = FreedSeat.objects.filter(quota__workshop=workshop, decided_at__isnull=True)
    freed = freed if workshop.state in SEATING else freed.none()
    return {
        **shared(request, workshop, HERE),
        "balance": balance,
        "groups": [(line, found.get(line.quota.pk if line.quota else None, [])) for line in balance.lines],
        "freed": freed.select_related("quota__office", "quota__partner__office", "registration__person"),
        "deeds": [(name, word) for name, (word, _deed) in DEEDS.items()],
        "screens": may_screen(request.user, workshop),
        "selected": sum(row.registration.state == Registration.State.SELECTED for row in rows),
    }


def _decide(request: HttpRequest, workshop: Workshop) -> None:
    name, direction = request.POST.get("do", ""), request.POST.get("move", "").partition(":")
    rows = list(workshop.registrations.participants().filter(pk__in=ticked(request.POST)).order_by("rank", "pk"))
    if direction[0] in MOVES and direction[2].isdecimal() and len(direction[2]) < 19:
        row = get_object_or_404(workshop.registrations.participants(), pk=int(direction[2]))
        done(request, lambda: move_in_reserve(row, up=MOVES[direction[0]], by=request.user))
    elif name not in DEEDS or not rows:
        messages.error(request, _("Tick at least one person, then choose what to do."))
    else:
        said = ngettext("Done for %(number)s person.", "Done for %(number)s people.", len(rows))
        done(request, lambda: _do(name, rows, request.user), said % {"number": len(rows)})


@transaction.atomic
def _do(name: str, rows: list[Registration], by: User) -> None:
    for row in rows:
        DEEDS[name][1](row, by)


@page_of_workshop(may_select)
def selection_balance(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The balance alone, as it would be with those who are ticked; asked for at each tick."""
    balance = balance_of(workshop, ticked(request.GET))
    return render(request, "workshops/seats/_balance.html", {"balance": balance})


@page_of_workshop(may_select)
def invitations(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Send the invitations to all who are selected; a deadline that makes no sense is said beside it."""
    form = InvitationsForm(request.POST or None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        until, sent = form.cleaned_data["until"], []
        if kept(form, lambda: sent.extend(send_invitations(workshop, until=until, by=request.user))):
            said = ngettext("%(number)s invitation is sent.", "%(number)s invitations are sent.", len(sent))
            messages.success(request, said % {"number": len(sent)})
            return redirect(HERE, workshop.code)
    if request.method != "POST":
        return redirect(HERE, workshop.code)
    return render(request, "workshops/seats/selection.html", page_of(request, workshop) | {"invitations": form})


@require_POST
@page_of_workshop(may_select)
def freed(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Decide on a seat that waits since the next of the reserve would break the least share."""
    found = get_object_or_404(FreedSeat.objects.select_related("quota"), pk=pk, quota__workshop=workshop)
    choice = request.POST.get("choice")
    if choice not in FREED:
        messages.error(request, _("Choose what is to happen with the seat."))
    else:
        done(request, lambda: decide_freed(found, choice=choice, by=request.user), _("The decision is kept."))
    return redirect(HERE, workshop.code)
