"""The deed by which the capacity changes: lowered under those who hold a seat, it asks who gives it up."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Registration, Workshop
from ..seats.counting import holders
from ..seats.disclosing import knows_of_seat
from ..seats.telling import tell_decision
from .holding import State, locked, refuse_if_over
from .nominating import GIVEN_BACK
from .offering import let_go

MOST = 10_000


@transaction.atomic
def set_capacity(
    workshop: Workshop,
    capacity: int,
    *,
    giving_up: Collection[int] = (),
    by: User,
    at: datetime.datetime | None = None,
) -> list[Registration]:
    """Set the capacity; `giving_up` are the keys of the registrations whose seats end. Returns those registrations.

    Raises `Refused`, and nothing has changed, when more people would hold a seat than there are, or when the leasts of
    the quotas would not fit. Whoever loses a seat that was promised is told; the seat passes on to nobody.
    """
    now = at or timezone.now()
    workshop = locked(workshop.pk)
    refuse_if_over(workshop)
    rows = list(holders(workshop).select_related("person"))
    leaving = [row for row in rows if row.pk in giving_up and row.state in GIVEN_BACK]
    _refuse_number(workshop, capacity, seated=len(rows), leaving=len(leaving))
    for row in leaving:
        _give_up(row, workshop, by, now)
    was, workshop.capacity = workshop.capacity, capacity
    workshop.revision += 1
    workshop.save(update_fields=["capacity", "revision"])
    seen = {"frame_revision": workshop.revision, "changes": {"capacity": [was, capacity]}}  # see actions/revision.py
    log(by, "workshop.capacity_set", workshop, at=now, gave_up=[row.pk for row in leaving], **seen)
    return leaving


def _refuse_number(workshop: Workshop, capacity: int, *, seated: int, leaving: int) -> None:
    if not 1 <= capacity <= MOST:
        raise Refused(_("A workshop has between 1 and %(most)s seats.") % {"most": MOST}, "capacity")
    excess = seated - leaving - capacity
    if excess > 0:
        text = ngettext(
            "%(seated)s people hold a seat. Choose %(excess)s more person who gives it up, or ask for more seats.",
            "%(seated)s people hold a seat. Choose %(excess)s more people who give it up, or ask for more seats.",
            excess,
        )
        raise Refused(text % {"seated": seated, "excess": excess}, "giving_up")
    kept = workshop.quotas.aggregate(all=Sum("least"))["all"] or 0
    if kept > capacity:
        raise Refused(_("The quotas keep %(kept)s seats. Lower their least first.") % {"kept": kept}, "capacity")


def _give_up(row: Registration, workshop: Workshop, by: User, at: datetime.datetime) -> None:
    row.workshop = workshop
    knew = knows_of_seat(row)
    let_go(row, State.CANCELLED, by=by, at=at, passing=False)
    if knew:
        tell_decision(row, "seat_cancelled", at)
