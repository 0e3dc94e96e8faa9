"""The parking lot: anyone raises a point, the team settles it, and nothing evaporates."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from elearning.notices.models import Delivery, Notice
from tests.workshops.agendas import join
from tests.workshops.running.days import BASE, long_ago, moment, travel
from workshops.actions.parking import Refused, mark_of, raise_point, settle_point
from workshops.asking.reading import overdue, parked_of, without_care
from workshops.models import ParkedPoint

pytestmark = pytest.mark.django_db
AT = moment("11:00")
SOON = datetime.date(2023, 7, 20)
OPEN = {"owner": None, "due_on": None, "state": "open", "outcome": ""}


@pytest.fixture
def room(mombasa, amina, bruno, chen):
    join(mombasa, chen, role="lead")
    join(mombasa, amina, group="A")
    join(mombasa, bruno, role="rapporteur")
    return mombasa


def parked(workshop, by, text="Who translates the guide?", **values) -> ParkedPoint:
    return raise_point(workshop, text, **{"by": by, "uuid": uuid.uuid4(), "at": AT} | values)


def test_a_point_sent_twice_is_one(room, amina, bruno):
    name = uuid.uuid4()
    assert parked(room, amina, uuid=name) == parked(room, amina, uuid=name)
    assert parked(room, bruno, uuid=name).uuid != name
    assert ParkedPoint.objects.count() == 2


def test_an_owner_is_told_once_and_oneself_not(room, amina, chen):
    point = parked(room, amina)
    for due_on in (SOON, SOON + datetime.timedelta(days=1)):
        settle_point(point, **OPEN | {"owner": amina, "due_on": due_on}, by=chen, at=AT)
    settle_point(point, **OPEN | {"owner": chen, "due_on": SOON}, by=chen, at=AT)
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (amina, "parked_point")
    assert "Who translates the guide?" in notice.text
    assert "July 20, 2023" in notice.text or "20 July 2023" in notice.text
    assert Delivery.objects.get().address == amina.email


def test_an_end_says_what_became_of_it_in_the_database_too(room, amina, chen):
    point = parked(room, amina)
    with pytest.raises(Refused, match="nothing evaporates"):
        settle_point(point, **OPEN | {"state": "done"}, by=chen, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParkedPoint.objects.update(state="dropped")
    done = settle_point(point, **OPEN | {"state": "done", "outcome": "The office of Accra does."}, by=chen, at=AT)
    assert (done.state, done.settled_at) == ("done", AT)
    back = settle_point(point, **OPEN, by=chen, at=AT)
    assert (back.state, back.settled_at) == ("open", None)


def test_days_that_are_over_or_far_away_and_strangers_are_refused(room, amina, kofi, chen):
    point = parked(room, amina)
    for values, words in (
        ({"due_on": datetime.date(2023, 7, 3)}, "is over"),
        ({"due_on": datetime.date(2026, 1, 1)}, "two years"),
        ({"owner": kofi}, "takes part"),
    ):
        with pytest.raises(Refused, match=words):
            settle_point(point, **OPEN | values, by=chen, at=AT)
    settle_point(point, **OPEN | {"due_on": SOON}, by=chen, at=AT)
    late = settle_point(point, **OPEN | {"due_on": SOON, "outcome": "A word"}, by=chen, at=moment("11:00", 30))
    assert late.due_on == SOON  # what stands may stay, although its day is over


def test_two_who_settle_at_once_overwrite_nothing(room, amina, bruno, chen):
    point = parked(room, amina)
    seen = mark_of(point)
    settle_point(point, **OPEN | {"due_on": SOON}, by=bruno, seen=seen, at=AT)
    with pytest.raises(Refused, match="Somebody changed"):
        settle_point(point, **OPEN | {"owner": chen}, by=chen, seen=seen, at=AT)
    point.refresh_from_db()
    assert (point.due_on, point.owner) == (SOON, None)


def test_who_comes_second_sees_what_the_first_wrote_and_saves_then(room, amina, bruno, chen, client_for):
    point = parked(room, amina)
    sent = {"seen": mark_of(point), "owner": "", "due_on": "", "state": "done", "outcome": "The office of Accra does."}
    settle_point(point, **OPEN | {"due_on": SOON}, by=bruno, at=AT)
    client, address = client_for(chen), f"{BASE}/parking/{point.uuid}/"
    with travel("11:00"):
        page = client.post(address, sent).content.decode()
        assert "Somebody changed this point" in page
        assert f"<dd>{SOON.day} Jul 2023</dd>" in page
        point.refresh_from_db()
        assert point.state == "open"
        again = page.split('name="seen" value="')[1].split('"')[0]
        assert client.post(address, sent | {"seen": again}).status_code == 302
    point.refresh_from_db()
    assert (point.state, point.outcome) == ("done", "The office of Accra does.")


def test_overdue_and_without_care(room, amina, chen):
    one, two, three = (parked(room, amina, text) for text in "ABC")
    settle_point(one, **OPEN | {"owner": amina, "due_on": SOON}, by=chen, at=AT)
    settle_point(two, **OPEN | {"due_on": SOON - datetime.timedelta(days=2)}, by=chen, at=AT)
    settle_point(three, **OPEN | {"state": "dropped", "outcome": "Not ours."}, by=chen, at=AT)
    points = parked_of(room)
    assert [point.text for point in points] == ["A", "B", "C"]
    assert [point.text for point in without_care(points)] == ["B"]
    assert overdue(points, SOON - datetime.timedelta(days=2)) == []
    assert [point.text for point in overdue(points, SOON + datetime.timedelta(days=1))] == ["B", "A"]


def test_all_who_take_part_raise_and_read_and_the_team_settles(room, amina, bruno, kofi, dana, efua, client_for):
    long_ago(dana)
    her, his = client_for(amina), client_for(bruno)
    with travel("11:05"):
        assert her.post(f"{BASE}/parking/", {"text": "Who translates?", "uuid": str(uuid.uuid4())}).status_code == 302
        point = ParkedPoint.objects.get()
        address = f"{BASE}/parking/{point.uuid}/"
        for stranger in (kofi, efua):
            assert client_for(stranger).get(f"{BASE}/parking/").status_code == 404
        assert her.get(address).status_code == her.post(address).status_code == 404
        assert client_for(dana).get(address).status_code == 200
        assert "Amina Odhiambo" in his.get(address).content.decode()
        values = {"owner": amina.pk, "due_on": "2023-07-20", "state": "open", "outcome": "", "seen": mark_of(point)}
        assert his.post(address, values).status_code == 302
        page = her.get(f"{BASE}/parking/").content.decode()
    assert "20 Jul 2023" in page
    assert "Settle" not in page
    assert "no owner or no day" not in page


def test_on_the_last_day_the_page_says_what_nobody_cares_for(room, amina, client_for):
    parked(room, amina)
    client = client_for(amina)
    for day, said in ((5, False), (6, True)):
        with travel("11:05", day=day):
            page = client.get(f"{BASE}/parking/").content.decode()
            assert ("1 point has no owner or no day." in page) is said


def test_points_are_settled_long_after_and_not_when_all_is_sealed(room, amina, chen, client_for):
    point = parked(room, amina)
    type(room).objects.update(state="closed")
    settle_point(point, **OPEN | {"state": "done", "outcome": "Done."}, by=chen, at=moment("11:00", 30))
    with pytest.raises(Refused, match="only to be read"):
        parked(room, amina, "One more")
    type(room).objects.update(state="archived")
    with pytest.raises(Refused, match="archived"):
        settle_point(point, **OPEN, by=chen, at=moment("11:00", 30))


@pytest.mark.parametrize(
    "bad",
    [{"due_on": "0001-01-01"}, {"due_on": "9999-12-31"}, {"due_on": "x"}, {"owner": "x"},
     {"owner": "99999999999999999999"}, {"state": "gone"}, {"outcome": "\u200f"},
     {"outcome": "x" * 10_000}, {"outcome": "a\0"}, {"seen": "other"}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_sentence(room, amina, chen, client_for, bad):
    point = parked(room, amina)
    values = {"owner": "", "due_on": "", "state": "open", "outcome": "", "seen": mark_of(point)} | bad
    with travel("11:05"):
        answer = client_for(chen).post(f"{BASE}/parking/{point.uuid}/", values)
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()


def test_three_points_take_as_many_queries_as_one(room, amina, chen, client_for, django_assert_num_queries):
    client = client_for(chen)
    for many in (1, 2):
        for _each in range(many):
            settle_point(parked(room, amina), **OPEN | {"owner": amina, "due_on": SOON}, by=chen, at=AT)
        with travel("11:05"), django_assert_num_queries(10):
            client.get(f"{BASE}/parking/")
