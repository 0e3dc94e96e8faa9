"""The pages of requirements: all of them in the order of the induction, one, a new one, its place."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.models import Office
from workshops.seats.guard import done, kept

from ..models import Requirement
from ..pages import shared
from ..readiness.counting import Counts
from ..rules import may_see_requirements, may_set_requirements
from .actions import create_requirement, move_requirement
from .figures import are_behind, counts_on
from .forms import RequirementForm
from .guard import for_those_who
from .inducting import induction_of, ways_of
from .reading import line_of, requirements_with_versions, shown

PAGE = "tracking:requirements"


@require_safe
@never_cache
@login_required
def requirements(request: HttpRequest) -> HttpResponse:
    """What is asked today and what comes, with the figures of the offices that this reader sees."""
    if not may_see_requirements(request.user):
        raise Http404
    sets, day = may_set_requirements(request.user), timezone.localdate()
    rows = [line_of(each, day) for each in requirements_with_versions() if sets or each.versions.all()]
    counts = counts_on(day, [row.requirement.pk for row in rows], Office.objects.visible_to(request.user))
    lines = [(row, counts.get(row.requirement.pk, Counts())) for row in rows]
    context = {**shared(request, PAGE), "lines": lines, "sets": sets, "day": day, "behind": are_behind()}
    return render(request, "tracking/requirements/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A requirement by its code; what it asks is written down next."""
    if not may_set_requirements(request.user):
        raise Http404
    form, made = RequirementForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if kept(form, lambda: made.append(create_requirement(code, by=request.user))):
            return redirect("tracking:requirement_version", made[0].code)
    return render(request, "tracking/requirements/new.html", {**shared(request, PAGE), "form": form})


@require_safe
@for_those_who(may_see_requirements)
def requirement(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """One requirement: what it asks today, what comes, and every version that there was."""
    day = timezone.localdate()
    line = line_of(requirement, day)
    counts = counts_on(day, [requirement.pk], Office.objects.visible_to(request.user))
    context = {**shared(request, PAGE), **_versions(line), "line": line, "day": day}
    context["counts"] = counts.get(requirement.pk, Counts())
    context |= {"sets": may_set_requirements(request.user), "behind": are_behind()}
    return render(request, "tracking/requirements/requirement.html", context)


def _versions(line: Any) -> dict[str, Any]:
    """All versions in words, the newest first, and among them the one in force and those to come."""
    versions = list(line.requirement.versions.select_related("published_by").order_by("-number"))
    words = dict(zip((each.number for each in versions), shown(versions), strict=True))
    now = words[line.now.number] if line.now else None
    return {"versions": list(words.values()), "now": now, "next": [words[each.number] for each in line.coming]}


@require_POST
@for_those_who(may_set_requirements)
def move(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """One place up or down in the induction."""
    up = request.POST.get("way") == "up"
    done(request, lambda: move_requirement(requirement, up=up, by=request.user))
    return redirect(PAGE)


@require_safe
@never_cache
@login_required
def way(request: HttpRequest, code: str) -> HttpResponse:
    """How the reader meets what is asked of her: the one thing that does, or those among which she chooses."""
    rows = induction_of(request.user, timezone.localdate())
    row = next((each for each in rows if each.stood.code == code), None)
    if row is None:
        raise Http404
    ways = ways_of(row, request.user)
    if len(ways) == 1 and ways[0].url:
        return redirect(ways[0].url)
    return render(request, "tracking/requirements/way.html", {"row": row, "ways": ways})
