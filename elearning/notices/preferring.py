"""The page on which a person says how and when she wants to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .actions import set_preferences
from .forms import RhythmForm, WishesForm
from .kinds import all_kinds
from .planning import hours_of


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """By mail, in a digest or here only, kind by kind; my quiet hours; nothing is stored by looking."""
    hours = hours_of(request.user, timezone.now())
    rhythm = RhythmForm(request.POST or None, instance=hours.rhythm)
    wishes = WishesForm(request.POST or None, person=request.user)
    if request.method == "POST" and rhythm.is_valid() and wishes.is_valid():
        set_preferences(request.user, wishes=wishes.cleaned_data, rhythm=rhythm.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notices:preferences")
    context = {"rhythm": rhythm, "wishes": wishes, "station": hours.station}
    context["always"] = [kind.words for kind in all_kinds() if kind.must]
    return render(request, "notices/preferences.html", context)
