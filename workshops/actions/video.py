"""The deed of importing who joined and left by a video service; before it, what it would write."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..attendance.given import Given
from ..attending import checkpoints_of
from ..checkin.opening import why_not_taken
from ..checkin.video_file import Row
from ..checkin.video_plan import Found, Plan, meets, planned
from ..models import Workshop
from .checking_in import held
from .receiving import receive

VIDEO = uuid.UUID("c3c4d7c9-35a8-4a53-9b3f-0f6e3a2d7e21")


@dataclass(frozen=True)
class Imported:
    """What was written: people, events that are new, events that were there already, lines refused."""

    people: int
    new: int
    known: int
    refused: int


def plan_video(workshop: Workshop, rows: Sequence[Row], *, at: datetime.datetime | None = None) -> Plan:
    """What these lines would write; writes nothing. Six queries."""
    people = workshop.registrations.taking_part().select_related("person").prefetch_related("person__emailaddress_set")
    signed = set(workshop.closings.values_list("day", flat=True))
    return planned(
        workshop, rows, people.order_by("number", "pk"), checkpoints_of(workshop), signed, at or timezone.now()
    )


@transaction.atomic
def import_video(workshop: Workshop, rows: Sequence[Row], *, by: User, at: datetime.datetime | None = None) -> Imported:
    """Write them. The same file again, or one that overlaps it, adds only what is new."""
    now = at or timezone.now()
    workshop = held(workshop)
    if why := why_not_taken(workshop, now):
        raise Refused(why)
    plan = plan_video(workshop, rows, at=now)
    given = [event for found in plan.found for event in events_of(found)]
    answers = receive(workshop, given, source="video", by=by, at=now) if given else []
    known = sum(answer.status == "duplicate" for answer in answers)
    done = Imported(len(plan.found), len(answers) - known, known, len(plan.refused))
    log(by, "workshop.video_imported", workshop, at=now, people=done.people, new=done.new, refused=done.refused)
    return done


def events_of(found: Found) -> Iterator[Given]:
    """Her coming and going for each checkpoint that she met, with ids that only their content makes."""
    one = found.registration
    for checkpoint in found.checkpoints:
        moments = [
            pair for stay in found.stays if meets(stay, checkpoint) for pair in zip(("in", "out"), stay, strict=True)
        ]
        for verb, moment in moments:
            if moment is not None:
                id = uuid.uuid5(VIDEO, f"{one.pk}/{checkpoint.key}/{verb}/{moment.isoformat()}")
                yield Given(id, verb, moment, checkpoint.key, badge=one.number or "")
