"""The test on phones: chosen, opened, taken, closed; who took it and who passed it."""

import uuid

import pytest

from assessments.actions import enter_paper_score, mark, save_answer, submit
from assessments.models import Attempt, TestPair
from assessments.signals import attempt_context
from elearning.people.actions.refusal import Refused
from tests.assessments.answered import answered
from tests.factories import make_person
from tests.workshops.proof.rooms import DAY, seat
from tests.workshops.testing.rooms import AT, BASE, make_pair, make_room
from workshops.actions.testing import choose_pair, close_side, hand_in, open_side, start_test
from workshops.attending import CONTEXT
from workshops.attending import tests_of as results_of
from workshops.models import TestWindow, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(offices, chen, amina, bruno) -> Workshop:
    return make_room(offices, chen, amina, bruno)


def own(room, person):
    return room.registrations.select_related("person").get(person=person)


def here(room) -> dict:
    return {"context_kind": CONTEXT, "context_key": room.code}


def answer(attempt: Attempt, position: int = 0) -> None:
    """One answer, whichever it is."""
    choice = attempt.paper[position]["choices"][0]
    save_answer(attempt, uuid=uuid.uuid4(), position=position, sequence=1, answer=[choice], given_at=None)


def test_a_side_is_begun_while_it_is_open(room, amina, chen):
    with pytest.raises(Refused, match="is closed"):
        start_test(own(room, amina), "before", language="en", at=AT)
    window = open_side(room, "before", by=chen, at=AT)
    assert open_side(room, "before", by=chen, at=AT) == window
    attempt = start_test(own(room, amina), "before", language="fr", at=AT)
    assert (attempt.quiz, attempt.language) == (room.test_pair.before, "fr")
    assert (attempt.context_kind, attempt.context_key) == (CONTEXT, room.code)
    assert start_test(own(room, amina), "before", language="en", at=AT) == attempt
    with pytest.raises(Refused, match="is closed"):
        start_test(own(room, amina), "after", language="en", at=AT)
    assert close_side(room, "before", by=chen).closed_by == chen
    assert close_side(room, "before", by=chen) == window
    with pytest.raises(Refused, match="is closed"):
        start_test(own(room, amina), "before", language="en", at=AT)
    assert open_side(room, "before", by=chen) != window
    assert TestWindow.objects.count() == 2


def test_only_participants_of_a_workshop_that_is_held_take_it(room, amina, chen):
    open_side(room, "after", by=chen, at=AT)
    with pytest.raises(Refused, match="for the participants"):
        start_test(own(room, chen), "after", language="en", at=AT)
    room.registrations.filter(person=amina).update(state="withdrawn")
    with pytest.raises(Refused, match="for the participants"):
        start_test(own(room, amina), "after", language="en", at=AT)
    Workshop.objects.update(state="closed")
    for deed in (open_side, close_side, hand_in):
        with pytest.raises(Refused, match="closed"):
            deed(room, "after", by=chen)


def test_how_often_the_quiz_says(room, amina, chen):
    pair = make_pair("Once", attempts_allowed=1)
    choose_pair(room, pair, by=chen)
    open_side(room, "after", by=chen, at=AT)
    mark(submit(start_test(own(room, amina), "after", language="en", at=AT), at=AT))
    with pytest.raises(Refused, match="You have used your 1 attempt"):
        start_test(own(room, amina), "after", language="en", at=AT)


def test_what_is_still_written_can_be_handed_in(room, amina, bruno, chen):
    open_side(room, "after", by=chen, at=AT)
    begun = start_test(own(room, amina), "after", language="en", at=AT)
    answer(begun)
    start_test(own(room, bruno), "after", language="en", at=AT)  # he has answered nothing
    assert hand_in(room, "after", by=chen) == 1
    assert hand_in(room, "after", by=chen) == 0
    assert sorted(Attempt.objects.values_list("state", flat=True)) == ["in_progress", "marked"]
    assert list(results_of(room)) == [amina.pk]


def test_the_pair_stays_once_somebody_took_it(room, amina, chen):
    other = make_pair("Another")
    choose_pair(room, other, by=chen)
    open_side(room, "before", by=chen, at=AT)
    choose_pair(room, None, by=chen)
    assert not TestWindow.objects.filter(closed_at=None).exists()
    with pytest.raises(Refused, match="no pre- and post-test"):
        open_side(Workshop.objects.get(), "before", by=chen)
    choose_pair(room, other, by=chen)
    answered(other.after, amina, [["a"], ["a"]], **here(room))
    for pair in (None, make_pair("A third")):
        with pytest.raises(Refused, match="taken here already"):
            choose_pair(room, pair, by=chen)
    assert choose_pair(room, other, by=chen).test_pair == other


def test_a_pair_that_cannot_be_used_is_refused(room, chen):
    pair = TestPair.objects.create(titles={"en": "Draft"}, before=make_pair().before, after=make_pair("x").after)
    pair.after.current_version = None
    pair.after.save()
    with pytest.raises(Refused, match="not published"):
        choose_pair(room, pair, by=chen)
    Workshop.objects.update(post_test="passed")
    with pytest.raises(Refused, match="no pass mark"):
        choose_pair(room, make_pair("y", pass_mark=0), by=chen)
    Workshop.objects.update(state="archived")
    with pytest.raises(Refused, match="archived"):
        choose_pair(room, make_pair("z"), by=chen)


def test_taken_and_passed_are_told_apart(offices, chen, amina, bruno, kofi, efua):
    room = make_room(offices, chen, amina, bruno, kofi, efua)
    after, said = room.test_pair.after, here(room)
    answered(after, amina, [["a"], ["a"]], **said)
    answered(after, amina, [["b"], ["b"]], **said)  # the best counts
    answered(after, bruno, [["a"], ["b"]], **said)
    answered(after, kofi, [["a"], ["a"]], context_kind=CONTEXT, context_key="ANOTHER")
    enter_paper_score(
        room.test_pair, efua, side="after", score=12, max_score=12, taken_on=DAY, by=chen, at=AT,
        may=lambda _by: True, **said,
    )  # fmt: skip
    assert results_of(room) == {amina.pk: "passed", bruno.pk: "taken", efua.pk: "taken"}


def test_the_attempt_that_counts_decides(offices, chen, amina, bruno):
    room = make_room(offices, chen, amina, bruno, test_pair=make_pair(counts="last"))
    after, said = room.test_pair.after, here(room)
    for person, tries in ((amina, "ab"), (bruno, "ba")):
        for place, letter in enumerate(tries):
            at = AT.replace(hour=9 + place)
            answered(after, person, [[letter], [letter]], started_at=at, **said)
    assert results_of(room) == {amina.pk: "taken", bruno.pk: "passed"}


def test_without_a_pass_mark_nobody_passes_and_before_marking_it_is_taken(offices, chen, amina, bruno):
    room = make_room(offices, chen, amina, bruno, test_pair=make_pair(pass_mark=0))
    attempt = answered(room.test_pair.after, amina, [["a"], ["a"]], **here(room))
    assert attempt.passed
    assert results_of(room) == {amina.pk: "taken"}
    Attempt.objects.update(state="submitted", passed=None, percent=None)
    assert results_of(room) == {amina.pk: "taken"}
    Attempt.objects.update(state="in_progress", submitted_at=None)
    assert results_of(room) == {}


def test_from_an_attempt_one_comes_back_to_the_workshop(room, amina):
    def ask(**said):
        answers = attempt_context.send(Attempt, **{"kind": CONTEXT, "key": room.code, "user": amina} | said)
        return next((found for _receiver, found in answers if found), None)

    assert ask() == {"title": room.text("en").title, "url": f"{BASE}/tests/mine/"}
    assert ask(key="NOTHING") is None
    assert ask(kind="practice") is None
    Workshop.objects.update(state="draft")
    assert ask() is None


def test_a_participant_takes_the_test_on_her_page(room, amina, chen, dana, client_for):
    hers, lead = client_for(amina), client_for(chen)
    assert "A facilitator opens it" in hers.get(f"{BASE}/tests/mine/").content.decode()
    assert "is closed" in hers.post(f"{BASE}/tests/before/start/", follow=True).content.decode()
    opened = lead.post(f"{BASE}/tests/before/open/", follow=True).content.decode()
    assert "Pre-test: open." in opened
    assert "0 of 2" in opened
    begun = hers.post(f"{BASE}/tests/before/start/")
    attempt = Attempt.objects.get()
    assert begun["Location"] == f"/attempts/{attempt.uuid}/"
    paper = hers.get(begun["Location"]).content.decode()
    assert f'href="{BASE}/tests/mine/"' in paper
    assert "Go on" in hers.get(f"{BASE}/tests/mine/").content.decode()
    answer(attempt)
    hers.post(f"/attempts/{attempt.uuid}/submit/")
    assert f"{BASE}/tests/mine/" in hers.get(f"/attempts/{attempt.uuid}/result/").content.decode()
    assert "1 of 2" in lead.get(f"{BASE}/tests/").content.decode()
    assert "Post-test: closed." in lead.post(f"{BASE}/tests/after/close/", follow=True).content.decode()
    assert client_for(dana).get(f"{BASE}/tests/mine/").status_code == 404
    assert hers.get(f"{BASE}/tests/").status_code == 404
    assert hers.post(f"{BASE}/tests/before/open/").status_code == 404
    assert hers.get(f"{BASE}/tests/sideways/start/").status_code == 404


def test_the_lead_chooses_the_pair_and_a_colleague_does_not(room, bruno, chen, offices, client_for):
    colleague = make_person("Rita Colleague", offices["GH"])
    seat(room, colleague, "F02", role="co_facilitator")
    other = make_pair("Another")
    assert "Which test" in client_for(chen).get(f"{BASE}/tests/").content.decode()
    assert "Which test" not in client_for(colleague).get(f"{BASE}/tests/").content.decode()
    assert client_for(colleague).post(f"{BASE}/tests/pair/", {"pair": other.pk}).status_code == 404
    assert client_for(chen).post(f"{BASE}/tests/pair/", {"pair": other.pk}).status_code == 302
    assert Workshop.objects.get().test_pair == other
    answered(other.after, bruno, [["a"], ["a"]], **here(room))
    refused = client_for(chen).post(f"{BASE}/tests/pair/", {"pair": ""})
    assert "taken here already" in refused.content.decode()
    assert client_for(chen).post(f"{BASE}/tests/pair/", {"pair": "\0"}).status_code == 200


def test_the_pages_take_as_many_queries_for_three_as_for_one(
    offices, chen, amina, bruno, kofi, client_for, django_assert_num_queries
):
    room = make_room(offices, chen, amina, bruno, kofi)
    lead = client_for(chen)
    for person in (amina, bruno, kofi):
        answered(room.test_pair.before, person, [["a"], ["a"]], **here(room))
        with django_assert_num_queries(16):
            lead.get(f"{BASE}/tests/")
