"""Two rows for one human are one person from their merge on: she counts once, and figures given before stay."""

import datetime

from django.utils import timezone

from elearning.people.actions import merge
from elearning.people.models import Office
from elearning.records.actions import record_achievement
from elearning.records.models import LearningRecord
from elearning.tracking.readiness.comparing import miscounted
from elearning.tracking.readiness.counting import Asked, count_offices
from elearning.tracking.readiness.deriving import derive, derive_stale
from elearning.tracking.readiness.reading import facts_of
from elearning.tracking.readiness.rebuilding import rebuild_readiness
from elearning.tracking.readiness.snapshots import last_snapshot

from .conftest import COURSE

DAY = datetime.date(2025, 4, 1)


def counted(requirement, known_at):
    """(people, met) of all offices together on one day."""
    found = count_offices(Asked(requirement, DAY, known_at), Office.objects.all()).values()
    return sum(each.people for each in found), sum(each.met for each in found)


def test_a_merge_makes_one_person_less_and_no_participation_fewer(required, amina, kofi, bruno, dana):
    for number, (person, subject, kind) in enumerate(
        ((amina, COURSE, "completion"), (kofi, COURSE, "completion"), (kofi, dana.uuid, "participation"))
    ):
        record_achievement(
            person, subject_kind="course", subject_uuid=subject, title={"en": "Course"}, kind=kind,
            achieved_on=datetime.date(2025, 2, 5 + number), basis={},
        )  # fmt: skip
    derive([person.pk for person in (amina, kofi, bruno, dana)])
    derive_stale()
    before = timezone.now()
    records = list(LearningRecord.objects.exclude(kind="annulment").order_by("pk").values_list("pk", flat=True))
    assert counted(required, before) == (4, 2)

    merge(amina, kofi, by=dana, reason="She married.", withdraw_postings=True)
    derive_stale()
    assert counted(required, timezone.now()) == (3, 1)
    assert counted(required, before) == (4, 2)
    assert list(LearningRecord.objects.exclude(kind="annulment").order_by("pk").values_list("pk", flat=True)) == records
    facts = facts_of([amina.pk, kofi.pk])
    assert {fact.id for fact in facts[amina.pk].records} == set(records)
    assert {fact.known_to for fact in facts[kofi.pk].records} == {kofi.merged.at}
    assert {fact.known_from for fact in facts[amina.pk].records} == {
        LearningRecord.objects.get(pk=records[0]).recorded_at,
        kofi.merged.at,
    }
    assert list(rebuild_readiness()) == []
    assert not list(miscounted(required, last_snapshot()))

    merge(bruno, amina, by=dana, reason="A third row of hers.", withdraw_postings=True)
    derive_stale()
    assert counted(required, timezone.now()) == (2, 1)
    assert counted(required, before) == (4, 2)
    assert {fact.id for fact in facts_of([bruno.pk])[bruno.pk].records} == set(records)
    assert list(rebuild_readiness()) == []
