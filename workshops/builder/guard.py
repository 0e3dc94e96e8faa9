"""Who may build, and on which draft: the workshop and its draft, or nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..models import AgendaVersion, Workshop
from ..pages import workshop_or_404
from ..rules import may_build


def draft_in(workshop: Workshop) -> AgendaVersion | None:
    """The draft that stands, if there is one; it knows its workshop."""
    draft = workshop.versions.filter(state=AgendaVersion.State.DRAFT).first()
    if draft:
        draft.workshop = workshop
    return draft


def for_builders(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the workshop instead of its code; 404 for whoever may not build."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        return view(request, workshop_or_404(request, code, may_build), **kwargs)

    return guarded


def on_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the draft; where there is none, the board says how to begin one."""

    @for_builders
    @wraps(view)
    def drafted(request: HttpRequest, workshop: Workshop, **kwargs: Any) -> HttpResponse:
        draft = draft_in(workshop)
        if draft is None:
            messages.warning(request, _("There is no draft: it has been published, or not begun. Begin the next one."))
            return redirect("workshops:builder", code=workshop.code)
        return view(request, draft, **kwargs)

    return drafted
