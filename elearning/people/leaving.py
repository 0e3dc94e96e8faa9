"""What follows when somebody leaves her last posting: things freed, things that others must take over."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from elearning.journal.actions import log
from elearning.journal.models import LogEntry
from elearning.journal.turns import in_turn

from .models import HandoverItem, Posting, User
from .signals import leaving

LEFT = "people.left"
LOOKS_BACK = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Owned:
    """One thing that somebody else must take over. `label` names it, by language; `key` is unique within `kind`."""

    kind: str
    key: str
    label: Mapping[str, str]
    path: str = ""


def has_gone(last_day: datetime.date, at: datetime.datetime) -> bool:
    """Whether her last day is over: only then is anything taken from her."""
    return last_day < at.date()


@transaction.atomic
def leave(posting: Posting, *, by: User | None, at: datetime.datetime | None = None) -> bool:
    """Ask every app what she owns, and write it down for the handover; once her last day is over, free what she held.

    `posting` is her last one and has an end. May be done again before her last day is over, and once after it.
    """
    now = at or timezone.now()
    person = User.objects.select_for_update().get(pk=posting.person_id)
    posting = Posting.objects.get(pk=posting.pk)
    if not _is_last(posting) or _has_left(posting):
        return False
    answers = leaving.send(User, person=person, last_day=posting.ended_on, by=by, at=now)
    _write(person, [owned for _receiver, answer in answers for owned in answer or ()], now)
    if has_gone(posting.ended_on, now):
        log(by, LEFT, posting, at=now, person=person.pk, last_day=str(posting.ended_on))
    return True


def handed_over(person: User, *, by: User | None, at: datetime.datetime) -> None:
    """All that leaving does, for one who is to be erased; her roles end too. Who has left already is left alone."""
    last = last_posting_of(person)
    if last is not None and has_gone(last.ended_on, at):
        leave(last, by=by, at=at)
    else:
        day = at.date() - datetime.timedelta(days=1)
        answers = leaving.send(User, person=person, last_day=day, by=by, at=at)
        _write(person, [owned for _receiver, answer in answers for owned in answer or ()], at)
    for role in person.roles.filter(Q(ended_on=None) | Q(ended_on__gte=at.date())):
        role.ended_on = max(role.started_on, at.date() - datetime.timedelta(days=1))
        role.save(update_fields=["ended_on"])


def finish_leavings(at: datetime.datetime | None = None) -> int:
    """Free what those hold whose last day came; returns of how many. A duty of the tick; nobody leaves twice."""
    now = at or timezone.now()
    return in_turn(list(unfinished(now)), lambda posting: leave(posting, by=None, at=now))


def unfinished(at: datetime.datetime) -> QuerySet[Posting]:
    """The last postings of people that ended within 60 days, and after which nothing was freed yet."""
    today = at.date()
    ended = last_postings().filter(ended_on__lt=today, ended_on__gte=today - LOOKS_BACK)
    key = Cast(OuterRef("pk"), CharField())
    left = LogEntry.objects.filter(action=LEFT, subject_type=Posting._meta.label_lower, subject_id=key)
    return ended.filter(~Exists(left), person__merged_into__isnull=True)


def last_postings() -> QuerySet[Posting]:
    """Postings that stand, have an end, and after which the person has no other."""
    later = Q(ended_on__isnull=True) | Q(ended_on__gt=OuterRef("ended_on"))
    others = Posting.objects.filter(later, person=OuterRef("person"), withdrawn_at__isnull=True)
    return Posting.objects.filter(~Exists(others), ended_on__isnull=False, withdrawn_at__isnull=True)


def last_posting_of(person: User) -> Posting | None:
    """The posting with which she leaves, or left; none while she has one without an end."""
    return last_postings().filter(person=person).select_related("office", "supervisor").order_by("-pk").first()


def _is_last(posting: Posting) -> bool:
    return last_postings().filter(pk=posting.pk).exists()


def _has_left(posting: Posting) -> bool:
    known = LogEntry.objects.filter(action=LEFT, subject_type=posting._meta.label_lower)
    return known.filter(subject_id=str(posting.pk)).exists()


def _write(person: User, owned: Iterable[Owned], at: datetime.datetime) -> None:
    """One row a thing; what she does not own any more, and nobody took over, goes."""
    wanted = {(one.kind, one.key): one for one in owned}
    known = {(item.kind, item.key): item for item in person.handovers.all()}
    gone = [item.pk for key, item in known.items() if key not in wanted and item.taken_at is None]
    HandoverItem.objects.filter(pk__in=gone).delete()
    HandoverItem.objects.bulk_create(
        HandoverItem(person=person, kind=one.kind, key=one.key, label=dict(one.label), path=one.path, left_at=at)
        for key, one in wanted.items()
        if key not in known
    )
