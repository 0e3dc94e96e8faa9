"""The accessibility statement: what we hold ourselves to, how it was checked, what we know does not work."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# The day on which somebody last compared the statement with the site.
WRITTEN = datetime.date(2026, 11, 26)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html", {"written": WRITTEN})
