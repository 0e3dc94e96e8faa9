"""What changed between two moments of knowledge: whose standing on one day is known otherwise now, and why."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elearning.people.models import User
from elearning.people.rules import sees_all

from ..models import Standing
from ..pages import shared
from ..readiness.counting import PER_PAGE, Difference, differing
from ..readiness.deriving import known_through
from .forms import ChangesForm
from .question import written
from .reach import Reach, reach
from .reasons import reasons
from .showing import until_words
from .views import asked_in_words


@dataclass(frozen=True)
class Change:
    """A row of the page: words for how she stood, and facts that arrived in between."""

    difference: Difference
    before: str
    now: str
    why: list[str]


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The rows that differ; those of people whom the reader may not see are a number."""
    here = reach(request, request.GET.get("office") or None)
    form = ChangesForm(request.GET.dict(), today=here.today, through=known_through())
    question = form.question()
    context = {**shared(request, "tracking:board"), "form": form, "office": here.office}
    if question:
        context |= _found(request, form, here) | asked_in_words(question, form)
    return render(request, "tracking/board/changes.html", context, status=200 if form.is_valid() else 400)


def _found(request: HttpRequest, form: ChangesForm, here: Reach) -> dict[str, Any]:
    question, before = form.question(), form.cleaned_data["before"]
    found = differing(question.asked, before, here.offices)
    everybody = sees_all(request.user)
    seen = found if everybody else found.among({*User.objects.visible_to(request.user).values_list("pk", flat=True)})
    page: Page = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    why = reasons(question.asked, before, [row.person.pk for row in page])
    office = f"&office={here.office.code}" if here.office else ""
    return {
        "before": before,
        "page": page,
        "rows": [Change(row, _words(row.before), _words(row.now), why.get(row.person.pk, [])) for row in page],
        "unnamed": len(found) - len(seen),
        "page_query": f"{question.query}&before={written(before)}{office}",
    }


def _words(standing: Standing | None) -> str:
    """How she stood, and where; a person who was not counted stood nowhere."""
    if standing is None:
        return ""
    return f"{standing.get_state_display()} {until_words(standing)}".strip()
