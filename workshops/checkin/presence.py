"""Reads who was in the room and who followed from elsewhere, day by day: reports keep the two apart."""

import datetime

from ..attending import checkpoints_of
from ..models import RemoteDay, Workshop

ROOM, REMOTE = "room", "remote"


def presence_mode(workshop: Workshop) -> dict[tuple[int, datetime.date], str]:
    """By registration and day, "room" or "remote", for each participant and day on which attendance is taken.

    Four queries. A workshop in person is in the room for all, one online for nobody.
    """
    people = list(workshop.registrations.taking_part().participants().values_list("pk", flat=True))
    days = {one.day for one in checkpoints_of(workshop)}
    elsewhere = remote_days(workshop)
    return {(one, day): mode_of(workshop, elsewhere, one, day) for one in people for day in sorted(days)}


def remote_days(workshop: Workshop) -> set[tuple[int, datetime.date]]:
    """Who follows from elsewhere on which days, where that is set one by one."""
    rows = RemoteDay.objects.filter(registration__workshop=workshop)
    return set(rows.values_list("registration_id", "day"))


def mode_of(
    workshop: Workshop, elsewhere: set[tuple[int, datetime.date]], registration: int, day: datetime.date
) -> str:
    """Of one person on one day, from what `remote_days` gave."""
    if workshop.delivery == Workshop.Delivery.HYBRID:
        return REMOTE if (registration, day) in elsewhere else ROOM
    return REMOTE if workshop.delivery == Workshop.Delivery.ONLINE else ROOM
