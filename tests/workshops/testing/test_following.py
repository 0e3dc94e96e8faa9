"""A repair of a question of the post-test down to the completions of a workshop: kept, or taken back."""

import pytest

from assessments.models import TestPair
from elearning.records.actions import issue_certificate
from elearning.records.models import Certificate, LearningRecord
from tests.assessments.answered import answered
from tests.assessments.authors import permissions
from tests.assessments.factories import make_content, make_quiz, make_quiz_of
from tests.courses.test_following import apply, make_repair
from tests.records.factories import make_record
from tests.workshops.testing.rooms import make_room
from workshops.attending import CONTEXT
from workshops.attending import tests_of as results_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mender(dana):
    dana.user_permissions.add(*permissions("repair_question"))
    return type(dana).objects.get(pk=dana.pk)


@pytest.fixture
def room(offices, chen, amina, bruno):
    """One question, “a” is said to be right. Amina answered “a” and was certified for it; Bruno answered “b”."""
    after = make_quiz_of(("single", make_content()), pass_mark=100)
    pair = TestPair.objects.create(titles={"en": "Test"}, before=make_quiz(1), after=after)
    room = make_room(offices, chen, amina, bruno, test_pair=pair, post_test="passed")
    said = {"context_kind": CONTEXT, "context_key": room.code}
    answered(after, amina, [["a"]], **said)
    answered(after, bruno, [["b"]], **said)
    issue_certificate(make_record(amina, subject_kind=CONTEXT, subject_uuid=room.uuid))
    return room


def standing() -> tuple[int, list[str]]:
    records = LearningRecord.objects.current().filter(kind="completion").count()
    return records, list(Certificate.objects.values_list("state", flat=True))


def test_who_no_longer_passes_keeps_all_unless_it_is_taken_back(room, amina, bruno, mender):
    assert results_of(room) == {amina.pk: "passed", bruno.pk: "taken"}
    serial, title = Certificate.objects.get().serial, room.text("en").title
    assert apply(make_repair("new_only"), mender, revoke=False) == [("keep", title, serial)]
    assert standing() == (1, ["issued"])
    assert results_of(room) == {amina.pk: "taken", bruno.pk: "passed"}


def test_what_is_taken_back_is_the_completion(room, mender):
    serial, title = Certificate.objects.get().serial, room.text("en").title
    assert apply(make_repair("new_only"), mender, revoke=True) == [("revoke", title, serial)]
    assert standing() == (0, ["revoked"])


@pytest.mark.parametrize("policy", ["taken", "none"])
def test_where_it_need_only_be_taken_nothing_falls(room, mender, policy):
    room.post_test = policy
    room.save()
    assert apply(make_repair("new_only"), mender, revoke=True) == []
    assert standing() == (1, ["issued"])


def test_a_repair_that_takes_nothing_away_changes_nothing_here(room, mender):
    assert apply(make_repair("either"), mender, revoke=True) == []
    assert standing() == (1, ["issued"])
