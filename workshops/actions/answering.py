"""Deeds of who answers a form: save a part, send the whole once.

Of an anonymous form nothing may lead from a person to her answers. Her ticket and her answers share no value; and
since a database keeps rows in the order in which they came, each sending writes all tickets and all answers of the
form anew, with new ids, each in an order of its own, drawn by lot. Nothing of it is written into the journal.
"""

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.people.actions.refusal import Refused

from ..feedback.figures import FEW
from ..feedback.opening import why_closed
from ..feedback.questions import checked, mark_of
from ..models import Anonymity, FeedbackForm, FormAnswer, FormTicket, Registration
from .feedback import held

LOT = secrets.SystemRandom()


@transaction.atomic
def save_answers(
    form: FeedbackForm,
    registration: Registration,
    answers: Mapping[str, Any],
    *,
    seen: str | None = None,
    language: str = "",
    at: datetime.datetime | None = None,
) -> FormAnswer:
    """Keep what she has answered so far, to go on later. An anonymous form is kept on her device alone."""
    at = at or timezone.now()
    form = held(form)
    _refuse_unless_open(form, registration, seen, at)
    if form.mode == Anonymity.ANONYMOUS:
        raise Refused(_("This form is anonymous: until you send it, it is kept on your device only."))
    if form.tickets.filter(registration=registration).exists():
        raise Refused(_("You have sent this form already."))
    return _kept(form, registration, checked(form.questions, answers), language, at)


@transaction.atomic
def send_answers(
    form: FeedbackForm,
    registration: Registration,
    answers: Mapping[str, Any],
    *,
    seen: str | None = None,
    language: str = "",
    at: datetime.datetime | None = None,
) -> FormTicket:
    """Her answers, once: what is sent again, from wherever, changes nothing. `seen` is `mark_of` what she was shown."""
    at = at or timezone.now()
    form = held(form)
    if sent := form.tickets.filter(registration=registration).first():
        return sent
    _refuse_unless_open(form, registration, seen, at)
    given = checked(form.questions, answers)
    if not given:
        raise Refused(_("Nothing is answered yet. Answer one question at least."))
    if form.mode == Anonymity.ANONYMOUS:
        _mix_in(form, given)
        return _mix_ticket_in(form, registration)
    _kept(form, registration, given, language, at, complete=True)
    return FormTicket.objects.create(form=form, registration=registration)


def _refuse_unless_open(
    form: FeedbackForm, registration: Registration, seen: str | None, at: datetime.datetime
) -> None:
    """Raise `Refused` unless she may answer it now, as she was shown it."""
    if registration.workshop_id != form.workshop_id or registration.state not in Registration.TAKING_PART:
        raise Refused(_("Only who takes part in this workshop answers its forms."))
    if reason := why_closed(form, at=at):
        raise Refused(reason)
    if seen is not None and seen != mark_of(form.mode, form.questions):
        raise Refused(_("This form was changed while you wrote. Look at it again: what you wrote is still here."))


def _kept(
    form: FeedbackForm,
    registration: Registration,
    given: dict[str, Any],
    language: str,
    at: datetime.datetime,
    *,
    complete: bool = False,
) -> FormAnswer:
    values = {"mode": form.mode, "answers": given, "language": language, "saved_at": at, "complete": complete}
    row, _new = FormAnswer.objects.update_or_create(form=form, registration=registration, defaults=values)
    return row


def _mix_in(form: FeedbackForm, given: dict[str, Any]) -> None:
    """Her answers among all others of the form.

    While it is open they are counted (`complete`) five at a time, which the lot chooses, and only when five others are
    left: else who looks before and after she sent, or before and after it closes, would see hers in the difference.
    """
    told = [(row.answers, row.complete) for row in form.answers.all()]
    waiting = [*(answers for answers, counted in told if not counted), given]
    chosen = LOT.sample(range(len(waiting)), FEW) if len(waiting) >= 2 * FEW else []
    told = [(answers, True) for answers, counted in told if counted]
    told += [(answers, place in chosen) for place, answers in enumerate(waiting)]
    rows = [
        FormAnswer(form=form, mode=Anonymity.ANONYMOUS, answers=answers, complete=counted) for answers, counted in told
    ]
    LOT.shuffle(rows)
    form.answers.all().delete()
    FormAnswer.objects.bulk_create(rows)


def _mix_ticket_in(form: FeedbackForm, registration: Registration) -> FormTicket:
    """Her ticket among all others of the form."""
    own = FormTicket(form=form, registration=registration)
    rows = [FormTicket(form=form, registration_id=pk) for pk in form.tickets.values_list("registration_id", flat=True)]
    rows.append(own)
    LOT.shuffle(rows)
    form.tickets.all().delete()
    FormTicket.objects.bulk_create(rows)
    return own
