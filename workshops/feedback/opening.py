"""When a form can be answered, and the sentence that says why not."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import FeedbackForm, Workshop
from ..running.opening import RUNNING, eve_of

State = Workshop.State
OVER = (State.CLOSED, State.ARCHIVED, State.CANCELLED)


def why_closed(form: FeedbackForm, *, at: datetime.datetime) -> str:
    """Why nobody can answer now; empty while everybody can. `form.workshop` is at hand."""
    workshop = form.workshop
    if workshop.state not in RUNNING:
        values = {"state": workshop.get_state_display()}
        return _("This workshop is %(state)s: its forms cannot be answered.") % values
    opens_at = max(form.opens_at, eve_of(workshop)) if workshop.state == State.CONFIRMED else form.opens_at
    if at < opens_at:
        return _("This form opens on %(moment)s.") % {"moment": at_the_place(opens_at, workshop)}
    if form.closes_at and at >= form.closes_at:
        values = {"moment": at_the_place(form.closes_at, workshop)}
        return _("This form closed on %(moment)s. It can be read, and not answered any more.") % values
    return ""


def is_over(form: FeedbackForm, *, at: datetime.datetime) -> bool:
    """Whether no answer will come any more."""
    return form.workshop.state in OVER or (form.closes_at is not None and at >= form.closes_at)


def at_the_place(moment: datetime.datetime, workshop: Workshop) -> str:
    """A moment in words, on the clocks of the place."""
    local = timezone.localtime(moment, workshop.tz)
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} ({workshop.zone})"
