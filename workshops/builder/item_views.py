"""The pages of one item: add, change, take away, bring back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..actions.drafting_board import Refused
from ..actions.drafting_edits import Stale
from ..actions.drafting_items import Wanted, add_item, bring_back, change_item, take_away
from ..actions.drafting_moves import Editor
from ..actions.revision import why_sealed
from ..models import AgendaItem, AgendaVersion
from ..pages import shared
from .guard import draft_in, on_draft
from .item_form import ItemForm
from .telling import edit_words

Deed = Callable[[Wanted, Editor], AgendaItem]


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def add(request: HttpRequest, draft: AgendaVersion) -> HttpResponse:
    """A new item, on a day or waiting at the side."""
    form = ItemForm(request.POST or None, draft=draft)
    return _item(request, form, lambda wanted, editor: add_item(draft, wanted, editor=editor))


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def change(request: HttpRequest, draft: AgendaVersion, pk: int) -> HttpResponse:
    """One item, all that can be said of it."""
    item = get_object_or_404(draft.workshop.items, pk=pk)
    form = ItemForm(request.POST or None, draft=draft, item=item)
    return _item(request, form, lambda wanted, editor: change_item(draft, item, wanted, editor=editor))


def _item(request: HttpRequest, form: ItemForm, deed: Deed) -> HttpResponse:
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            item = deed(form.wanted(), Editor(request.user, form.cleaned_data["revision"]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except Stale as stale:
            context = _overtaken(form, stale)
        else:
            messages.success(request, _("%(code)s is kept.") % {"code": item.code})
            return redirect(_place(form.draft, item))
    context |= {**shared(request, form.workshop, "workshops:builder"), "form": form, "item": form.item}
    context["sealed"] = why_sealed(form.workshop)
    status = 409 if "stale" in context else 422 if form.errors else 200
    return render(request, "workshops/builder/item.html", context, status=status)


def _overtaken(form: ItemForm, stale: Stale) -> dict[str, Any]:
    """What has changed since; what she typed stays, and is kept on the fresh state when she saves once more."""
    titles = {item.code: item.title for item in form.workshop.items.all()}
    fresh = draft_in(form.workshop) or form.draft
    form.data = form.data.copy()
    form.data["revision"] = str(fresh.revision)
    told = [{"edit": each, "words": edit_words(each, titles)} for each in stale.edits[-10:]]
    return {"stale": told, "stale_words": str(stale)}


def _place(draft: AgendaVersion, item: AgendaItem) -> str:
    return reverse("workshops:builder", args=[draft.workshop.code]) + f"#item-{item.code}"


def _revision(request: HttpRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else -1


@require_POST
@on_draft
def away(request: HttpRequest, draft: AgendaVersion, pk: int) -> HttpResponse:
    """Retire what was ever published, delete what never was."""
    item = get_object_or_404(draft.workshop.items, pk=pk)
    try:
        deleted = take_away(draft, item, editor=Editor(request.user, _revision(request)))
    except (Refused, Stale) as refusal:
        messages.error(request, str(refusal))
        return redirect("workshops:builder_item", code=draft.workshop.code, pk=pk)
    said = _("%(code)s is deleted.") if deleted else _("%(code)s is taken off the agenda for good.")
    messages.success(request, said % {"code": item.code})
    return redirect("workshops:builder", code=draft.workshop.code)


@require_POST
@on_draft
def back(request: HttpRequest, draft: AgendaVersion, pk: int) -> HttpResponse:
    """A retired item waits at the side again."""
    item = get_object_or_404(draft.workshop.items, pk=pk, retired=True)
    try:
        bring_back(draft, item, editor=Editor(request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_place(draft, item))
