"""The page of what a leaver owned, for those who see to its handover."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused
from elearning.people.leaving import last_posting_of
from elearning.people.models import Posting, User

from ..pages import shared
from .handing import may_hand_over, take_over

KINDS = {
    "workshop_lead": gettext_lazy("Workshop that she leads"),
    "workshop_team": gettext_lazy("Her part in the team of a workshop"),
    "session_plan": gettext_lazy("Session plan"),
    "parked_point": gettext_lazy("Parked point"),
    "action_plan": gettext_lazy("Plan of action"),
    "good_practice": gettext_lazy("Good practice, in draft"),
    "questions": gettext_lazy("Questions of the bank"),
    "modules": gettext_lazy("Modules, and the questions of their readers"),
}


def _leaver(user: User, key: uuid.UUID) -> tuple[User, Posting]:
    """The person and her last posting, for who sees to her handover; 404 for others, and for who does not leave."""
    person = get_object_or_404(User, uuid=key, merged_into__isnull=True)
    posting = last_posting_of(person)
    if not may_hand_over(user, person, posting):
        raise Http404
    return person, posting


@require_safe
@never_cache
@login_required
def handover(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What she owned, and who took it over."""
    person, posting = _leaver(request.user, key)
    items = list(person.handovers.select_related("taken_by"))
    for item in items:
        item.kind_label = KINDS.get(item.kind, item.kind)
    context = {**shared(request, "tracking:my_office"), "person": person, "posting": posting, "items": items}
    context["open"] = sum(item.taken_at is None for item in items)
    return render(request, "tracking/office/handover.html", context)


@require_POST
@never_cache
@login_required
def handover_take(request: HttpRequest, key: uuid.UUID, pk: int) -> HttpResponse:
    """Take one thing over."""
    person, _posting = _leaver(request.user, key)
    item = get_object_or_404(person.handovers, pk=pk)
    try:
        assigned = take_over(item, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        noted = _("It is noted that you take it over. Open it to see whether something must be changed there.")
        messages.success(request, _("It is yours now.") if assigned else noted)
    return redirect("tracking:handover", person.uuid)
