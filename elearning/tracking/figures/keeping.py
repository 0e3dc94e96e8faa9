"""Counts of large questions: begun by who asks, made by the worker part by part, kept for a while for her alone."""

import datetime
import hashlib
import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from elearning.people.actions import Refused
from elearning.people.models import User
from workshops.reports.dataset import canonical

from ..models import Counting
from .answering import PART, count_for, count_part, reading_of
from .counting import Count
from .questions import Question, read_question
from .reading import Within, is_large, mark_now

A_TURN = datetime.timedelta(minutes=4)  # then the worker begins another task, before this one looks dead
KEPT = datetime.timedelta(days=7)
MOST = 20  # counts that are kept for one person
OF_THE_TABLE = ("measure", "by", "across")  # they say what is shown of a count, not what is counted


def kept(reader: User, question: Question, within: Within) -> Counting | None:
    """The count of this question that she began herself, while she may ask about the same offices as then."""
    return Counting.objects.filter(key=_key(reader, question, within)).first()


def counted(reader: User, question: Question, within: Within) -> Count:
    """The count that is kept for her, else a new one. Raises `Refused` as `count_for`."""
    row = kept(reader, question, within)
    return Count.read(row.counted) if row and row.state == Counting.State.DONE else count_for(question, within)


def must_wait(reader: User, question: Question, within: Within) -> bool:
    """Whether the question is too large to be counted while she waits, and no count of it is kept for her."""
    if not is_large(question, within):
        return False
    row = kept(reader, question, within)
    return row is None or row.state != Counting.State.DONE


@transaction.atomic
def begin(question: Question, within: Within, *, by: User, at: datetime.datetime | None = None) -> Counting:
    """Let the worker count; a count that is done stays, one that stands still is gone on with."""
    from .tasks import count_on

    now = at or timezone.now()
    own = Counting.objects.filter(by=by).order_by("-at", "-pk").values_list("pk", flat=True)
    values = {"by": by, "question": question.params(), "paths": within.paths, "at": now, "total": User.objects.count()}
    row, _made = Counting.objects.get_or_create(key=_key(by, question, within), defaults=values)
    Counting.objects.filter(at__lt=now - KEPT).exclude(pk=row.pk).delete()
    Counting.objects.filter(pk__in=list(own[MOST:])).exclude(pk=row.pk).delete()
    if row.state != Counting.State.DONE:
        count_on.enqueue(row.pk)
    return row


def go_on(row: Counting) -> bool:
    """Count where it stood, for a turn at most; whether nothing is left to do.

    Of two who count at once the slower one stops. A question whose office or workshop is gone is counted no more.
    """
    until = time.monotonic() + A_TURN.total_seconds()
    within = Within(None if row.paths is None else tuple(row.paths))
    while time.monotonic() < until:
        try:
            mark = mark_now()
            reading, funding = reading_of(read_question(row.question), within)
        except Refused:
            row.delete()
            return True
        whole, after = (Count.read(row.counted), row.after) if row.mark == mark else (Count(), 0)
        while after is not None and time.monotonic() < until:
            part, after = count_part(reading, funding, after)
            if mark != mark_now():
                break
            whole.add(part)
            if not _write(row, whole, after, mark):
                return True
        else:
            return after is None
    return False


def _write(row: Counting, whole: Count, after: int | None, mark: str) -> bool:
    """How far it is, unless another was faster."""
    stood = Counting.objects.filter(pk=row.pk, state=Counting.State.WAITING, after=row.after, mark=row.mark)
    values: dict[str, Any] = {"counted": whole.as_json(), "mark": mark}
    if after is None:
        values |= {"state": Counting.State.DONE, "done": row.total}
    else:
        behind = row.done if row.mark == mark else 0
        values |= {"after": after, "done": min(row.total, behind + PART)}
    for name, value in values.items():
        setattr(row, name, value)
    return bool(stood.update(**values))


def _key(reader: User, question: Question, within: Within) -> str:
    """Stands for who asks, about which offices, and what is counted."""
    params = {name: value for name, value in question.params().items() if name not in OF_THE_TABLE}
    params["kinds"].sort()
    asked = {"by": reader.pk, "paths": within.paths and sorted(within.paths), "question": params}
    return hashlib.sha256(canonical(asked)).hexdigest()
