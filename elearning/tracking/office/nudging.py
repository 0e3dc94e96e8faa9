"""The deed of reminding: one person of one requirement, or all of an office who are due or overdue."""

import datetime
from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from elearning.people.models import Office, User
from elearning.people.rules import on_behalf

from ..models import Nudge, Requirement
from ..rules import may_nudge
from .asof import today_as_known
from .judging import judged, version_at
from .lines import ASKED, of_office
from .reasons import NOT_TWICE_WITHIN, in_words, why_not
from .telling import tell_nudge

AT_ONCE = 300  # in one task, so that none takes long
RUN, DONE = "tracking.reminding_all", "tracking.reminded_all"


class NotReminded(Refused):
    """She was not reminded; `key` is the reason, one of reasons.WORDS."""

    def __init__(self, person: User, key: str):
        sentence = _("%(name)s was not reminded: %(why)s.")
        super().__init__(sentence % {"name": person.name, "why": in_words(key)})
        self.key = key


@transaction.atomic
def nudge(person: User, requirement: Requirement, *, by: User, at: datetime.datetime | None = None) -> Nudge:
    """Remind her of what she must still do, judged anew at this moment; never twice in seven days, whoever asks.

    Raises `NotReminded` for who has done it, is exempt, away, was just reminded or cannot be reached, and `Refused`
    where `by` may not see her.
    """
    now = at or timezone.now()
    person = User.objects.select_for_update().get(pk=person.pk)
    if not may_nudge(by, person):
        raise Refused(_("You can remind the people of your own offices only."))
    piece = judged(person, requirement, now)
    if key := _reason(person, requirement, piece.state if piece else "", by, now):
        raise NotReminded(person, key)
    made = Nudge.objects.create(
        requirement=requirement, person=person, by=by, due_on=piece.until, at=now, day=now.date()
    )
    office = Office.objects.get(pk=piece.office)
    tell_nudge(made, version_at(requirement, now), piece)
    log(by, "tracking.reminded", person, at=now, requirement=requirement.code, **on_behalf(by, office))
    return made


def _reason(person: User, requirement: Requirement, state: str, by: User, now: datetime.datetime) -> str:
    recent = person.nudges.filter(requirement=requirement, kind=Nudge.Kind.NUDGE, at__gt=now - NOT_TWICE_WITHIN)
    nudged_at = recent.values_list("at", flat=True).first()
    away = person.absences.standing().on(now.date()).exists()
    return why_not(state, person, by=by, away=away, nudged_at=nudged_at, now=now)


@transaction.atomic
def ask_all(
    office: Office, *, by: User, requirement: Requirement | None = None, at: datetime.datetime | None = None
) -> LogEntry:
    """Let the worker remind all of this office and below who are due or overdue; gives the entry of the run."""
    from .tasks import remind_all

    about = {"requirement": requirement.code if requirement else "", **on_behalf(by, office)}
    run = log(by, RUN, office, at=at, **about)
    remind_all.enqueue(run.pk)
    return run


def remind_some(run: LogEntry, after: int, counted: dict[str, int]) -> tuple[int | None, dict[str, int]]:
    """Go on with what `ask_all` asked for, after the person with this id; each pair in a transaction of its own.

    Gives the id to go on after (None: all is done, and the journal says what came of it) and what came of it so far:
    how many by reason, those reminded as "sent". Done twice, nobody is reminded twice and the counts are the same.
    """
    office = Office.objects.filter(pk=run.subject_id).first()
    done = LogEntry.objects.filter(action=DONE, subject_id=run.subject_id, detail__run=run.pk)
    if office is None or done.exists():
        return None, counted
    so_far, last = Counter(counted), None
    for last, requirement in (pairs := _asked(office, run, after)):
        so_far[_outcome(run, last, requirement)] += 1
    if last is not None and len(pairs) >= AT_ONCE:
        return last.pk, dict(so_far)
    skipped = {key: number for key, number in so_far.items() if key not in ("sent", "")}
    log(run.actor, DONE, office, run=run.pk, sent=so_far["sent"], skipped=skipped)
    return None, dict(so_far)


def _outcome(run: LogEntry, person: User, requirement: Requirement) -> str:
    try:
        nudge(person, requirement, by=run.actor)
    except NotReminded as refusal:
        ours = person.nudges.filter(requirement=requirement, by=run.actor, at__gte=run.at)
        again = refusal.key == "recent" and ours.exists()  # by this run, before it was killed
        return "sent" if again else refusal.key
    except Refused:
        return ""
    return "sent"


def _asked(office: Office, run: LogEntry, after: int) -> list[tuple[User, Requirement]]:
    """The next of those who were due or overdue when the standings were last derived; no person in two batches."""
    rows = of_office(today_as_known(), office, run.actor).filter(state__in=ASKED, person_id__gt=after)
    if code := run.detail.get("requirement"):
        rows = rows.filter(requirement__code=code)
    rows = rows.select_related("person", "requirement").order_by("person_id", "requirement__place", "requirement_id")
    found = list(rows[:AT_ONCE])
    if len(found) == AT_ONCE:
        found += rows.filter(person_id=found[-1].person_id).exclude(pk__in=[row.pk for row in found])
    return [(row.person, row.requirement) for row in found]


def last_run(office: Office) -> LogEntry | None:
    """What became of the last time that all of this office were reminded."""
    known = LogEntry.objects.filter(subject_type=Office._meta.label_lower, subject_id=str(office.pk), action=DONE)
    return known.order_by("-pk").first()
