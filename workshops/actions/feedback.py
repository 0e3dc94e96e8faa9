"""Deeds upon forms: make one, change it before the first answer, close it, say what was done about it."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..feedback.opening import is_over
from ..feedback.questions import Question, refuse_faults
from ..models import AgendaItem, Anonymity, FeedbackForm, FormAnswer, Workshop
from ..rules import may_see_names_of_answers
from .revision import hold

Kind = FeedbackForm.Kind
MOST_REPLIES = 20


@transaction.atomic
def make_form(
    workshop: Workshop,
    kind: str,
    *,
    by: User | None,
    titles: Mapping[str, str],
    questions: Sequence[Question],
    opens_at: datetime.datetime,
    mode: str = Anonymity.ANONYMOUS,
    closes_at: datetime.datetime | None = None,
    day: datetime.date | None = None,
    item: AgendaItem | None = None,
    at: datetime.datetime | None = None,
) -> FeedbackForm:
    """A form for a day, for the whole workshop or for one item; one for each."""
    workshop = hold(workshop)
    day, item = (day if kind == Kind.DAILY else None), (item if kind == Kind.ITEM else None)
    if kind == Kind.DAILY and not (day and workshop.starts_on <= day <= workshop.ends_on):
        raise Refused(_("Choose a day of this workshop."), about="day")
    if kind == Kind.ITEM and (item is None or item.workshop_id != workshop.pk):
        raise Refused(_("Choose an item of this agenda."), about="item")
    _refuse_times(opens_at, closes_at)
    refuse_faults(questions, kind)
    about = {"kind": kind, "day": day, "item": item}
    if workshop.forms.filter(**about).exists():
        raise Refused(_("There is a form for this already. Change that one, or choose something else."))
    form = FeedbackForm(workshop=workshop, **about, titles=dict(titles), mode=mode, questions=list(questions))
    form.opens_at, form.closes_at = opens_at, closes_at
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        raise Refused(_("Somebody made a form for this just now. Load the page again.")) from None
    log(by, "workshop.form_made", form, at=at, workshop=workshop.code, mode=mode, questions=len(questions))
    return form


@transaction.atomic
def change_form(
    form: FeedbackForm,
    *,
    by: User | None,
    titles: Mapping[str, str],
    mode: str,
    questions: Sequence[Question],
    opens_at: datetime.datetime,
    closes_at: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> FeedbackForm:
    """Change it; mode and questions stand from the first answer on, and a form once closed stays closed."""
    at = at or timezone.now()
    form = held(form)
    hold(form.workshop)
    questions = list(questions)
    if (mode, questions) != (form.mode, form.questions) and is_answered(form):
        raise Refused(_("Somebody has answered: who may read the answers, and the questions, stay as they were."))
    if form.mode != Anonymity.NAMED and is_over(form, at=at) and closes_at != form.closes_at and is_answered(form):
        raise Refused(_("This form is closed and its results were shown: it is not opened again."), about="closes_at")
    _refuse_times(opens_at, closes_at)
    refuse_faults(questions, form.kind)
    form.titles, form.mode, form.questions = dict(titles), mode, questions
    form.opens_at, form.closes_at = opens_at, closes_at
    form.save()
    log(by, "workshop.form_changed", form, at=at, mode=mode, questions=len(questions))
    return form


@transaction.atomic
def close_form(form: FeedbackForm, *, by: User | None, at: datetime.datetime | None = None) -> FeedbackForm:
    """No answers from now on; nothing if it is over already."""
    at = at or timezone.now()
    form = held(form)
    if is_over(form, at=at):
        return form
    if at < form.opens_at:
        raise Refused(_("This form is not open yet. Change when it opens instead."))
    form.closes_at = at
    form.save(update_fields=["closes_at"])
    log(by, "workshop.form_closed", form, at=at)
    return form


@transaction.atomic
def remove_form(form: FeedbackForm, *, by: User | None, at: datetime.datetime | None = None) -> None:
    """Take away a form that nobody has answered: made by mistake, or for a day from which the workshop was moved."""
    form = held(form)
    if is_answered(form):
        raise Refused(_("Somebody has answered: the form stays. Close it instead."))
    log(by, "workshop.form_removed", form, at=at, workshop=form.workshop.code, kind=form.kind)
    form.delete()


@transaction.atomic
def reply(
    form: FeedbackForm,
    pairs: Sequence[Mapping[str, Mapping[str, str]]],
    *,
    by: User | None,
    at: datetime.datetime | None = None,
) -> FeedbackForm:
    """What they said and what was done about it, in place of what stood there."""
    form = held(form)
    hold(form.workshop)
    kept = [{"said": dict(pair["said"]), "did": dict(pair["did"])} for pair in pairs]
    if len(kept) > MOST_REPLIES:
        raise Refused(_("Twenty pairs at most: take some away."))
    if not all(pair["said"] and pair["did"] for pair in kept):
        raise Refused(_("Write both halves: what they said, and what you did about it."))
    if kept != form.said_and_did:
        form.said_and_did = kept
        form.save(update_fields=["said_and_did"])
        log(by, "workshop.form_replied", form, at=at, pairs=len(kept))
    return form


@transaction.atomic
def show_names(form: FeedbackForm, *, by: User, at: datetime.datetime | None = None) -> list[FormAnswer]:
    """The answers with who gave them, where the mode allows it to this person; each showing is written down."""
    if form.mode == Anonymity.ANONYMOUS:
        raise Refused(_("Nobody knows who answered this form."))
    if form.mode == Anonymity.CONFIDENTIAL and not may_see_names_of_answers(by, form.workshop):
        raise Refused(_("Headquarters alone sees the names of this form."))
    rows = list(form.answers.filter(complete=True).select_related("registration__person"))
    log(by, "workshop.form_names_shown", form, at=at, count=len(rows))
    return sorted(rows, key=lambda row: row.registration.number or "")


def held(form: FeedbackForm) -> FeedbackForm:
    """The form as it stands with its workshop, locked until the transaction ends: answers wait for a change of it."""
    rows = FeedbackForm.objects.select_for_update(of=("self",), no_key=True).select_related("workshop")
    return rows.get(pk=form.pk)


def is_answered(form: FeedbackForm) -> bool:
    """Whether somebody has answered it, or saved a part."""
    return form.answers.exists() or form.tickets.exists()


def _refuse_times(opens_at: datetime.datetime, closes_at: datetime.datetime | None) -> None:
    if closes_at and closes_at <= opens_at:
        raise Refused(_("This form would close before it opens. Choose a later end."), about="closes_at")
