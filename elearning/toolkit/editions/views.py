"""What changed in a module, shown to whoever may read it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import EditionSeen, ModuleEdition
from ..modules import module_titles
from .actions import mark_seen
from .difference import difference
from .paragraphs import read
from .showing import folded, words_of

MOST_NUMBER = 2_147_483_647


@require_safe
def show_difference(request: HttpRequest, key: UUID, language: str, older: int, newer: int) -> HttpResponse:
    """Paragraph by paragraph, what one edition says and an earlier one of the same language did not."""
    try:
        old, new = _editions(request, key, language, older, newer)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    same = ModuleEdition.objects.visible_to(request.user).light().filter(module_key=key).order_by("number")
    between = [each for each in same if each.language == language and older < each.number <= newer and each.is_material]
    context = {
        "old": old,
        "new": new,
        "words": words_of(between, same),
        "runs": folded(difference(read(old.paragraphs), read(new.paragraphs))),
        "module": module_titles([key], get_language(), request.user).get(key),
        "language": language,
        "asks": _asks(request, between),
    }
    return render(request, "toolkit/difference.html", context)


@login_required
def seen(request: HttpRequest, key: UUID, language: str, number: int) -> HttpResponse:
    """She has read what changed up to this edition; then back to the module."""
    edition = _editions(request, key, language, number)[0]
    if request.method == "POST":  # by GET she comes who signed in again on the way
        mark_seen(request.user, edition)
        messages.success(request, _("Noted: you have read what changed. Your results stay as they are."))
    module = module_titles([key], get_language(), request.user).get(key)
    return redirect(module["url"] if module else "tracking:my_day")


def _asks(request: HttpRequest, between: list[ModuleEdition]) -> ModuleEdition | None:
    """The newest change, where an author asks for it to be read and she has not said yet that she did."""
    if not request.user.is_authenticated or not any(edition.refresher for edition in between):
        return None
    newest = between[-1]
    return None if EditionSeen.objects.filter(person=request.user, edition=newest).exists() else newest


def _editions(request: HttpRequest, key: UUID, language: str, *numbers: int) -> list[ModuleEdition]:
    """These editions in the order given, of a module that the reader may see; else 404."""
    if max(numbers) > MOST_NUMBER or list(numbers) != sorted(set(numbers)):
        raise Http404
    visible = ModuleEdition.objects.visible_to(request.user).filter(module_key=key, language=language)
    found = list(visible.filter(number__in=numbers).order_by("number"))
    if len(found) != len(numbers):
        raise Http404
    return found
