"""Standings made from the facts of people: who must be reckoned again, and the difference that is written."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Min, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from elearning.journal.models import Heartbeat
from elearning.journal.turns import in_turn
from elearning.people.importing.writing import INSTANT, marks
from elearning.people.models import User

from ..models import FAR_MOMENT, Stale, Standing
from .facts import Facts, VersionFact
from .fold import Rect, standings
from .reading import facts_of, versions_of
from .snapshots import WRITTEN, Stay, add, note_written, spread, take_turn

BATCH = 300
BATCHES_A_TURN = 20
STORED = ("person_id", "requirement_id", "office_id", *Rect._fields[1:], "late")


@dataclass
class Difference:
    """What was stored and is not so, and what is so and was not stored; each row as the values of STORED."""

    wrong: dict[int, tuple] = field(default_factory=dict)
    missing: list[tuple] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.wrong or self.missing)

    @property
    def persons(self) -> set[int]:
        return {row[0] for row in (*self.wrong.values(), *self.missing)}


def mark_stale(person_ids: Iterable[int], *, at: datetime.datetime | None = None) -> None:
    """Note in the transaction of a fact, recorded at a moment, that these people must be reckoned again."""
    from ..tasks import enqueue_once

    noted_at, persons = at or timezone.now(), set(person_ids)
    became = User.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into")
    persons |= {kept for gone, kept in became if gone in persons}  # what is written of the one is true of the other
    rows = [Stale(person_id=person, noted_at=noted_at) for person in sorted(persons)]
    if rows:
        Stale.objects.bulk_create(rows, batch_size=2000)
        enqueue_once()


def known_through() -> datetime.datetime:
    """The last moment up to which all facts are in the standings, one query.

    That is now, unless somebody waits to be reckoned, or a part of a file is being written.
    """
    return known_and_written()[0]


def known_and_written() -> tuple[datetime.datetime, datetime.datetime | None]:
    """`known_through`, and when standings were last written (None: by nobody yet); one query."""
    now, nobody = timezone.now(), Min("noted_at", filter=Q(pk=None))
    beats = Heartbeat.objects.filter(name=WRITTEN).values("seen_at")[:1]
    held = Stale.objects.aggregate(
        oldest=Min("noted_at"),
        writing=Coalesce(nobody, Subquery(marks().values("seen_at")[:1])),
        written=Coalesce(nobody, Subquery(beats)),
    )
    ends = (moment - INSTANT for moment in (held["oldest"], held["writing"]) if moment)
    return min([now, *ends]), held["written"]


@transaction.atomic
def derive(person_ids: Iterable[int], *, counting: bool = True) -> Difference:
    """Reckon people anew and write the difference; a constant number of queries. Twice is once.

    Without `counting` the snapshots are left as they are: the caller counts them again.
    """
    persons = sorted(set(person_ids))
    last = take_turn()
    list(User.objects.filter(pk__in=persons).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    noted = list(Stale.objects.filter(person__in=persons).values_list("pk", flat=True))
    found = difference(persons)
    Standing.objects.filter(pk__in=list(found.wrong)).delete()
    Standing.objects.bulk_create(
        [Standing(**dict(zip(STORED, row, strict=True))) for row in found.missing], batch_size=2000
    )
    if counting:
        add(spread(_stays(found), last))
    # What was noted while we read stays noted.
    Stale.objects.filter(pk__in=noted).delete()
    note_written()
    return found


def difference(persons: Iterable[int]) -> Difference:
    """How what is stored of people differs from what their facts say."""
    facts, versions = facts_of(persons), versions_of()
    missing = {row for person, known in facts.items() for row in rows_of(person, known, versions)}
    found = Difference()
    for pk, *row in Standing.objects.filter(person__in=list(facts)).values_list("pk", *STORED):
        row = tuple(row)
        if row in missing:
            missing.remove(row)
        else:
            found.wrong[pk] = row
    found.missing = sorted(missing, key=lambda row: (*row[:2], row[8], row[10]))
    return found


def rows_of(person: int, facts: Facts, versions: dict[int, list[VersionFact]]) -> Iterator[tuple]:
    """The standings of a person towards every requirement, as values of STORED."""
    for requirement, asked in versions.items():
        for rect in standings(facts, asked):
            yield (person, requirement, *rect, rect.late)


def _stays(found: Difference) -> Iterator[Stay]:
    """What the difference changes in the counts as known now."""
    for many, rows in ((-1, found.wrong.values()), (1, found.missing)):
        for _, requirement, office, category, sex, language, state, _, day_from, day_to, _, known_to, _ in rows:
            if known_to == FAR_MOMENT:
                yield (requirement, office, category, sex, language), state, day_from, day_to, many


def derive_stale(batches: int = BATCHES_A_TURN) -> int:
    """Reckon those who wait, oldest note first, some thousand at most; returns how many people."""
    done, after = 0, 0
    for _ in range(batches):
        rows = Stale.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "person_id")[:BATCH]
        if not (noted := list(rows)):
            break
        after = noted[-1][0]
        persons = sorted({person for _, person in noted})
        try:
            derive(persons)
            done += len(persons)
        except Exception:  # one who cannot be reckoned does not keep the others waiting; in_turn logs her
            done += in_turn(persons, _derive_one)
    return done


def _derive_one(person: int) -> bool:
    derive([person])
    return True
