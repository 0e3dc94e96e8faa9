"""The dry run of a version: reckoned from the facts by the fold itself, nothing stored but what it found."""

import datetime
import time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from elearning.people.models import INTERNAL_CATEGORIES, Posting, User

from ..models import FAR_MOMENT, Requirement, RequirementVersion, TryOut
from ..readiness.fold import stand
from ..readiness.reading import facts_of, version_fact, versions_of
from .actions import refuse_gone, refuse_others
from .comparing import add, nothing, state_on
from .terms import Terms, refuse

AT_ONCE = 2000  # people; of more, the worker reckons
BATCH = 500
A_TURN = datetime.timedelta(minutes=4)  # then the worker begins another task, before this one looks dead
KEPT = datetime.timedelta(days=7)


def try_out(requirement: Requirement, terms: Terms, *, by: User, at: datetime.datetime | None = None) -> TryOut:
    """Begin a dry run; of few people it is done at once, of more by the worker. Raises `Refused`."""
    row = _begin(requirement, terms, by=by, at=at or timezone.now())
    if row.total <= AT_ONCE:
        reckon(row)
    return row


@transaction.atomic
def _begin(requirement: Requirement, terms: Terms, *, by: User, at: datetime.datetime) -> TryOut:
    from .tasks import reckon_try_out

    refuse_others(by)
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    known, today = list(requirement.versions.order_by("number")), at.astimezone(datetime.UTC).date()
    refuse(terms, [Terms.of(each) for each in known], today)
    refuse_gone(terms)
    requirement.try_outs.filter(version=None, at__lt=at - KEPT).delete()
    row = TryOut(requirement=requirement, fields=terms.as_json(), day=today, by=by, at=at)
    row.base = known[-1].number if known else 0
    row.total = _people(row).count()
    row.result = nothing(len(days_of(terms, today)))
    row.save()
    if row.total > AT_ONCE:
        reckon_try_out.enqueue(row.pk)
    return row


def days_of(terms: Terms, today: datetime.date) -> list[datetime.date]:
    """The days that are looked at: its first (today, if that is past), and the one after the time to comply."""
    first = max(terms.from_day, today)
    return [first] if terms.is_ended else [first, first + datetime.timedelta(days=terms.days + terms.grace + 1)]


def reckon(row: TryOut) -> bool:
    """Go on where it stood, for a turn at most; whether it is done. Two who reckon at once count nobody twice."""
    until = time.monotonic() + A_TURN.total_seconds()
    versions = _versions(row)
    while row.state != TryOut.State.DONE and time.monotonic() < until:
        batch = list(_people(row).filter(person_id__gt=row.after).order_by("person_id")[:BATCH])
        changed = _counted(row, versions, batch)
        stood = TryOut.objects.filter(pk=row.pk, after=row.after, state=TryOut.State.WAITING)
        if batch:
            changed |= {"after": batch[-1], "done": row.done + len(batch)}
        else:
            changed |= {"state": TryOut.State.DONE, "done": row.done, "total": row.done}
        if not stood.update(**changed):
            row.refresh_from_db()  # another worker was faster
            continue
        for name, value in changed.items():
            setattr(row, name, value)
    return row.state == TryOut.State.DONE


def _people(row: TryOut):
    """The ids of all who are posted in the house on a day that is looked at, or between them."""
    days = days_of(Terms.read(row.fields), row.day)
    posted = Posting.objects.filter(withdrawn_at__isnull=True, category__in=INTERNAL_CATEGORIES)
    return posted.overlapping(days[0], days[-1]).order_by().values_list("person_id", flat=True).distinct()


def _versions(row: TryOut) -> tuple[list, list]:
    """The versions as they stood when the dry run began, without the new one and with it."""
    published = RequirementVersion.objects.filter(requirement=row.requirement_id, number__lte=row.base)
    last = published.aggregate(last=Max("published_at"))["last"]
    known = [each for each in versions_of([row.requirement_id]).get(row.requirement_id, []) if each.number <= row.base]
    values = Terms.read(row.fields).values()
    moment = max(row.at, last) if last else row.at
    new = RequirementVersion(requirement_id=row.requirement_id, number=row.base + 1, published_at=moment, **values)
    return known, [*known, version_fact(new)]


def _counted(row: TryOut, versions: tuple[list, list], ids: list[int]) -> dict[str, Any]:
    """The sums and lists with these people added."""
    days = days_of(Terms.read(row.fields), row.day)
    facts, moment = facts_of(ids), FAR_MOMENT - datetime.timedelta(seconds=1)  # all that is known
    persons = {}
    for person in ids:
        sides = [stand(facts[person], side, moment) for side in versions]
        persons[person] = tuple([state_on(pieces, day) for day in days] for pieces in sides)
    result, people = row.result, row.people
    add(result, people, persons)
    return {"result": result, "people": people}
