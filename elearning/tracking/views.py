"""The learner's own day."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .day import day_of


@login_required
@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """The one next thing, what I hold, and whom to ask."""
    return render(request, "tracking/my_day.html", {"day": day_of(request.user)})
