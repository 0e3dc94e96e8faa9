"""Two verifiers at once, the same file from two tabs, two transcripts: one wins, each number is given once."""

import pytest

from elearning.people.actions import Refused
from elearning.records.models import Claim, LearningRecord, Transcript
from elearning.records.recognising.actions import accept, refuse
from elearning.records.transcripts.actions import make_transcript
from tests.records.factories import make_record
from tests.records.test_recognising import claim_of, row  # noqa: F401  (fixtures)
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_two_verifiers_one_wins_and_the_other_is_told(amina, dana, chen, row):  # noqa: F811
    claim = claim_of(amina)
    raised = at_once(
        lambda: accept(claim, equivalence=row, by=dana),
        lambda: refuse(claim, reason="Not a certificate", by=chen),
    )
    assert [type(fault) for fault in raised] == [Refused]
    claim.refresh_from_db()
    assert LearningRecord.objects.count() == (1 if claim.state == "accepted" else 0)


def test_the_same_file_from_two_tabs_is_one_claim(amina):
    assert at_once(*[lambda: claim_of(amina)] * 2) == []
    assert Claim.objects.count() == 1


def test_two_transcripts_at_once_have_two_numbers(amina, bruno):
    for person in (amina, bruno):
        make_record(person)
    deeds = [lambda who=who: make_transcript(who, by=who) for who in (amina, bruno, amina)]
    assert at_once(*deeds) == []
    assert sorted(Transcript.objects.values_list("serial", flat=True)) == [
        f"TR-{Transcript.objects.first().made_at.year}-{number}" for number in (1, 2)
    ]
