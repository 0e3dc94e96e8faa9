"""The pages of the CMS on which good practices are reviewed: what waits, one of them, return it, publish it."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from elearning.people.actions.refusal import Refused

from ..actions.practices import publish_practice, return_practice
from ..models import GoodPractice
from ..rules import may_review_practices
from .forms import ReturnForm
from .modules import titles_of
from .reading import office_of
from .showing import shown_parts
from .views import photo_answer

View = Callable[..., HttpResponse]
State = GoodPractice.State
MOST_DONE = 50


def for_reviewers(view: View) -> View:
    """Lets only those in who may review. A draft is its author's alone."""

    @never_cache
    @functools.wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not may_review_practices(request.user):
            raise PermissionDenied
        if key := kwargs.pop("key", None):
            return view(request, _found(key))
        return view(request)

    return guarded


@require_safe
@for_reviewers
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; below it what was reviewed, the newest first."""
    rows = GoodPractice.objects.select_related("office", "registration__person", "registration__partner", "workshop")
    waiting = list(rows.filter(state=State.SENT).order_by("saved_at", "pk"))
    done = list(rows.filter(state__in=[State.RETURNED, State.PUBLISHED]).order_by("-reviewed_at", "-pk")[:MOST_DONE])
    titles = titles_of([row.module_code for row in [*waiting, *done]], get_language())
    for row in [*waiting, *done]:
        row.module_title, row.office_name = titles.get(row.module_code, row.module_code), office_of(row)
    context = {"page_title": _("Good practices"), "header_icon": "pick", "waiting": waiting, "done": done}
    return render(request, "workshops/practices/cms_index.html", context)


@require_safe
@for_reviewers
def show(request: HttpRequest, practice: GoodPractice) -> HttpResponse:
    """All that the author wrote, with the photograph and what can be done."""
    return _shown(request, practice, ReturnForm())


@require_POST
@for_reviewers
def give_back(request: HttpRequest, practice: GoodPractice) -> HttpResponse:
    """Return it with remarks."""
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _shown(request, practice, form)
    try:
        return_practice(practice, form.cleaned_data["remarks"], by=request.user)
        messages.success(request, _("Returned: the author is told."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("practices_cms:index")


@require_POST
@for_reviewers
def publish(request: HttpRequest, practice: GoodPractice) -> HttpResponse:
    """Make it a page under its module; from then on it is edited as any other page."""
    try:
        page = publish_practice(practice, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("practices_cms:show", practice.uuid)
    if page is None:
        messages.warning(request, _("It was published before, and its page was deleted since."))
    else:
        messages.success(request, _("Published: the author is told."))
    return redirect("practices_cms:show", practice.uuid)


@require_safe
@for_reviewers
def photo(request: HttpRequest, practice: GoodPractice) -> HttpResponse:
    """The photograph, which is nowhere else to be seen before it is published."""
    return photo_answer(practice)


def _found(key: uuid.UUID) -> GoodPractice:
    rows = GoodPractice.objects.exclude(state=State.DRAFT)
    related = ("office", "registration__person", "registration__partner", "workshop", "page", "reviewed_by")
    return get_object_or_404(rows.select_related(*related), uuid=key)


def _shown(request: HttpRequest, practice: GoodPractice, form: ReturnForm) -> HttpResponse:
    titles = titles_of([practice.module_code], get_language())
    context = {
        "page_title": _("Good practice"),
        "page_subtitle": practice.title,
        "header_icon": "pick",
        "practice": practice,
        "parts": shown_parts(practice),
        "office": office_of(practice),
        "module": titles.get(practice.module_code, practice.module_code),
        "form": form,
        "waits": practice.state == State.SENT,
    }
    return render(request, "workshops/practices/cms_show.html", context)
