"""The pages of those who watch over follow-ups: of one workshop, and what is overdue over all."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from elearning.people.rules import sees_all

from ..actions.following_up import OVER
from ..models import ActionPlan, FollowUp, Progress, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_see_follow_up
from .reading import Commitments, commitments_of, plans_read, row_of, share
from .states import ANSWERED_WITHIN, ENDORSED_WITHIN

A_PAGE = 50


@require_safe
@for_those_who(may_see_follow_up)
def follow_up(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Each office's plan and follow-ups, what was applied, what hindered; all, or what is overdue."""
    found = commitments_of(workshop)
    overdue = request.GET.get("show") == "overdue"
    context = {
        **shared(request, workshop, "workshops:follow_up"),
        "found": found,
        "rows": [row for row in found.rows if row.overdue or not overdue],
        "late": sum(row.overdue for row in found.rows),
        "overdue": overdue,
        "days": FollowUp.DAYS,
        "figures": figures(found),
        "headquarters": sees_all(request.user),
    }
    return render(request, "workshops/commitments/follow_up.html", context)


def figures(found: Commitments) -> list[dict[str, Any]]:
    """The inputs of components/bars.html: what was applied, what hindered."""
    applied = [
        _bar(
            _("After %(days)d days") % {"days": each.days},
            each.percent,
            [
                (_("At least in part"), "–" if each.percent_partly is None else f"{each.percent_partly}%"),
                (_("Asked"), each.asked),
                (_("Answered"), each.answered),
                (_("Overdue"), each.overdue),
            ],
            each.percent_partly,
        )
        for each in found.moments
    ]
    total = found.hindrances.total()
    hindered = [
        _bar(str(label), share(found.hindrances[code], total), [(_("Times named"), found.hindrances[code])])
        for code, label in Progress.Hindrance.choices
    ]
    made = [_figure(_("Commitments applied, of all in the plans that answered"), _("When"), applied)]
    return [*made, _figure(_("What hindered, by the last answer of each plan"), _("What"), hindered)] if total else made


def _bar(label: str, percent: int | None, cells: list, behind: int | None = None) -> dict[str, Any]:
    bar = {"label": label, "note": "", "url": None, "level": 0, "percent": percent}
    return bar | {"behind": behind, "cells": cells}


def _figure(caption: str, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"caption": caption, "name": name, "heads": [head for head, _value in rows[0]["cells"]], "rows": rows}


@require_safe
@never_cache
@login_required
def overdue(request: HttpRequest) -> HttpResponse:
    """For headquarters: each plan of any workshop that waits too long for its endorsement or for an answer."""
    if not may_see_follow_up(request.user):
        raise Http404
    now = timezone.now()
    later = FollowUp.objects.filter(plan=OuterRef("plan"), days__gt=OuterRef("days"), asked_at__isnull=False)
    late = FollowUp.objects.filter(~Exists(later), asked_at__lt=now - ANSWERED_WITHIN, answered_at__isnull=True)
    waits = Q(state=ActionPlan.State.SENT, sent_at__lt=now - ENDORSED_WITHIN) | Q(pk__in=late.values("plan"))
    plans = plans_read(ActionPlan.objects.filter(waits).exclude(workshop__state__in=OVER))
    plans = plans.prefetch_related("workshop__texts").order_by("-workshop__starts_on", "office__path", "pk")
    page = Paginator(plans, A_PAGE).get_page(request.GET.get("page"))
    rows, language = [row_of(plan, now) for plan in page], get_language()
    for row in rows:
        row.plan.title = row.plan.workshop.text(language)
    return render(
        request, "workshops/commitments/overdue.html", {"rows": rows, "page_obj": page, "days": FollowUp.DAYS}
    )
