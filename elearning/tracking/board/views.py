"""The readiness board: all that the reader may see, or one office and below, with the people behind the figures."""

import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from elearning.people.models import OfflineStretch

from ..models import Standing
from ..pages import shared
from ..readiness.deriving import known_and_written
from ..tree import grand_total, roll_up
from . import showing
from .counting import remembered
from .defining import definitions, version_words
from .forms import QuestionForm
from .lines import Line
from .people import people_page
from .pictures import trend_of
from .question import Question
from .reach import Reach, reach
from .worldmap import world

ORDER = ("met", "due", "overdue", "exempt", "not_required")  # as the figures stand
STATES = [(state, dict(Standing.State.choices)[state]) for state in ORDER]
LAG = datetime.timedelta(seconds=2)  # what was heard since is no news to speak of


@login_required
@require_safe
def board(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """Readiness by region, country and office; for one office its people too."""
    here = reach(request, code)
    through, written = known_and_written()
    form = QuestionForm(request.GET.dict(), today=here.today, through=through)
    question = form.question()
    context = {**shared(request, "tracking:board"), "form": form, "office": here.office, "above": here.above}
    if question:
        context |= _figures(request, question, here, written) | asked_in_words(question, form)
    return render(request, "tracking/board/board.html", context, status=200 if form.is_valid() else 400)


def asked_in_words(question: Question, form: QuestionForm) -> dict[str, Any]:
    """The question as the page says it; `behind` if news is being counted that it leaves out."""
    asked = question.asked
    late = asked.known_at == form.through and form.through < timezone.now() - LAG
    return {
        "question": question,
        "query": question.with_state("").query,
        "ruling": version_words(question.version),
        "filters": showing.filters_in_words(question, {name: form.fields[name].choices for name in asked.traits}),
        "behind": form.through if late else None,
        "definitions": definitions(),
    }


def _figures(
    request: HttpRequest, question: Question, here: Reach, written: datetime.datetime | None
) -> dict[str, Any]:
    ids = [office.pk for office in here.listed]
    found = remembered(question.asked, here.offices, question.steps, ids=ids, written=written)
    rows = roll_up(here.listed, found.own, Line())
    offline = _offline(question)
    countries = showing.country_rows(rows)
    lines = {code: row["line"] for code, row in countries.items()}
    query = question.with_state("").query
    offices = showing.office_rows(rows, offline, query)
    people = here.office and people_page(
        question, here.office, here.listed, found.own, request.user, request.GET.get("page")
    )
    return {
        "totals": showing.totals(grand_total(rows, Line())),
        "offices": offices,
        "hidden": len(rows) - len(offices),
        "offline": showing.offline_words(offline.get(here.office.pk)) if here.office else "",
        "countries": countries.values() if len(countries) > 1 else (),
        "map": world(lines, showing.map_labels(countries)) if len(countries) > 1 else None,
        "trend": trend_of(found.trend),
        "months": showing.trend_rows(found.trend),
        "people": people,
        "states": STATES,
        "page_query": question.query,
    }


def _offline(question: Question) -> dict[int, OfflineStretch]:
    """The offices, of these and others, that have no line on the day, as known at the moment."""
    known = question.asked.known_at
    found = OfflineStretch.objects.on(question.asked.on).filter(recorded_at__lte=known)
    found = found.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=known))
    return {stretch.office_id: stretch for stretch in found}
