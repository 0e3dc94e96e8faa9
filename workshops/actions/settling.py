"""The deed that puts what attendance came to into the states of the registrations, once every day is signed."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from elearning.journal.actions import log
from elearning.people.models import User

from ..attendance.rule import Outcome
from ..attending import attendance_of, checkpoints_of
from ..checkin.opening import TAKEN_IN
from ..models import Registration, Workshop

State = Registration.State
A_DAY = datetime.timedelta(days=1)
SETTLED = (State.CONFIRMED, State.ATTENDED, State.PARTLY_ATTENDED, State.NO_SHOW)  # a walk-in stays one


def all_days_signed(workshop: Workshop) -> bool:
    """Whether each day on which attendance is taken is signed; three queries."""
    days = {one.day for one in checkpoints_of(workshop)}
    return bool(days) and days <= set(workshop.closings.values_list("day", flat=True))


def state_for(outcome: Outcome) -> str:
    """Attended where participation is reached, partly where some minutes are credited, else she did not come.

    Who was excused from all that was meant for her stays confirmed: she neither attended nor stayed away.
    """
    if outcome.participation:
        return State.ATTENDED
    if outcome.excused:
        return State.CONFIRMED
    return State.PARTLY_ATTENDED if outcome.came else State.NO_SHOW


@transaction.atomic
def settle_states(workshop: Workshop, *, by: User | None, at: datetime.datetime | None = None) -> dict[str, int]:
    """Give each participant the state that her attendance comes to; how many changed to which. Again is nothing."""
    now = at or timezone.now()
    Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)
    attendance = attendance_of(workshop)
    changed: dict[str, list[int]] = {}
    for one in attendance.people:
        state = state_for(attendance.outcomes[one.pk])
        if one.state in SETTLED and one.state != state:
            changed.setdefault(state, []).append(one.pk)
    for state, keys in changed.items():
        Registration.objects.filter(pk__in=keys, state__in=SETTLED).update(state=state)
    counts = {state: len(keys) for state, keys in sorted(changed.items())}
    if counts:
        log(by, "workshop.states_settled", workshop, at=now, **counts)
    return counts


def settle_if_signed(workshop: Workshop, *, by: User | None, at: datetime.datetime | None = None) -> dict[str, int]:
    """The same once every day is signed; nothing before."""
    return settle_states(workshop, by=by, at=at) if all_days_signed(workshop) else {}


def settle_recent(at: datetime.datetime | None = None) -> int:
    """Settle the workshops of which something was said or resolved within a day, wherever; how many states changed.

    Done by the tick: an amendment may come from a sheet, a device or what waited.
    """
    since = (at or timezone.now()) - A_DAY
    said = Q(events__received_at__gte=since) | Q(events__resolution__at__gte=since)
    keys = Workshop.objects.filter(said, state__in=TAKEN_IN, closings__isnull=False).values_list("pk", flat=True)
    found = Workshop.objects.filter(pk__in=set(keys)).order_by("pk")
    return sum(sum(settle_if_signed(workshop, by=None, at=at).values()) for workshop in found)
