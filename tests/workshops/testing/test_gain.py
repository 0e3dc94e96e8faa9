"""The gain shown in the room: of the demonstration workshop as the file has it, and nothing of fewer than five."""

import datetime
from decimal import Decimal

import pytest

from assessments.models import Attempt, TestPair
from tests.assessments.answered import answered, make_people
from tests.assessments.factories import make_quiz
from tests.workshops.papers import BASE, take_part
from workshops.actions.test_totals import keep_totals
from workshops.attending import CONTEXT
from workshops.testing.reading import read

from .test_totals import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(mombasa):
    mombasa.test_pair = TestPair.objects.create(titles={"en": "Test"}, before=make_quiz(2), after=make_quiz(2))
    mombasa.save()
    return mombasa


def test_the_demonstration_gains_what_its_file_says(room, data, dana, client_for):
    numbers = dict(room.registrations.values_list("number", "pk"))
    for side, name, day in (("before", "pre", 4), ("after", "post", 6)):
        lines, _faults = read(text_of(data, name), numbers, {})
        on = datetime.date(2023, 7, day)
        keep_totals(room, side, lines, max_score=Decimal(12), taken_on=on, by=dana)
    pairs = [(row["pre"], row["post"]) for row in data["participants"] if None not in (row["pre"], row["post"])]
    assert len(pairs) == 47
    assert sum(pre for pre, _post in pairs) == 266
    assert sum(post for _pre, post in pairs) == 412
    gains = [(post - pre) / (12 - pre) for pre, post in pairs]
    page = client_for(dana).get(f"{BASE}/tests/gain/")
    gain = page.context["gain"]
    assert gain.pairs == 47
    assert gain.mean_before == pytest.approx(266 / 47 / 12)
    assert gain.mean_after == pytest.approx(412 / 47 / 12)
    assert gain.mean_gain == pytest.approx(sum(gains) / 47)
    text = page.content.decode()
    assert page.context["rows"][0]["before"] == 47
    assert page.context["rows"][0]["after"] == 73
    assert page.context["mean_gain"] == 53
    assert "<svg" in text
    assert "73%" in text
    wall = client_for(dana).get(f"{BASE}/tests/gain/screen/").content.decode()
    assert "73%" in wall
    assert "What we gained" in wall


def test_fewer_than_five_are_a_sentence(room, dana, client_for):
    client = client_for(dana)
    said = {"context_kind": CONTEXT, "context_key": room.code}
    people = make_people(5)
    for person in people[:4]:
        answered(room.test_pair.before, person, [["b"], ["a"]], **said)
        answered(room.test_pair.after, person, [["a"], ["a"]], **said)
    for path in ("gain/", "gain/screen/"):
        assert "Fewer than five people" in client.get(f"{BASE}/tests/{path}").content.decode()
    for side, letter in ((room.test_pair.before, "b"), (room.test_pair.after, "a")):
        answered(side, people[4], [[letter], ["a"]], **said)
    rows = client.get(f"{BASE}/tests/gain/").context["rows"]
    assert [(row["name"], row["before"], row["after"]) for row in rows] == [
        ("All questions", 50, 100), ("M1-O1", 50, 100),
    ]  # fmt: skip


def test_an_attempt_that_came_without_its_percent_breaks_no_page(room, dana, client_for):
    here = {"context_kind": CONTEXT, "context_key": room.code}
    for place, person in enumerate(make_people(6)):
        for quiz in (room.test_pair.before, room.test_pair.after):
            attempt = answered(quiz, person, [["a"], ["a"]], **here)
            if place == 5:
                Attempt.objects.filter(pk=attempt.pk).update(percent=None)
    assert client_for(dana).get(f"{BASE}/tests/gain/").context["gain"].pairs == 5


def test_without_a_pair_the_pages_say_so(mombasa, dana, client_for):
    client = client_for(dana)
    assert "no pre- and post-test" in client.get(f"{BASE}/tests/gain/").content.decode()
    for path in ("tests/", "tests/gain/screen/", "tests/before/totals/"):
        assert client.get(f"{BASE}/{path}").status_code == 200


def test_participants_do_not_see_it_before_the_facilitator_shows_it(room, amina, chen, efua, client_for):
    take_part(room, amina, "A01")
    take_part(room, chen, "F01", role="rapporteur")
    for path in ("tests/gain/", "tests/gain/screen/"):
        assert client_for(chen).get(f"{BASE}/{path}").status_code == 200
        for stranger in (amina, efua):
            assert client_for(stranger).get(f"{BASE}/{path}").status_code == 404
