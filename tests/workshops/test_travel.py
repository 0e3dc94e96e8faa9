"""The journey: who fills it in and until when, what is refused, the overview, exports, the reminder, consents."""

import datetime
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions.refusal import Refused
from tests.factories import make_person
from workshops.actions.travelling import is_frozen, remind, save_consents, save_travel
from workshops.models import Need, Travel

from .papers import BASE, ahead, take_part

pytestmark = pytest.mark.django_db
NAIROBI = datetime.timezone(datetime.timedelta(hours=3))
NOTHING = {
    "arrives_at": None,
    "departs_at": None,
    "arrives_by": "",
    "departs_by": "",
    "visa": "not_needed",
    "hotel": True,
    "phone": "",
}


def posted(workshop, **fields) -> dict:
    """What her browser sends."""
    before, after = workshop.starts_on - datetime.timedelta(1), workshop.ends_on + datetime.timedelta(1)
    journey = {"arrives_at": f"{before}T14:20", "departs_at": f"{after}T09:05", "arrives_by": "KQ 100", "seen": ""}
    return journey | {"visa": "needed", "hotel": "on", "phone": "+254 700 000 000", "in_list": "on"} | fields


@pytest.fixture
def own(mombasa, amina):
    """Amina's place in the workshop, which lies ahead."""
    return take_part(ahead(mombasa), amina, "A01")


def test_she_fills_in_all_in_one_go_on_the_clocks_of_the_place(own, amina, client_for):
    answer = client_for(amina).post(f"{BASE}/travel/", posted(own.workshop, diets=["halal"], access="a ramp"))
    assert answer.status_code == 302
    own.refresh_from_db()
    first = own.workshop.starts_on - datetime.timedelta(1)
    assert own.travel.arrives_at == datetime.datetime.combine(first, datetime.time(14, 20), NAIROBI)
    assert (own.travel.visa, own.need.diets, own.need.access, own.in_list, own.photo) == (
        "needed", ["halal"], "a ramp", True, False,
    )  # fmt: skip
    assert f"{first}T14:20" in client_for(amina).get(f"{BASE}/travel/").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"departs_at": "2020-01-01T09:00"}, "more than 60 days away"),
        ({"arrives_at": "soon"}, "Write a day and a time"),
        ({"arrives_at": "0001-01-01T00:00"}, "Write a day and a time"),
        ({"arrives_at": "9999-12-31T23:59"}, "more than 60 days away"),
        ({"arrives_at": "2026-02-31T10:00"}, "Write a day and a time"),
        ({"phone": "call me"}, "Write a number"),
        ({"visa": "maybe"}, "maybe is not one of the available choices"),
        ({"arrives_by": "x" * 81}, "at most 80 characters"),
        ({"arrives_by": "KQ\x00"}, "Null characters are not allowed"),
        ({"diets": ["air"]}, "air is not one of the available choices"),
        ({"health": "x" * 10_000}, "at most 300 characters"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_half_done(own, amina, client_for, fields, sentence):
    answer = client_for(amina).post(f"{BASE}/travel/", posted(own.workshop, **fields))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    own.refresh_from_db()
    assert (Travel.objects.count(), Need.objects.count(), own.in_list) == (0, 0, False)


def test_a_departure_before_the_arrival_is_refused(own, amina, client_for):
    answer = client_for(amina).post(
        f"{BASE}/travel/", posted(own.workshop, departs_at=f"{own.workshop.starts_on - datetime.timedelta(2)}T10:00")
    )
    assert "The departure must be after the arrival." in answer.content.decode()
    assert not Travel.objects.exists()


def test_a_time_that_the_clocks_jump_over_is_refused_and_one_that_is_shown_twice_is_taken(own, amina, client_for):
    workshop = own.workshop
    workshop.zone, workshop.starts_on, workshop.ends_on = "Europe/Paris", *[datetime.date(2027, 4, 1)] * 2
    workshop.save()
    data = posted(workshop, arrives_at="2027-03-28T02:30")
    assert (
        "This time does not exist in Europe/Paris" in client_for(amina).post(f"{BASE}/travel/", data).content.decode()
    )
    workshop.starts_on = workshop.ends_on = datetime.date(2027, 11, 2)
    workshop.save()
    assert client_for(amina).post(f"{BASE}/travel/", posted(workshop, arrives_at="2027-10-31T02:30")).status_code == 302


def test_a_text_of_invisible_signs_is_empty(own, amina, client_for):
    client_for(amina).post(f"{BASE}/travel/", posted(own.workshop, arrives_by="\u200f\u200f", health="\u200e"))
    own.refresh_from_db()
    assert own.travel.arrives_by == ""
    assert not Need.objects.exists()


def test_a_second_tab_overwrites_nothing(own, amina, client_for):
    client = client_for(amina)
    client.post(f"{BASE}/travel/", posted(own.workshop))
    answer = client.post(f"{BASE}/travel/", posted(own.workshop, arrives_by="by bus"))
    assert "Somebody saved these details meanwhile" in answer.content.decode()
    assert Travel.objects.get().arrives_by == "KQ 100"


def test_the_same_again_leaves_no_trace(own, amina):
    save_travel(own, NOTHING, by=amina)
    kept = Travel.objects.get()
    save_travel(own, NOTHING, by=amina, seen=kept.updated_at.isoformat())
    assert LogEntry.objects.filter(action="workshop.travel_saved").count() == 1


def test_after_the_freeze_date_she_reads_and_logistics_changes(own, amina, bruno, kofi, dana, client_for):
    workshop = own.workshop
    take_part(workshop, bruno, "L01", role="logistics")
    take_part(workshop, kofi, "A02")
    client_for(amina).post(f"{BASE}/travel/", posted(workshop, health="a secret"))
    workshop.logistics_until = datetime.date.today() - datetime.timedelta(days=2)
    workshop.save()
    page = client_for(amina).get(f"{BASE}/travel/").content.decode()
    assert "KQ 100" in page
    assert 'name="arrives_by"' not in page
    seen = Travel.objects.get().updated_at.isoformat()
    answer = client_for(amina).post(f"{BASE}/travel/", posted(workshop, arrives_by="by bus", seen=seen))
    assert "Travel details are closed since the day named above." in answer.content.decode()
    assert Travel.objects.get().arrives_by == "KQ 100"
    path = f"{BASE}/logistics/A01/"
    assert client_for(kofi).get(path).status_code == 404
    assert client_for(bruno).post(path, posted(workshop, arrives_by="by bus", seen=seen)).status_code == 302
    assert Travel.objects.get().arrives_by == "by bus"
    entry = LogEntry.objects.filter(action="workshop.travel_saved").first()
    assert (entry.actor, entry.detail) == (bruno, {"fields": ["arrives_by"], "for_another": True})


def test_the_freeze_date_ends_where_the_workshop_takes_place(mombasa):
    mombasa.zone, mombasa.logistics_until = "Pacific/Auckland", datetime.date(2026, 6, 1)
    assert not is_frozen(mombasa, at=datetime.datetime(2026, 6, 1, 11, 59, tzinfo=datetime.UTC))
    assert is_frozen(mombasa, at=datetime.datetime(2026, 6, 1, 12, 0, tzinfo=datetime.UTC))


def test_who_is_not_confirmed_has_no_such_page(own, kofi, bruno, client_for):
    assert client_for(bruno).get(f"{BASE}/travel/").status_code == 404
    other = take_part(own.workshop, kofi, "A09")
    type(other).objects.filter(pk=other.pk).update(state="withdrawn")
    assert client_for(kofi).get(f"{BASE}/travel/").status_code == 404
    with pytest.raises(Refused, match="for those who are confirmed"):
        save_travel(other, NOTHING, by=kofi)


def test_a_stranger_cannot_fill_in_for_another(own, kofi):
    with pytest.raises(Refused):
        save_travel(own, NOTHING, by=kofi)
    with pytest.raises(Refused):
        save_consents(own, by=kofi, in_list=True, photo=True)


def test_a_consent_is_taken_back_on_any_day(own, amina, client_for):
    save_consents(own, by=amina, in_list=True, photo=True)
    own.workshop.logistics_until = datetime.date(2020, 1, 1)
    own.workshop.save()
    client_for(amina).post(f"{BASE}/travel/consents/", {"photo": "on"})
    own.refresh_from_db()
    assert (own.in_list, own.photo) == (False, True)
    assert LogEntry.objects.filter(action="workshop.consent").count() == 2


def test_the_overview_counts_arrivals_visas_and_nights(own, amina, kofi, dana, chen, client_for):
    workshop = own.workshop
    take_part(workshop, kofi, "A02")
    client_for(amina).post(f"{BASE}/travel/", posted(workshop))
    page = client_for(dana).get(f"{BASE}/logistics/").content.decode()
    assert "of 52 who come" in page
    assert "<strong>1</strong><span>need a visa" in page
    assert "<strong>4</strong><span>nights in the hotel" in page
    assert "14:20" in page
    assert "KQ 100" in page
    assert "Nothing is filled in (51)" in page
    for stranger in (amina, kofi, chen):
        assert client_for(stranger).get(f"{BASE}/logistics/").status_code == 404
    assert Client().get(f"{BASE}/logistics/").status_code == 302


def test_the_overview_takes_as_many_queries_for_three_as_for_one(
    own, dana, kofi, client_for, django_assert_num_queries
):
    client, workshop = client_for(dana), own.workshop
    client.get(f"{BASE}/logistics/")
    workshop.registrations.exclude(pk=own.pk).delete()
    values = NOTHING | {"arrives_at": datetime.datetime.combine(workshop.starts_on, datetime.time(5), NAIROBI)}
    save_travel(own, values, by=dana)
    with django_assert_num_queries(9):
        client.get(f"{BASE}/logistics/")
    for number, name in (("A02", "One"), ("A03", "Two")):
        person = make_person(name, own.office)
        save_travel(take_part(workshop, person, number), values, by=dana)
    with django_assert_num_queries(9):
        assert client.get(f"{BASE}/logistics/").content.decode().count("<bdi>05:00</bdi>") == 3
    assert Travel.objects.count() == 3


def test_the_exports_hold_no_formula_and_no_need(own, amina, dana, client_for):
    data = posted(own.workshop, arrives_by="=HYPERLINK(1)", diets=["halal"], health="ZZ-secret")
    client_for(amina).post(f"{BASE}/travel/", data)
    csv = b"".join(client_for(dana).get(f"{BASE}/logistics.csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in csv
    assert f"{own.workshop.starts_on - datetime.timedelta(1)} 14:20" in csv
    assert "ZZ-secret" not in csv
    assert "halal" not in csv
    answer = client_for(dana).get(f"{BASE}/logistics.xlsx")
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert len(rows) == 52
    assert "'=HYPERLINK(1)" in next(row for row in rows if row[0] == "A01")


def test_those_who_can_sign_in_are_reminded_once(own, amina, kofi, dana, client_for):
    take_part(own.workshop, kofi, "A02")
    save_travel(own, NOTHING, by=amina)
    assert remind(own.workshop, by=dana) == 1  # the fifty invented people cannot sign in
    assert remind(own.workshop, by=dana) == 0
    assert Notice.objects.get(kind="travel_asked").person == kofi
    page = client_for(dana).post(f"{BASE}/logistics/remind/", follow=True).content.decode()
    assert "Nobody was reminded" in page
    own.workshop.logistics_until = datetime.date(2020, 1, 1)
    own.workshop.save()
    page = client_for(dana).post(f"{BASE}/logistics/remind/", follow=True).content.decode()
    assert "The day to fill in is over" in page
