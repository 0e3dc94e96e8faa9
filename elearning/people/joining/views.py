"""The page of the first visit: language, office, one course; each step is a form of its own, and none is required."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import Refused
from ..models import JoinRequest, Office
from . import asking, visiting
from .offices import LONGEST, find_offices
from .recommending import recommended_for

HERE = "people:joining"


@login_required
@require_safe
def joining(request: HttpRequest) -> HttpResponse:
    """All three steps on one page; the search of offices is a GET, so that the back button asks nothing."""
    person = request.user
    words = request.GET.get("office", "")[:LONGEST]
    posting = person.posting_today
    asked = None if posting else person.join_requests.select_related("office").order_by("-asked_at", "-pk").first()
    context = {
        "posting": posting,
        "asked": asked,
        "waits": asked is not None and asked.state == JoinRequest.State.WAITING,
        "words": words,
        "offices": find_offices(words) if words.strip() and not posting else [],
        "recommended": recommended_for(person),
        "day": reverse(settings.LOGIN_REDIRECT_URL),
    }
    return render(request, "people/joining/page.html", context)


@login_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """She reads in another language; the page comes back in it."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    visiting.choose_language(request.user, code)
    response = redirect(HERE)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, samesite="Lax", secure=request.is_secure())
    return response


@login_required
@require_POST
def office(request: HttpRequest) -> HttpResponse:
    """Ask to join an office, or take the wish back."""
    pk = request.POST.get("office", "")[:18]
    try:
        if pk:
            chosen = get_object_or_404(Office, pk=int(pk) if pk.isdecimal() else 0)
            asking.ask_to_join(request.user, chosen)
        elif asking.take_back(request.user):
            messages.success(request, _("Taken back."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse(HERE) + "#office")


@login_required
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Done, with the recommended course begun if she pressed that; or put away for good."""
    language = translation.get_language()
    recommended = recommended_for(request.user) if "begin" in request.POST else None
    target = reverse(settings.LOGIN_REDIRECT_URL)
    try:
        target = recommended.begin(request.user) if recommended else target
    except ValidationError as refusal:  # the course closed since the page was shown
        messages.error(request, " ".join(refusal.messages))
    visiting.finish_first_visit(request.user, language=language)
    return redirect(target)
