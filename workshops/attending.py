"""Reads the attendance of a workshop from the database: its checkpoints, everybody's records, what they come to."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.counting import is_passed
from assessments.models import Attempt, PaperScore
from assessments.models.quiz import Counts

from .attendance.checkpoints import Checkpoint, Meant, checkpoints, named, place_for
from .attendance.events import Event, standing
from .attendance.fold import Record, fold
from .attendance.rule import PASSED, TAKEN, Outcome, Policy, outcome
from .models import AgendaVersion, AttendanceEvent, Placement, Registration, Workshop

CONTEXT = "workshop"  # of attempts and scores from paper: kind "workshop", key = the workshop's code
UNSEEN = Record()
State = AgendaVersion.State


@dataclass(frozen=True)
class Attendance:
    """The whole of it: `records` by registration and key of the checkpoint, `outcomes` by registration."""

    checkpoints: list[Checkpoint]
    people: list[Registration]
    records: Mapping[int, Mapping[str, Record]]
    outcomes: Mapping[int, Outcome]

    def record(self, registration: int, checkpoint: str) -> Record:
        """What is known of one person at one checkpoint."""
        return self.records.get(registration, {}).get(checkpoint, UNSEEN)


def attendance_of(workshop: Workshop, people: Iterable[Registration] | None = None) -> Attendance:
    """The attendance of all participants, or of `people`, in a fixed number of queries."""
    if people is None:
        everybody = workshop.registrations.taking_part().participants()
        people = everybody.select_related("person", "office", "group").order_by("number", "pk")
    people = list(people)
    found = checkpoints_of(workshop)
    records = records_of(workshop, people, found)
    tests = tests_of(workshop)
    policy = policy_of(workshop)
    outcomes = {
        one.pk: outcome(
            found, records.get(one.pk, {}), group_id=one.group_id, test=tests.get(one.person_id, ""), policy=policy
        )
        for one in people
    }
    return Attendance(found, people, records, outcomes)


def policy_of(workshop: Workshop) -> Policy:
    """What this workshop asks of a participant."""
    return Policy(
        participation=workshop.participation_percent,
        excused=workshop.excused,
        required=workshop.required_percent,
        post_test=workshop.post_test,
    )


def checkpoints_of(workshop: Workshop) -> list[Checkpoint]:
    """The checkpoints of the agenda in force, by the workshop's policy; two queries.

    An item is worth the minutes of the last agenda that was published before it began and was not made on the day:
    re-timing a day that began late changes when people were there, not what it is worth. What only an agenda made on
    the day has is worth its minutes there.
    """
    placements = workshop.versions.filter(state=State.CURRENT).values("pk")
    rows = Placement.objects.filter(version__in=placements).select_related("item")
    worth, beside = _published(workshop)
    counted = (row for row in rows if row.frozen.get("counts") and row.frozen.get("visibility") != "facilitators")
    return checkpoints((_meant(row, worth, beside) for row in counted), workshop.checkpoint)


Worth = dict[int, list[tuple[datetime.datetime, int]]]


def _published(workshop: Workshop) -> tuple[Worth, dict[int, set[str]]]:
    """By item, from all agendas that were published, in one query: what it was worth, what stood beside it in lanes.

    Its worth is told by when each agenda was published that was not made on the day, the oldest first.
    """
    versions = workshop.versions.exclude(state=State.DRAFT).exclude(published_at=None)
    rows = Placement.objects.filter(version__in=versions.values("pk")).select_related("version", "item")
    worth: Worth = defaultdict(list)
    slots: dict[tuple, set[tuple[int, str]]] = defaultdict(set)
    for row in rows.defer("frozen", "version__frozen").order_by("version__number"):
        if not row.version.live:
            worth[row.item_id].append((row.version.published_at, row.minutes))
        if row.lane:
            slots[row.version_id, row.starts_at].add((row.item_id, str(row.item.uuid)))
    beside: dict[int, set[str]] = defaultdict(set)
    for slot in slots.values():
        for item, own in slot:
            beside[item] |= {key for _other, key in slot} - {own}
    return worth, beside


def _meant(placement: Placement, worth: Worth, beside: Mapping[int, set[str]]) -> Meant:
    frozen = placement.frozen
    planned = [minutes for at, minutes in worth.get(placement.item_id, []) if at <= placement.starts_at]
    return Meant(
        key=str(placement.item.uuid),
        code=placement.item.code,
        day=placement.day,
        start=placement.start,
        starts_at=placement.starts_at,
        ends_at=placement.ends_at,
        worth=planned[-1] if planned else placement.minutes,
        required=frozen["required"],
        group_id=frozen["group_id"],
        lane=placement.lane,
        room=frozen["room"],
        titles=frozen["titles"],
        beside=tuple(sorted(beside.get(placement.item_id, ()))),
    )


def records_of(
    workshop: Workshop, people: Iterable[Registration], found: list[Checkpoint]
) -> dict[int, dict[str, Record]]:
    """The fold for each of these people at each checkpoint of which anything is known; one query."""
    places = named(found)
    items = {one.key: one for one in found}
    group_of = {one.pk: one.group_id for one in people}
    rows = list(workshop.events.counting().select_related("resolution"))
    counting = {event.id for event in standing([_event(row) for row in rows])}
    gathered: dict[tuple[int, str], list[Event]] = defaultdict(list)
    for row in rows:
        whose, where = whose_and_where(row)
        if _name(row) in counting and whose in group_of and (place := place_for(places, where, group_of[whose])):
            gathered[whose, place.key].append(_event(row))
    records: dict[int, dict[str, Record]] = defaultdict(dict)
    for (whose, key), events in gathered.items():
        meant = items[key].meant_for(group_of[whose])
        records[whose][key] = fold(events, meant, late_after=workshop.late_after)
    return dict(records)


def whose_and_where(row: AttendanceEvent) -> tuple[int | None, str]:
    """The registration and the checkpoint of an event, by the person's decision where one was needed."""
    decided = getattr(row, "resolution", None)
    if decided and not decided.set_aside:
        return decided.registration_id, decided.checkpoint
    return row.registration_id, row.checkpoint


def _event(row: AttendanceEvent) -> Event:
    return Event(
        id=_name(row),
        verb=row.verb,
        source=row.source,
        at=row.occurred_at,
        value=row.value,
        minutes=row.minutes,
        voids=str(row.voids or ""),
    )


def _name(row: AttendanceEvent) -> str:
    """Its id; one that came under the id of another and was given to somebody all the same is told apart by content."""
    conflict = row.problem == AttendanceEvent.Problem.CONFLICT
    return f"{row.client_id}/{row.digest}" if conflict else str(row.client_id)


def tests_of(workshop: Workshop) -> dict[int, str]:
    """Who took the post-test, by person: "passed" by what counts of her marked attempts here, else "taken".

    An attempt is taken as soon as it was handed in, though nobody has marked it yet. A total from paper never passes,
    and a quiz without a pass mark (0) is never passed: everybody would have. Three queries.
    """
    pair = workshop.test_pair
    if pair is None:
        return {}
    scores = PaperScore.objects.filter(pair=pair, side=PaperScore.Side.AFTER, withdrawn_at=None)
    found = dict.fromkeys(
        scores.filter(context_kind=CONTEXT, context_key=workshop.code).values_list("person_id", flat=True), TAKEN
    )
    ended = Attempt.objects.filter(quiz_id=pair.after_id, state__in=[Attempt.State.SUBMITTED, Attempt.State.MARKED])
    ended = ended.in_context(CONTEXT, workshop.code).select_related("quiz_version").order_by("started_at", "pk")
    own: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in ended.defer("paper", "marks", "quiz_version__sections"):
        own[attempt.person_id].append(attempt)
    return found | {person: PASSED if _passed(attempts) else TAKEN for person, attempts in own.items()}


def _passed(attempts: list[Attempt]) -> bool:
    """Whether these attempts of one person pass the quiz, by the rule and the pass mark of its versions."""
    marked = [each for each in attempts if each.state == Attempt.State.MARKED]
    if not marked:
        return False
    newest = marked[-1].quiz_version
    if newest.rule("counts") == Counts.BEST:
        return any(each.passed and each.quiz_version.pass_mark for each in marked)
    percents = [(each.pk, each.percent) for each in marked]
    return bool(newest.pass_mark) and is_passed(newest.rule("counts"), percents, newest.pass_mark)
