"""Merges at once, and facts that arrive while their person is merged: nothing is lost, and she counts once."""

import datetime

import pytest

from elearning.people.actions import Refused, add_absence, merge
from elearning.people.models import Merge, Twins, User
from elearning.records.actions import annul, record_achievement
from elearning.records.models import LearningRecord
from elearning.tracking.models import Stale
from tests.factories import make_person
from tests.records.factories import make_record
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
DAY = datetime.date(2026, 3, 2)
REASON = "She showed her badge."


def achieved(person: User) -> LearningRecord:
    return record_achievement(
        person, subject_kind="course", subject_uuid=person.uuid, title={"en": "Course"}, kind="completion",
        achieved_on=DAY, basis={}, certify=False,
    )  # fmt: skip


def test_two_merges_with_a_common_person_make_one_chain(dana):
    first, second, third = (make_person(f"Amina {number}", account=False) for number in range(3))
    for person in (first, second, third):
        make_record(person, subject_uuid=person.uuid)
    raised = at_once(
        lambda: merge(second, first, by=dana, reason=REASON), lambda: merge(third, second, by=dana, reason=REASON)
    )
    if raised:  # the second was gone when her own merge came: whoever merges looks at whom she became
        assert [type(fault) for fault in raised] == [Refused]
        merge(third, first, by=dana, reason=REASON)
    assert set(User.objects.filter(name__startswith="Amina").values_list("merged_into", flat=True)) == {None, third.pk}
    assert set(LearningRecord.objects.values_list("person", flat=True)) == {third.pk}


def test_each_is_merged_into_the_other_only_once(dana, amina, kofi):
    Twins.objects.create(one_id=min(amina.pk, kofi.pk), other_id=max(amina.pk, kofi.pk))
    merged = {"by": dana, "reason": REASON, "withdraw_postings": True}
    raised = at_once(lambda: merge(amina, kofi, **merged), lambda: merge(kofi, amina, **merged))
    assert [type(fault) for fault in raised] == [Refused]
    assert (Merge.objects.count(), Twins.objects.get().state) == (1, "merged")


def test_what_a_task_writes_while_she_is_merged_is_hers(dana, amina):
    gone = make_person("Amina once more", account=False)
    record = make_record(gone, subject_uuid=dana.uuid)
    raised = at_once(
        lambda: merge(amina, gone, by=dana, reason=REASON),
        lambda: achieved(gone),
        lambda: annul(record, by=dana, reason="Not hers"),
    )
    assert raised == []
    assert set(LearningRecord.objects.values_list("person", flat=True)) == {amina.pk}
    assert LearningRecord.objects.count() == 3


def test_who_still_holds_the_row_that_is_gone_writes_to_whom_she_became(dana, amina, kofi):
    merge(amina, kofi, by=dana, reason=REASON, withdraw_postings=True)
    Stale.objects.all().delete()
    absence = add_absence(kofi, "leave", started_on=DAY, ended_on=DAY, by=dana)
    assert (absence.person, achieved(kofi).person) == (amina, amina)
    assert set(Stale.objects.values_list("person", flat=True)) == {amina.pk}
