"""The pages on the versions of an agenda: all of them, one as it was, and what changed between two."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions.drafting import reset_draft
from ..actions.drafting_board import Refused
from ..actions.revision import why_sealed
from ..agenda.difference import Change
from ..models import AgendaVersion, Workshop
from ..pages import shared, workshop_or_404
from ..rules import may_build, may_publish, may_see_backstage
from ..wording import change_words
from .audience import is_public
from .comparing import changes_for, earlier, everything, side_of
from .reading import State, agenda_context, current_of, title_of


def said(changes: list[Change]) -> list[tuple[str, str]]:
    """Each change as its kind and its sentence in the reader's language."""
    return [(change.kind, change_words(change, get_language())) for change in changes]


@login_required
@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every version, the newest first; a draft for those who build it."""
    workshop = workshop_or_404(request, code, may_see_backstage)
    rows = _readable(request, workshop).select_related("published_by", "announcement").order_by("-number")
    context = {
        **shared(request, workshop, "workshops:versions"),
        "versions": list(rows),
        "may_build": may_build(request.user, workshop),
        "may_publish": may_publish(request.user, workshop),
    }
    return render(request, "workshops/versions/list.html", context)


def _readable(request: HttpRequest, workshop: Workshop):
    """The versions that this reader may compare."""
    found = workshop.versions.all()
    return found if may_build(request.user, workshop) else found.exclude(state=State.DRAFT)


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One published version exactly as it was; past ones for whoever sees backstage."""
    workshop = workshop_or_404(request, code)
    found = get_object_or_404(workshop.versions.exclude(state=State.DRAFT), number=number)
    if found.state != State.CURRENT and not may_see_backstage(request.user, workshop):
        raise Http404
    context = {
        **shared(request, workshop, "workshops:versions"),
        **agenda_context(request, workshop, found),
        **title_of(found),
        "may_reset": may_build(request.user, workshop) and not why_sealed(workshop),
    }
    return render(request, "workshops/versions/version.html", context)


@login_required
@require_safe
def difference(request: HttpRequest, code: str) -> HttpResponse:
    """What changes from version `before` to version `after`, in words."""
    workshop = workshop_or_404(request, code, may_see_backstage)
    before, after = (_asked(request, workshop, name) for name in ("before", "after"))
    changes = changes_for(side_of(before), side_of(after), everything)
    context = {
        **shared(request, workshop, "workshops:versions"),
        "before": before,
        "after": after,
        "changes": said(changes),
    }
    return render(request, "workshops/versions/difference.html", context)


def _asked(request: HttpRequest, workshop: Workshop, name: str) -> AgendaVersion:
    number = request.GET.get(name, "")
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        raise Http404
    return get_object_or_404(_readable(request, workshop), number=number)


@require_safe
def agenda_changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed from the version before to the current one, of the items that this reader may see."""
    workshop = workshop_or_404(request, code)
    current = current_of(workshop)
    before = earlier(current) if current else None
    if before is None:
        raise Http404
    meant = everything if may_see_backstage(request.user, workshop) else is_public
    changes = changes_for(side_of(before), side_of(current), meant)
    context = {
        **shared(request, workshop, "workshops:agenda"),
        "before": before,
        "after": current,
        "changes": said(changes),
    }
    return render(request, "workshops/versions/difference.html", context)


@login_required
@require_POST
def reset(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Set the draft back to a published version; it can be undone where the draft is built."""
    workshop = workshop_or_404(request, code, may_build)
    found = get_object_or_404(workshop.versions.exclude(state=State.DRAFT), number=number)
    try:
        reset_draft(workshop, found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft stands as version %(number)s now.") % {"number": found.number})
    return redirect("workshops:builder", workshop.code)
