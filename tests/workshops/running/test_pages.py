"""The page of what is on now, the screen of the room, planned against actual: who gets them, and what they say."""

import datetime
import re

import pytest

from workshops.actions.running import Refused, begin_item, end_item, planned_minutes
from workshops.models import ItemRun, RoomQuestion

from .days import BASE, in_room, long_ago, moment, travel

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(mombasa, amina, bruno, chen):
    """Chen leads; Amina is in group A, Bruno in group B."""
    return in_room(mombasa, lead=chen, participants=((amina, "A"), (bruno, "B")))


def text_of(client, path="/now/", **headers) -> str:
    return client.get(BASE + path, headers=headers).content.decode()


def test_now_is_for_those_who_take_part(room, kofi, dana, amina, client, client_for):
    with travel("10:40"):
        assert client.get(f"{BASE}/now/").status_code == 302
        assert client_for(kofi).get(f"{BASE}/now/").status_code == 404
        assert client_for(dana).get(f"{BASE}/now/").status_code == 404
        assert client_for(amina).get(f"{BASE}/now/").status_code == 200


def test_she_reads_what_is_on_what_is_next_where_and_in_which_language(mombasa, room, amina, client_for):
    with travel("14:20"):
        page = text_of(client_for(amina))
    assert "It is <strong>14:20</strong> at the place (Africa/Nairobi)." in page
    assert "Baraza Hall" in page
    assert "Spoken in your language (English, French)." in page
    assert "15:15–15:30" in page
    assert not re.search(r"\bP\d\d\b", page)  # nobody's number


def test_each_sees_the_item_of_her_group_alone(mombasa, room, amina, bruno, client_for):
    titles = {code: mombasa.items.get(code=code).title for code in ("D1-10A", "D1-10B")}
    with travel("15:40"):
        hers, his = text_of(client_for(amina)), text_of(client_for(bruno))
    assert titles["D1-10A"] in hers
    assert "Tudor Room" in hers
    assert "Nyali Room" not in hers
    assert "Nyali Room" in his
    assert "It is not interpreted into your language." in his


def test_before_and_after_there_is_a_calm_sentence(room, amina, client_for):
    client = client_for(amina)
    with travel("09:00", day=1):
        assert "The workshop begins on Tuesday, July 4" in text_of(client)
    with travel("09:00", day=9):
        assert "The workshop ended on Thursday, July 6" in text_of(client)
    with travel("03:00"):
        assert "Nothing is on for you at this moment." in text_of(client)


def test_bruno_in_maputo_reads_his_own_time_too(room, bruno, client_for):
    long_ago(bruno)
    with travel("10:40"):
        page = text_of(client_for(bruno))
    assert "With you (Africa/Maputo) it is 09:40." in page
    assert "yours: 09:30–10:45" in page


def test_htmx_gets_the_middle_of_the_page_alone(room, amina, chen, client_for):
    with travel("10:40"):
        part = text_of(client_for(amina), **{"HX-Request": "true"})
        piece = text_of(client_for(chen), "/screen/", **{"HX-Request": "true"})
    assert "<html" not in part + piece
    assert "Baraza Hall" in part
    assert "Baraza Hall" in piece


def test_the_screen_is_for_those_who_run_the_room_and_shows_no_private_item_and_no_name(
    mombasa, room, amina, chen, client_for
):
    RoomQuestion.objects.create(workshop=mombasa, registration=room["Amina"], text="Why this tool?", state="shown")
    RoomQuestion.objects.create(workshop=mombasa, registration=room["Bruno"], text="Not let through", state="waiting")
    secret = mombasa.items.get(code="D1-12").title
    with travel("17:05"):
        assert client_for(amina).get(f"{BASE}/screen/").status_code == 404
        page = text_of(client_for(chen), "/screen/")
    assert "Why this tool?" in page
    for hidden in ("Amina", "Not let through", secret, "<nav", "Chen"):
        assert hidden not in page
    assert "/check-in/screen/" in page
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in page


def test_the_screen_takes_as_many_queries_with_three_questions_as_with_one(
    mombasa, room, chen, client_for, django_assert_num_queries
):
    client = client_for(chen)
    for many in (1, 2):
        for _one in range(many):
            RoomQuestion.objects.create(workshop=mombasa, registration=room["Amina"], text="Q", state="shown")
        with travel("15:40"), django_assert_num_queries(11):
            client.get(f"{BASE}/screen/")


def test_an_item_begins_and_ends_once_although_said_twice(mombasa, room, chen):
    item = mombasa.items.get(code="D1-05")
    first = begin_item(item, by=chen, at=moment("10:42"))
    assert begin_item(item, by=chen, at=moment("10:50")) == first
    ended = end_item(item, by=chen, at=moment("11:50"))
    assert end_item(item, by=chen, at=moment("11:59")).ended_at == ended.ended_at == moment("11:50")
    run = ItemRun.objects.get()
    assert (run.started_at, run.planned_minutes) == (moment("10:42"), 75)


def test_what_never_began_cannot_end_and_what_began_in_the_future_ends_when_it_began(mombasa, room, chen):
    item = mombasa.items.get(code="D1-05")
    with pytest.raises(Refused, match="has not begun"):
        end_item(item, by=chen, at=moment("10:42"))
    begin_item(item, by=chen, at=moment("10:50"))
    assert end_item(item, by=chen, at=moment("10:44")).ended_at == moment("10:50")


def test_nothing_begins_before_the_eve_or_when_the_workshop_is_closed(mombasa, room, chen):
    item = mombasa.items.get(code="D1-05")
    with pytest.raises(Refused, match="the day before"):
        begin_item(item, by=chen, at=moment("23:59", day=2))
    assert begin_item(item, by=chen, at=moment("00:01", day=3))
    type(mombasa).objects.update(state="closed")
    with pytest.raises(Refused, match="closed"):
        end_item(item, by=chen, at=moment("10:40"))


def test_the_day_as_it_ran_stands_beside_the_plan(mombasa, room, amina, chen, client_for):
    client, item = client_for(chen), mombasa.items.get(code="D1-05")
    address = f"{BASE}/running/{item.uuid}/"
    with travel("10:42"):
        assert client_for(amina).post(address, {"do": "begins"}).status_code == 404
        assert client.post(address, {"do": "begins"}).status_code == 302
        page = text_of(client, "/running/")
        assert "10:42–" in page
        assert page.count("Ends now") == 1
    with travel("11:55"):
        client.post(address, {"do": "ends"})
        page = text_of(client, "/running/")
    row = " ".join(page.split('id="D1-05"')[1].split("</tr>")[0].split())
    assert "10:42–11:55" in row
    assert "<td data-number>12</td><td data-number>75</td><td data-number>73</td>" in row
    assert text_of(client, "/running/?day=2023-07-05").count("<tr id=") == 14
    assert client.get(f"{BASE}/running/?day=2023-07-99").status_code == 404
    assert client.post(address, {"do": "nonsense"}, follow=True).status_code == 200


def test_planned_is_what_was_published_before_the_day(mombasa, room, chen):
    item = mombasa.items.get(code="D1-05")
    version = mombasa.versions.create(
        number=2, state="past", live=True, published_at=moment("10:00"), zone=mombasa.zone
    )
    placement = mombasa.versions.get(number=1).placements.get(item=item)
    placement.pk, placement.version, placement.minutes = None, version, 95
    placement.save()
    assert planned_minutes(item, moment("10:42")) == 75


def test_the_day_takes_as_many_queries_with_three_runs_as_with_one(
    mombasa, room, chen, client_for, django_assert_num_queries
):
    client = client_for(chen)
    for codes in (("D1-01",), ("D1-02", "D1-03")):
        for item in mombasa.items.filter(code__in=codes):
            begin_item(item, by=chen, at=moment("09:00") + datetime.timedelta(minutes=1))
        with travel("15:40"), django_assert_num_queries(15):
            client.get(f"{BASE}/running/")
