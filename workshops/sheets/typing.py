"""The pages on which a signed sheet is typed back, and compared with the paper by a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from elearning.people.actions.refusal import Refused

from ..actions.deciding import HELD
from ..actions.sheets import mark_of, send_back, verify_sheet
from ..actions.typing_sheets import Faulty, Typed, type_sheet
from ..models import DayClosing, Sheet, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_sign_day, may_take_attendance
from .forms import CheckForm, ScanForm, TypingForm
from .tokens import Mark
from .views import HERE, sheet_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def type_back(request: HttpRequest, workshop: Workshop, sheet: str) -> HttpResponse:
    """A box of text for each box of the sheet; what is typed is kept whole or not at all."""
    found = sheet_of(workshop, sheet)
    shown = _shown(request, workshop, found)
    amends = shown["signed"] and may_sign_day(request.user, workshop)
    form = TypingForm(request.POST or None, sheet=found, amends=amends, initial={"seen": mark_of(found)})
    if request.method == "POST" and form.is_valid() and _typed(request, found, form):
        return redirect("workshops:sheet_typing", workshop.code, found.code)
    context = {**shown, "form": form, "scan_form": ScanForm()}
    return render(request, "workshops/sheets/typing.html", context)


def _shown(request: HttpRequest, workshop: Workshop, sheet: Sheet) -> dict[str, Any]:
    return {
        **shared(request, workshop, HERE),
        "sheet": sheet,
        "held": workshop.state in HELD,
        "signed": DayClosing.objects.filter(workshop=workshop, day=sheet.day).exists(),
        "own": sheet.typed_by_id == request.user.pk,
    }


def _typed(request: HttpRequest, sheet: Sheet, form: TypingForm) -> bool:
    said = {"seen": form.cleaned_data["seen"], "walk_ins": form.walk_ins()}
    said["reason"] = form.cleaned_data.get("reason", "")
    try:
        done = type_sheet(sheet, form.marks, by=request.user, **said)
    except Faulty as refusal:
        form.add_faults(refusal.faults)
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    _say(request, done)
    return True


def _say(request: HttpRequest, done: Typed) -> None:
    if not done.new and not done.voided and not done.amended:
        messages.success(request, _("Nothing is different from what stood there."))
        return
    kept = ngettext("%(new)s entry is kept.", "%(new)s entries are kept.", done.new) % {"new": done.new}
    taken = ngettext("%(many)s is taken back.", "%(many)s are taken back.", done.voided) % {"many": done.voided}
    messages.success(request, f"{kept} {taken if done.voided else ''}".strip())
    if done.amended:
        amended = ngettext(
            "%(many)s entry amends the signed day.", "%(many)s entries amend the signed day.", done.amended
        )
        messages.success(request, amended % {"many": done.amended})
    if done.waiting:
        waits = ngettext(
            "%(many)s of them waits for a person: see what is not resolved.",
            "%(many)s of them wait for a person: see what is not resolved.",
            done.waiting,
        )
        messages.warning(request, waits % {"many": done.waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def verify(request: HttpRequest, workshop: Workshop, sheet: str) -> HttpResponse:
    """What was typed, row by row beside the names; a second person confirms it or sends it back."""
    found = sheet_of(workshop, sheet)
    form = CheckForm(request.POST or None, initial={"seen": mark_of(found)})
    if request.method == "POST" and form.is_valid() and _checked(request, found, form):
        return redirect("workshops:sheets", workshop.code)
    context = {**_shown(request, workshop, found), "form": form, "rows": _rows(found)}
    return render(request, "workshops/sheets/verify.html", context)


def _checked(request: HttpRequest, sheet: Sheet, form: CheckForm) -> bool:
    said = {"by": request.user, "seen": form.cleaned_data["seen"]}
    try:
        if "back" in request.POST:
            send_back(sheet, form.cleaned_data["why"], **said)
            messages.success(request, _("Sent back: whoever types it next sees what is wrong."))
        else:
            verify_sheet(sheet, **said)
            messages.success(request, _("Sheet %(code)s is verified.") % {"code": sheet.code})
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return False
    return True


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    """Each row with what was typed in each box; rows left empty only where somebody was named in them."""
    typed, walk_ins = sheet.typed.get("signed", {}), sheet.typed.get("walk_ins", {})
    marks = {key: {mark["row"]: Mark(**mark) for mark in own} for key, own in typed.items()}
    known = sheet.workshop.registrations.filter(pk__in=walk_ins.values()).select_related("person")
    names = {each.pk: each.person.name for each in known}
    return [
        {
            "row": row["row"],
            "name": row["name"] or names.get(walk_ins.get(row["row"]), ""),
            "cells": [marks.get(box["key"], {}).get(row["row"]) for box in sheet.checkpoints],
        }
        for row in sheet.rows
        if row["registration"] or row["row"] in walk_ins
    ]
