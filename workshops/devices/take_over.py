"""The page of taking over: the form, what it would do, then the deed; and what was handed on before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from elearning.people.actions.refusal import Refused

from ..actions.taking_over import take_over
from ..models import SPOKEN_LANGUAGES, TakeOver, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_run_room, may_take_attendance
from ..wording import finding_words
from .handing import Plan, plan_of
from .take_over_form import TakeOverForm

LANGUAGES = dict(SPOKEN_LANGUAGES)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_run_room)
def page(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is filled in is shown first as what it would do; only the button beneath that does it."""
    form = TakeOverForm(request.POST or None, workshop=workshop, now=timezone.now())
    plan = None
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] and _done(request, workshop, form):
            return redirect("workshops:take_over", workshop.code)
        plan = _plan(workshop, form)
    context = {**shared(request, workshop, "workshops:take_over"), "form": form, "past": past(workshop)}
    return render(request, "workshops/devices/take_over.html", context | (told(plan) if plan else {}))


def _plan(workshop: Workshop, form: TakeOverForm) -> Plan | None:
    try:
        return plan_of(workshop, **form.wanted())
    except Refused as refusal:
        form.add_error(refusal.about or None, ValidationError(str(refusal)))
    return None


def _done(request: HttpRequest, workshop: Workshop, form: TakeOverForm) -> bool:
    said = form.cleaned_data
    try:
        made = take_over(workshop, **form.wanted(), reason=said["reason"], seen=said["seen"], by=request.user)
    except Refused as refusal:
        form.add_error(refusal.about or None, ValidationError(str(refusal)))
        return False
    if number := made.detail["version"]:
        words = _("Done. Version %(number)s of the agenda says so; its notices wait to be reviewed and sent.")
        messages.success(request, words % {"number": number})
    else:
        messages.success(request, _("Done. The published agenda stays as it is."))
    return True


def told(plan: Plan) -> dict[str, Any]:
    """The plan for the template."""
    who, successor = plan.handover.who, plan.next_registration
    return {
        "plan": plan,
        "who": who,
        "items": [
            {"code": one.code, "alone": one.alone, "lost": languages(one.lost), "under_way": one.under_way}
            for one in plan.found
        ],
        "left": [{"code": one.code, "people": counted(one.people)} for one in plan.left],
        "warnings": [finding_words(finding, plan.agenda) for finding in plan.findings],
        "no_device": bool(successor and plan.devices and not may_take_attendance(successor.person, plan.workshop)),
    }


def past(workshop: Workshop) -> list[dict[str, Any]]:
    """What was handed on before, the newest first; one query."""
    rows = TakeOver.objects.filter(workshop=workshop).select_related("person", "successor", "by")
    return [
        {
            "row": row,
            "language": LANGUAGES.get(row.language, row.language),
            "items": row.detail["items"],
            "lost": [(code, languages(lost)) for code, lost in row.detail["lost"].items()],
            "left": [(code, counted(people)) for code, people in row.detail["uncovered"].items()],
            "version": row.detail["version"],
        }
        for row in rows.order_by("-since", "-pk")
    ]


def languages(codes: Any) -> str:
    """Languages in the reader's words."""
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)


def counted(people: dict[str, int]) -> str:
    """People by language: French 12, Portuguese 4."""
    return ", ".join(f"{LANGUAGES.get(code, code)} {number}" for code, number in people.items())
