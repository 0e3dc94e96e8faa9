"""The pages of the rating: an office rates itself, the result of a workshop, the statements of the framework."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from elearning.people.models import Office
from elearning.people.rules import sees_all

from ..actions.rating import rate, save_statement, statements, why_not
from ..models import FrameworkStatement, Rating, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_see_follow_up, may_see_plans
from ..seats.guard import kept
from .answer_forms import RatingForm
from .levels import HIGHEST
from .ratings import FEWEST, Ratings, ratings_of
from .rules import may_rate
from .statement_form import StatementForm

HERE = "workshops:ratings"


def offices_to_rate(request: HttpRequest, workshop: Workshop) -> list[Office]:
    """The offices with participants in the workshop that this person may rate."""
    taking_part = workshop.registrations.taking_part().participants().filter(office__isnull=False)
    led = workshop.action_plans.filter(owner__person=request.user).values_list("office_id", flat=True)
    paths = tuple(role.office.path for role in request.user.roles_today if role.office)
    offices, led = Office.objects.filter(pk__in=taking_part.values("office")), set(led)
    return [office for office in offices if office.pk in led or (paths and office.path.startswith(paths))]


@require_safe
@for_those_who(may_see_plans)
def ratings(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Her offices with what may be rated now; for the lead and headquarters, before and after of all."""
    own = offices_to_rate(request, workshop)
    known = {(row.office_id, row.moment) for row in workshop.ratings.filter(office__in=own)}
    closed = {moment: why_not(workshop, moment) for moment in Rating.Moment.values}
    lines = [
        (office, [(moment, label, (office.pk, moment) in known, closed[moment]) for moment, label in _moments()])
        for office in own
    ]
    context = {**shared(request, workshop, HERE), "lines": lines, "few": FEWEST}
    if may_see_follow_up(request.user, workshop):
        found = ratings_of(workshop)
        context |= {"hidden": found.few and not sees_all(request.user), "headquarters": sees_all(request.user)}
        context |= (
            {"counted": found.both}
            if context["hidden"]
            else {"found": found, "figure": figure(found, sees_all(request.user))}
        )
    return render(request, "workshops/commitments/ratings.html", context)


def _moments() -> list[tuple[str, Any]]:
    return list(Rating.Moment.choices)


def figure(found: Ratings, headquarters: bool) -> dict[str, Any]:
    """The input of components/bars.html: after in front, before behind where it was more; all figures beside.

    A statement that few offices rated at both moments is left out, unless for headquarters.
    """
    heads = [_("Before"), _("After"), _("Change"), _("Offices")]
    rows = []
    for each in (row for row in found.statements if headquarters or not row.few):
        cells = [each.before, each.after, f"{each.change:+.2f}", each.offices]
        bar = {"label": each.text, "note": "", "url": None, "level": 0, "percent": round(100 * each.after / HIGHEST)}
        behind = round(100 * each.before / HIGHEST)
        rows.append(bar | {"behind": behind, "cells": list(zip(heads, cells, strict=True))})
    return {"heads": heads, "rows": rows}


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_see_plans)
def rate_office(request: HttpRequest, workshop: Workshop, office: str, moment: str) -> HttpResponse:
    """The form by which one office rates itself, before or after; read-only when the moment is over."""
    place = get_object_or_404(Office, code=office)
    if not may_rate(request.user, workshop, place):
        raise Http404
    rating = Rating.objects.filter(workshop=workshop, office=place, moment=moment).select_related("by").first()
    closed, asked = why_not(workshop, moment), statements()
    form = RatingForm(request.POST if request.method == "POST" else None, statements=asked, rating=rating)
    if request.method == "POST" and form.is_valid() and _rated(request, workshop, place, moment, form):
        messages.success(request, _("Saved. You can change it here as long as it is open."))
        return redirect("workshops:rate_office", workshop.code, place.code, moment)
    context = {**shared(request, workshop, HERE), "office": place, "form": form, "closed": closed, "rating": rating}
    context["moment"] = Rating.Moment(moment).label
    return render(request, "workshops/commitments/rate.html", context)


def _rated(request: HttpRequest, workshop: Workshop, office: Office, moment: str, form: RatingForm) -> bool:
    values = {"by": request.user, "note": form.cleaned_data["note"]}
    return kept(form, lambda: rate(workshop, office, moment, form.scores(), **values))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def framework(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The statements, and the form for another one or for the one of this key; for headquarters."""
    if not sees_all(request.user):
        raise Http404
    known = get_object_or_404(FrameworkStatement, pk=pk) if pk is not None else None
    form = StatementForm(request.POST or None, statement=known)
    if request.method == "POST" and form.is_valid() and _stated(request, form, known):
        messages.success(request, _("Saved."))
        return redirect("workshops:framework")
    context = {"statements": list(FrameworkStatement.objects.all()), "form": form, "known": known}
    return render(request, "workshops/commitments/framework.html", context)


def _stated(request: HttpRequest, form: StatementForm, known: FrameworkStatement | None) -> bool:
    return kept(form, lambda: save_statement(form.cleaned_data, by=request.user, statement=known))
