"""The board of the builder: seen, begun, changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions.drafting import draft_of
from ..actions.drafting_board import Refused
from ..actions.drafting_edits import Stale, redoable, undoable
from ..actions.drafting_order import MOST_LANES
from ..actions.revision import why_sealed
from ..models import AgendaVersion, Workshop
from ..pages import shared
from ..rules import may_publish
from .deeds import EditForm
from .guard import draft_in, for_builders, on_draft
from .showing import SCALE, Shown, shown_board
from .telling import edit_words

MOST_TOLD = 10


@require_safe
@for_builders
def board(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The days side by side, what waits at the side, what was found; without a draft, how to begin one."""
    draft = draft_in(workshop)
    context = {**shared(request, workshop, "workshops:builder"), "sealed": why_sealed(workshop)}
    if draft is None:
        published = workshop.versions.exists()
        return render(request, "workshops/builder/begin.html", {**context, "published": published})
    return render(request, "workshops/builder/board.html", {**context, **_board(request, draft)})


@require_POST
@for_builders
def begin(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Begin the draft; twice is once."""
    try:
        draft_of(workshop, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:builder", code=workshop.code)


@require_POST
@on_draft
def edit(request: HttpRequest, draft: AgendaVersion) -> HttpResponse:
    """One change of the board; a script gets the board back, a form is led back to its item."""
    form = EditForm(request.POST)
    if not form.is_valid():
        return _answer(request, draft, form, refused=form.sentence)
    try:
        form.apply(draft, request.user)
    except Stale as stale:
        return _answer(request, draft, form, stale=stale)
    except Refused as refusal:
        return _answer(request, draft, form, refused=str(refusal))
    return _answer(request, draft, form)


def _answer(
    request: HttpRequest, draft: AgendaVersion, form: EditForm, *, refused: str = "", stale: Stale | None = None
) -> HttpResponse:
    draft = draft_in(draft.workshop) or draft
    context, by_script = _board(request, draft), request.headers.get("X-Requested-With") == "fetch"
    status = 409 if stale else 422 if refused else 200
    if stale:
        context |= {"stale": _told(stale, context["shown"]), "again": form.again(), "stale_words": str(stale)}
    elif refused:
        context["refused"] = refused
    elif (last := draft.edits.filter(number=form.cleaned_data["revision"] + 1).first()) is not None:
        context["said"] = edit_words(last, context["shown"].titles)
    if by_script:
        context |= {"workshop": draft.workshop, "said": context.get("said") or _("Nothing changed.")}
        return render(request, "workshops/builder/_board.html", context, status=status)
    if stale or refused:
        context = {**shared(request, draft.workshop, "workshops:builder"), **context}
        return render(request, "workshops/builder/board.html", context, status=status)
    messages.success(request, context.get("said") or _("Nothing changed."))
    place = f"#item-{form.cleaned_data['item']}" if form.cleaned_data["item"] else ""
    return redirect(reverse("workshops:builder", args=[draft.workshop.code]) + place)


def _board(request: HttpRequest, draft: AgendaVersion) -> dict[str, Any]:
    shown = shown_board(draft, draft.workshop.shown.themes)
    undo, redo = undoable(draft), redoable(draft)
    return {
        "draft": draft,
        "sealed": why_sealed(draft.workshop),
        "may_publish": may_publish(request.user, draft.workshop),
        "shown": shown,
        "scale": SCALE,
        "lanes": range(min(shown.lanes + 1, MOST_LANES) + 1),
        "undo": undo and {"edit": undo, "words": edit_words(undo, shown.titles)},
        "redo": redo and {"edit": redo, "words": edit_words(redo, shown.titles)},
    }


def _told(stale: Stale, shown: Shown) -> list[dict[str, Any]]:
    """What has changed since, the latest last; of many changes the latest."""
    return [{"edit": each, "words": edit_words(each, shown.titles)} for each in stale.edits[-MOST_TOLD:]]
