"""The frame of a workshop: made by headquarters, changed by its team, and no second save overwrites a first."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from workshops.actions.frame import change_frame, create_workshop
from workshops.actions.lowering import set_capacity
from workshops.actions.revision import Stale
from workshops.models import Need, Workshop

from .conftest import AT

pytestmark = pytest.mark.django_db
NEW, FRAME = "/workshops/new/", "/workshops/CEP-2023-MBA/frame/"


@pytest.fixture
def answers(offices) -> dict:
    """What is written into the form of a new workshop."""
    return {
        "code": "CEP-2027-ACC",
        "title": "Policing with people",
        "kind": "refresher",
        "delivery": "hybrid",
        "venue": "Accra",
        "zone": "Africa/Accra",
        "starts_on": "2027-03-02",
        "ends_on": "2027-03-04",
        "capacity": "24",
        "languages": ["en", "fr"],
        "host_office": offices["GH"].pk,
        "parent": "",
    }


def values(workshop, **changed) -> dict:
    """The form of a frame as a browser would send it back."""
    names = ["kind", "delivery", "venue", "capacity", "checkpoint", "participation_percent", "excused", "post_test"]
    names += ["due_diligence", "revision", "required_percent", "late_after"]
    sent = {name: getattr(workshop, name) for name in names}
    sent |= {"host_office": workshop.host_office_id, "languages": workshop.languages, "parent": ""}
    sent |= {"day_start": "08:30", "day_end": "17:30", "nominations_until": "", "logistics_until": ""}
    return sent | {"needs_purge_on": ""} | changed


def lead(workshop, person):
    workshop.registrations.create(
        person=person, role="lead", number="F01", confirmed_at=AT, category="staff", sex="female", language="en"
    )


def test_headquarters_makes_a_draft_and_nobody_else_does(answers, dana, chen, client_for):
    assert client_for(chen).post(NEW, answers).status_code == 404
    assert client_for(dana).post(NEW, answers).headers["Location"] == "/workshops/CEP-2027-ACC/frame/"
    made = Workshop.objects.get()
    assert (made.state, made.zone, made.capacity, made.languages) == ("draft", "Africa/Accra", 24, ["en", "fr"])
    assert list(made.texts.values_list("language", "title", "status")) == [("en", "Policing with people", "draft")]
    assert LogEntry.objects.get(action="workshop.created").actor == dana
    assert client_for(dana).get("/workshops/").content.decode().count("Policing with people") == 1
    assert "Policing with people" not in client_for(chen).get("/workshops/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_on", "2027-03-01", "The last day is before the first."),
        ("ends_on", "2027-12-01", "A workshop lasts 60 days at most."),
        ("starts_on", "0001-01-01", "Give a year between 2000 and 2100."),
        ("zone", "Mars/Olympus", "is not a time zone. Write it like Africa/Nairobi."),
        ("zone", "Africa/Accra\x00", "Null characters are not allowed."),
        ("capacity", "0", "greater than or equal to 1"),
        ("capacity", "-5", "greater than or equal to 1"),
        ("capacity", "9" * 40, "less than or equal to 10000"),
        ("title", "x" * 10_000, "at most 200 characters"),
        ("title", "\u200f\u200f \u202e", "Nothing can be read here."),
        ("venue", "\u200f\u061c", "Nothing can be read here."),
        ("venue", "Accra\x00", "Null characters are not allowed."),
        ("code", "two words", "valid “slug”"),
        ("code", "new", "This word is an address of the site."),
        ("languages", ["xx"], "xx is not one of the available choices."),
        ("host_office", "999999", "not one of the available choices"),
        ("host_office", "1 or 1", "not one of the available choices"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_a_sentence(answers, dana, client_for, field, value, sentence):
    answer = client_for(dana).post(NEW, answers | {field: value})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Workshop.objects.exists()


def test_a_code_is_taken_once(answers, dana, client_for, mombasa):
    page = client_for(dana).post(NEW, answers | {"code": "cep-2023-mba"}).content.decode()
    assert "Another workshop has this code." in page
    frame = {"kind": "refresher", "zone": "UTC", "starts_on": mombasa.starts_on, "ends_on": mombasa.ends_on}
    frame |= {"capacity": 1, "languages": ["en"], "host_office": mombasa.host_office}
    with pytest.raises(Refused, match="Another workshop has this code"):
        create_workshop({"code": mombasa.code, **frame}, title="x", by=dana)


def test_its_lead_changes_the_frame_and_the_journal_says_what(mombasa, chen, amina, client_for):
    lead(mombasa, chen)
    assert client_for(amina).post(FRAME, values(mombasa, venue="Elsewhere")).status_code == 404
    answer = client_for(chen).post(
        FRAME, values(mombasa, venue="Kisauni", post_test="passed", needs_purge_on="2023-08-01")
    )
    assert answer.status_code == 302
    mombasa.refresh_from_db()
    assert (mombasa.venue, mombasa.post_test, mombasa.revision) == ("Kisauni", "passed", 1)
    changes = LogEntry.objects.get(action="workshop.frame_changed").detail["changes"]
    assert changes == {
        "venue": ["Mombasa, Kenya (fictional hotel)", "Kisauni"],
        "post_test": ["taken", "passed"],
        "needs_purge_on": [None, "2023-08-01"],
    }


def test_a_save_that_changes_nothing_is_none(mombasa, dana, client_for):
    client_for(dana).post(FRAME, values(mombasa))
    mombasa.refresh_from_db()
    assert mombasa.revision == 0
    assert not LogEntry.objects.filter(action="workshop.frame_changed").exists()


def test_the_second_save_is_told_what_changed_and_overwrites_nothing(mombasa, dana, chen, client_for):
    lead(mombasa, chen)
    seen = values(mombasa)
    client_for(chen).post(FRAME, seen | {"venue": "Kisauni", "delivery": "hybrid"})
    late = seen | {"venue": "Nairobi", "excused": "absent"}
    page = client_for(dana).post(FRAME, late).content.decode()
    mombasa.refresh_from_db()
    assert (mombasa.venue, mombasa.delivery, mombasa.excused) == ("Kisauni", "hybrid", "neutral")
    assert "Somebody changed this while you were writing." in page
    assert "Venue: now “Kisauni” (Chen Liang," in page
    assert "Delivery: now “hybrid” (Chen Liang," in page
    assert 'value="Nairobi"' in page  # hers stays in the form
    assert '<option value="hybrid" selected>' in page  # what she did not touch is theirs
    again = seen | {"venue": "Nairobi", "delivery": "hybrid", "excused": "absent", "revision": mombasa.revision}
    assert client_for(dana).post(FRAME, again).status_code == 302
    mombasa.refresh_from_db()
    assert (mombasa.venue, mombasa.delivery, mombasa.excused, mombasa.revision) == ("Nairobi", "hybrid", "absent", 2)


def test_two_who_change_different_things_are_both_right(mombasa, dana):
    change_frame(mombasa, {"venue": "Kisauni"}, seen=0, by=dana)
    change_frame(mombasa, {"excused": "absent"}, seen=0, by=dana)
    with pytest.raises(Stale) as told:
        change_frame(mombasa, {"venue": "Nairobi"}, seen=0, by=dana)
    assert [(c.before, c.after) for c in told.value.changes.values()] == [
        ("Mombasa, Kenya (fictional hotel)", "Kisauni")
    ]
    mombasa.refresh_from_db()
    assert (mombasa.venue, mombasa.excused, mombasa.revision) == ("Kisauni", "absent", 2)


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_revision_that_is_none_is_refused(mombasa, dana, client_for, revision):
    answer = client_for(dana).post(FRAME, values(mombasa, venue="Elsewhere", revision=revision))
    assert answer.status_code == 200
    mombasa.refresh_from_db()
    assert mombasa.venue != "Elsewhere"


def test_fewer_seats_than_are_held_are_refused_with_the_way_to_decide(mombasa, dana, chen, client_for):
    lead(mombasa, chen)
    page = client_for(dana).post(FRAME, values(mombasa, capacity=49)).content.decode()
    assert "50 people hold a seat. First decide who gives one up." in page
    assert '<a href="/workshops/CEP-2023-MBA/selection/capacity/">Decide who</a>' in page
    page = client_for(chen).post(FRAME, values(mombasa, capacity=49)).content.decode()
    assert "50 people hold a seat." in page
    assert "/selection/" not in page.split("error-summary")[1].split("</ul>")[0]
    mombasa.refresh_from_db()
    assert mombasa.capacity == 50


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day_end": "08:00"}, "Days must end after they begin."),
        ({"nominations_until": "2023-07-04"}, "This day must be before the first day"),
        ({"logistics_until": "2024-01-01"}, "This day must be before the first day"),
        ({"needs_purge_on": "2023-07-05"}, "give the last day or a later one"),
        ({"languages": []}, "This field is required."),
        ({"participation_percent": "0"}, "Give a percentage between 1 and 100."),
        ({"participation_percent": "101"}, "Give a percentage between 1 and 100."),
        ({"required_percent": "0"}, "Give a percentage between 1 and 100."),
        ({"required_percent": "101"}, "Give a percentage between 1 and 100."),
        ({"late_after": "61"}, "Give minutes between 0 and 60."),
        ({"late_after": "-5"}, "greater than or equal to 0"),
        ({"due_diligence": "pending"}, "Postpone it first."),
    ],
)
def test_a_frame_is_held_together_when_it_is_changed(mombasa, dana, client_for, changed, sentence):
    assert sentence in client_for(dana).post(FRAME, values(mombasa, **changed)).content.decode()
    mombasa.refresh_from_db()
    assert mombasa.revision == 0


def test_dates_on_which_an_agenda_hangs_are_moved_not_typed(mombasa, dana, client_for):
    page = client_for(dana).get(FRAME).content.decode()
    assert 'name="starts_on"' not in page
    assert 'href="/workshops/CEP-2023-MBA/dates/"' in page
    client_for(dana).post(FRAME, values(mombasa, starts_on="2023-07-01", zone="UTC"))
    mombasa.refresh_from_db()
    assert (mombasa.starts_on, mombasa.zone) == (datetime.date(2023, 7, 4), "Africa/Nairobi")


def test_needs_are_deleted_on_the_day_that_the_frame_says(mombasa, dana):
    need = Need.objects.create(
        registration=mombasa.registrations.first(), updated_at=AT, purge_on=datetime.date(2023, 8, 1)
    )
    change_frame(mombasa, {"needs_purge_on": datetime.date(2023, 7, 20)}, seen=0, by=dana)
    need.refresh_from_db()
    assert need.purge_on == datetime.date(2023, 7, 20)


@pytest.mark.parametrize("state", ["cancelled", "archived"])
def test_a_sealed_workshop_accepts_no_edit(mombasa, dana, client_for, state):
    Workshop.objects.filter(pk=mombasa.pk).update(state=state)
    assert "nothing of it is changed any more" in client_for(dana).get(FRAME).content.decode()
    page = client_for(dana).post(FRAME, values(mombasa, venue="Elsewhere"))
    assert page.status_code == 200
    mombasa.refresh_from_db()
    assert mombasa.venue != "Elsewhere"
    with pytest.raises(Refused, match="nothing of it is changed any more"):
        change_frame(mombasa, {"venue": "Elsewhere"}, seen=0, by=dana)


def test_numbers_that_no_row_can_have_are_not_found_or_refused(mombasa, dana, answers, client_for):
    client, huge = client_for(dana), "9" * 40
    for tail in ("supporters", "funding"):
        assert client.get(f"/workshops/CEP-2023-MBA/{tail}/{huge}/").status_code == 404
        assert client.post(f"/workshops/CEP-2023-MBA/{tail}/{huge}/remove/").status_code == 404
    for field in ("host_office", "parent"):
        assert client.post(NEW, answers | {field: huge}).status_code == 200
    for code in ("%00", "%E2%80%8F", "x" * 300):
        assert client.get(f"/workshops/{code}/frame/").status_code == 404


def test_a_workshop_without_any_text_is_called_by_its_code(mombasa, dana, client_for):
    mombasa.texts.all().delete()
    for path in ("/workshops/", FRAME, "/workshops/CEP-2023-MBA/texts/"):
        assert "CEP-2023-MBA" in client_for(dana).get(path).content.decode()


def test_seats_that_the_selection_changed_are_not_overwritten(mombasa, dana):
    Workshop.objects.update(state="open")
    set_capacity(mombasa, 60, by=dana)
    with pytest.raises(Stale):
        change_frame(mombasa, {"capacity": 55}, seen=0, by=dana)
