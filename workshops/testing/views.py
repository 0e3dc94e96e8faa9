"""The pages of those who run the test: the pair, opening and closing, totals from paper, the gain in the room."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.models import TestPair
from elearning.people.actions.refusal import Refused

from ..actions.deciding import HELD
from ..actions.test_totals import FaultyLines, Kept, keep_totals
from ..actions.testing import choose_pair, close_side, hand_in, open_side
from ..models import Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_certify, may_run_room, may_see_attendance, may_take_attendance
from .forms import PairForm, TotalsForm
from .gaining import gain_shown
from .sides import NAMES, Side, pair_of, scores_of, sides_of, why_no_test

HERE, GAIN = "workshops:tests", "workshops:gain"


@require_safe
@for_those_who(may_take_attendance)
def tests(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The pair, and for each side whether it is open and how many took it."""
    return _tests(request, workshop, PairForm(initial={"pair": workshop.test_pair_id}))


def _tests(request: HttpRequest, workshop: Workshop, form: PairForm) -> HttpResponse:
    context = {
        **shared(request, workshop, HERE),
        "sides": sides_of(workshop),
        "pair": pair_of(workshop),
        "form": form,
        "held": workshop.state in HELD,
        "participants": workshop.registrations.taking_part().participants().count(),
        "may_choose": may_certify(request.user, workshop),
        "may_open": may_run_room(request.user, workshop),
    }
    return render(request, "workshops/testing/tests.html", context)


@require_POST
@for_those_who(may_certify)
def test_pair(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Choose the pair of the workshop."""
    form = PairForm(request.POST)
    if form.is_valid():
        try:
            choose_pair(workshop, form.cleaned_data["pair"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            messages.success(request, _("The test of this workshop is kept."))
            return redirect(HERE, workshop.code)
    return _tests(request, workshop, form)


@require_POST
@for_those_who(may_run_room)
def test_side(request: HttpRequest, workshop: Workshop, side: str, deed: str) -> HttpResponse:
    """Open a side, close it, or hand in what is still being written."""
    deeds: dict[str, tuple[Callable[..., Any], str]] = {
        "open": (open_side, _("%(name)s: open. The participants find it on their page “My tests”.")),
        "close": (close_side, _("%(name)s: closed. Who has begun may go on.")),
        "hand-in": (hand_in, _("%(name)s: what was answered is handed in.")),
    }
    act, said = deeds[deed]
    try:
        act(workshop, side, by=request.user)
        messages.success(request, said % {"name": NAMES[Side(side)]})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(HERE, workshop.code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def test_totals(request: HttpRequest, workshop: Workshop, side: str) -> HttpResponse:
    """Totals from paper of one side: those in force, and a text that takes all of them at once."""
    pair = pair_of(workshop)
    scores = list(_scores(workshop, pair, side)) if pair else []
    day = workshop.starts_on if side == Side.BEFORE else workshop.ends_on
    initial = {"taken_on": day, "max_score": f"{scores[-1].max_score.normalize():f}" if scores else None}
    form = TotalsForm(request.POST or None, workshop=workshop, initial=initial)
    if request.method == "POST" and form.is_valid() and _kept(request, workshop, side, form):
        return redirect("workshops:test_totals", workshop.code, side)
    context = {
        **shared(request, workshop, HERE),
        "form": form, "name": NAMES[Side(side)], "pair": pair, "rows": _rows(workshop, scores),
        "closed": why_no_test(workshop, pair), "held": workshop.state in HELD,
    }  # fmt: skip
    return render(request, "workshops/testing/totals.html", context)


def _scores(workshop: Workshop, pair: TestPair, side: str):
    found = scores_of(workshop, pair).filter(side=side)
    return found.select_related("person", "entered_by").order_by("entered_at", "pk")


def _rows(workshop: Workshop, scores: list) -> list[dict[str, Any]]:
    numbers = dict(workshop.registrations.taking_part().values_list("person_id", "number"))
    rows = [{"number": numbers.get(score.person_id, ""), "score": score} for score in scores]
    return sorted(rows, key=lambda row: row["number"])


def _kept(request: HttpRequest, workshop: Workshop, side: str, form: TotalsForm) -> bool:
    said = {name: form.cleaned_data[name] for name in ("max_score", "taken_on")}
    try:
        kept = keep_totals(workshop, side, form.read, by=request.user, **said)
    except FaultyLines as refusal:
        for fault in refusal.faults[:20]:
            form.add_error("lines", fault)
        return False
    except Refused as refusal:
        form.add_error(refusal.about or None, str(refusal))
        return False
    messages.success(request, _words(kept))
    return True


def _words(kept: Kept) -> str:
    if kept == Kept():
        return _("Nothing is different from what stood there.")
    new = ngettext("%(many)s total is new.", "%(many)s totals are new.", kept.new) % {"many": kept.new}
    corrected = ngettext("%(many)s is corrected.", "%(many)s are corrected.", kept.corrected)
    back = ngettext("%(many)s is taken back.", "%(many)s are taken back.", kept.withdrawn)
    more = [(kept.corrected, corrected), (kept.withdrawn, back)]
    return " ".join([new, *[words % {"many": many} for many, words in more if many]])


@require_safe
@for_those_who(may_see_attendance)
def gain(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What those who took both sides gained, with its picture and table."""
    context = {**shared(request, workshop, GAIN), **gain_shown(workshop, pair_of(workshop), request.user)}
    return render(request, "workshops/testing/gain.html", context)


@require_safe
@for_those_who(may_see_attendance)
def gain_screen(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The same for the wall of the room: large, with nothing else."""
    context = {"workshop": workshop, **gain_shown(workshop, pair_of(workshop), request.user)}
    return render(request, "workshops/testing/gain_screen.html", context)
