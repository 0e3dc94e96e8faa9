"""What the pages of forms show: lists for the reader, bars from figures, pairs of what was said and done."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from elearning.fields import localized, localized_with_language
from elearning.templatetags.texts import weekday

from ..models import AgendaVersion, Anonymity, FeedbackForm, FormAnswer, FormTicket, Registration, Workshop
from .figures import Figure
from .opening import why_closed


def promise(mode: str) -> str:
    """The mode in one plain sentence."""
    if mode == Anonymity.ANONYMOUS:
        return _("Anonymous: nobody can find out who answered what. Neither your name nor the time is stored.")
    if mode == Anonymity.CONFIDENTIAL:
        return _("Confidential: headquarters alone can see your name. Facilitators see figures and words without it.")
    return _("With names: the facilitators see your name beside your answers.")


@dataclass(frozen=True)
class Listed:
    """A form in the list; `sent` and `begun` are the reader's own, `many` how many sent it."""

    form: FeedbackForm
    about: str
    closed: str
    sent: bool
    begun: bool
    many: int


def listed(workshop: Workshop, own: Registration | None, at: datetime.datetime) -> list[Listed]:
    """The forms of the workshop for this reader, in three queries."""
    sent = set(FormTicket.objects.filter(registration=own).values_list("form_id", flat=True)) if own else set()
    begun = set(FormAnswer.objects.filter(registration=own).values_list("form_id", flat=True)) if own else set()
    rows = workshop.forms.select_related("item").annotate(many=Count("tickets"))
    found = []
    for form in rows:
        form.workshop = workshop
        closed = why_closed(form, at=at)
        found.append(Listed(form, about(form), closed, form.pk in sent, form.pk in begun, form.many))
    return found


def about(form: FeedbackForm) -> str:
    """What a form is about, in words."""
    if form.kind == FeedbackForm.Kind.DAILY:
        return date_format(form.day, "DATE_FORMAT")
    if form.kind == FeedbackForm.Kind.ITEM:
        return f"{form.item.code} {localized(form.item.titles)}"
    return _("the whole workshop")


def abouts(workshop: Workshop) -> list[tuple[str, Any]]:
    """What a form may still be made for: days, the whole, items of the agenda in force; three queries."""
    taken = {_key(kind, day, item) for kind, day, item in workshop.forms.values_list("kind", "day", "item__uuid")}
    days = [
        (f"daily:{day.isoformat()}", weekday(day, "year"))
        for day in (
            workshop.starts_on + datetime.timedelta(days=number)
            for number in range((workshop.ends_on - workshop.starts_on).days + 1)
        )
    ]
    version = workshop.versions.filter(state=AgendaVersion.State.CURRENT).values("pk")
    items = workshop.items.filter(placements__version__in=version, visibility="public").order_by("code").distinct()
    sessions = [(f"item:{item.uuid}", f"{item.code} {localized(item.titles)}") for item in items]
    groups = [
        (pgettext("form", "For a day"), days),
        (pgettext("form", "For the whole workshop"), [("final:", _("the whole workshop"))]),
        (pgettext("form", "For an item"), sessions),
    ]
    free = [(label, [row for row in rows if row[0] not in taken]) for label, rows in groups]
    return [(label, rows) for label, rows in free if rows]


def _key(kind: str, day: datetime.date | None, item: Any) -> str:
    return f"{kind}:{day.isoformat() if day else item or ''}"


def shown_figure(figure: Figure) -> dict[str, Any]:
    """A question as the page of results draws it."""
    text, language = localized_with_language(figure.texts)
    head = pgettext("answers to a form", "Answers")
    rows = []
    for cell in figure.cells:
        told = _("fewer than 5 or kept back") if cell.count is None else cell.count
        label = localized(cell.texts)
        rows.append({"label": label, "level": 2, "percent": cell.percent, "cells": [(head, told)]})
    return {
        "figure": figure, "text": text, "language": language, "rows": rows, "heads": [head],
        "mean": figure.mean, "words": figure.words,
    }  # fmt: skip


def pairs_of(form: FeedbackForm) -> list[dict[str, tuple[str, str]]]:
    """What was said and done, each with the language that it is really in."""
    return [
        {"said": localized_with_language(pair["said"]), "did": localized_with_language(pair["did"])}
        for pair in form.said_and_did
    ]
