"""Moving the dates: seen before it is done, done as it was seen, and the confirmed are asked."""

import datetime
import re

import pytest
from django.utils import timezone

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from workshops.actions.drafting import draft_of
from workshops.actions.drafting_edits import undoable
from workshops.actions.move_preview import Move, preview_of
from workshops.actions.moving import move_dates
from workshops.builder.telling import edit_words
from workshops.models import Need, Offer, Placement, Workshop

from .conftest import AT

pytestmark = pytest.mark.django_db
DATES = "/workshops/CEP-2023-MBA/dates/"
TODAY = datetime.date.today()
FIRST = datetime.date(TODAY.year + 1, 12, 24)
LAST = FIRST + datetime.timedelta(days=2)
UNTIL = FIRST - datetime.timedelta(days=30)


@pytest.fixture
def workshop(mombasa) -> Workshop:
    """Open, its days in the past as the file has them."""
    mombasa.state, mombasa.nominations_until = "open", datetime.date(2023, 6, 1)
    mombasa.needs_purge_on = datetime.date(2023, 8, 1)
    mombasa.save()
    return Workshop.objects.select_related("host_office").get()


@pytest.fixture
def move() -> Move:
    return Move(FIRST, LAST, "Africa/Nairobi", UNTIL)


def moved(workshop, move, by):
    return move_dates(workshop, move, seen=preview_of(workshop, move).digest, by=by, reason="Elections")


def test_the_preview_says_everything_and_changes_nothing(workshop, move, amina, dana, django_assert_num_queries):
    registration = workshop.registrations.create(person=amina, state="offered", language="en")
    late = datetime.datetime.combine(FIRST, datetime.time(12), datetime.UTC)
    Offer.objects.create(registration=registration, made_at=AT, expires_at=late)
    workshop.letters.create(registration=registration, kind="invitation", number=7, language="en", issued_at=AT)
    with django_assert_num_queries(10):
        preview = preview_of(workshop, move)
    assert (len(preview.shifts), preview.off, preview.reconfirm, preview.holding) == (42, [], 50, 51)
    assert ("D1-00", "2023-07-04", FIRST.isoformat(), "08:00", "", "") == tuple(vars(preview.shifts[0]).values())
    assert dict(preview.holidays)[f"{FIRST.year}-12-25"] == "Christmas Day"
    assert preview.letters == ["007"]
    assert [name for _pk, name in preview.offers] == ["Amina Odhiambo"]
    assert [name for name, _before, _after in preview.deadlines] == ["nominations_until", "needs_purge_on"]
    assert Workshop.objects.get().starts_on == datetime.date(2023, 7, 4)
    assert Placement.objects.filter(day__year=2023).count() == 42
    assert not Notice.objects.exists()


def test_weekends_are_those_of_the_host_country(workshop, offices):
    friday = datetime.date(2027, 3, 5)
    move = Move(friday, friday + datetime.timedelta(days=2), "Africa/Nairobi")
    assert preview_of(workshop, move).weekends == ["2027-03-06", "2027-03-07"]
    type(offices["KE"]).objects.filter(pk=offices["KE"].pk).update(country="EG")
    assert preview_of(Workshop.objects.get(), move).weekends == ["2027-03-05", "2027-03-06"]
    type(offices["KE"]).objects.filter(pk=offices["KE"].pk).update(country="ZZ")
    assert preview_of(Workshop.objects.get(), move).holidays == []


def test_the_draft_moves_and_published_versions_keep_their_days(workshop, move, dana):
    moved(workshop, move, dana)
    draft = workshop.versions.get(state="draft")
    first = draft.placements.get(item__code="D1-01")
    assert (first.day, first.start.isoformat("minutes")) == (FIRST, "08:30")
    assert first.starts_at == datetime.datetime.combine(FIRST, datetime.time(5, 30), datetime.UTC)
    assert draft.placements.count() == 42
    current = workshop.versions.get(state="current")
    assert {row.day.year for row in current.placements.all()} == {2023}
    workshop.refresh_from_db()
    assert (workshop.starts_on, workshop.ends_on, workshop.reconfirm_until) == (FIRST, LAST, UNTIL)
    assert workshop.nominations_until == FIRST - datetime.timedelta(days=33)
    assert undoable(draft) is None  # no undo leads back to days that are not the workshop's


def test_a_draft_that_is_there_moves_as_it_is_and_its_editor_is_told(workshop, move, dana):
    draft = draft_of(workshop, by=dana)
    draft.placements.filter(item__code="D1-01").update(minutes=45)
    moved(workshop, move, dana)
    row = draft.placements.get(item__code="D1-01")
    assert (row.day, row.minutes, row.ends_at - row.starts_at) == (FIRST, 45, datetime.timedelta(minutes=45))
    before = draft.revision
    draft.refresh_from_db()
    assert draft.revision == before + 1
    told = edit_words(draft.edits.get(number=draft.revision), {})
    assert told == "The workshop was moved to other dates, and its agenda with it."


def test_the_theme_of_each_day_goes_with_it(workshop, move, dana):
    before = workshop.texts.get().themes
    moved(workshop, move, dana)
    themes = workshop.texts.get().themes
    assert [themes[day.isoformat()] for day in (FIRST, LAST)] == [before["2023-07-04"], before["2023-07-06"]]
    assert themes["2023-07-04"] == before["2023-07-04"]  # the agenda that is published for that day still shows it
    workshop.refresh_from_db()
    later = Move(FIRST + datetime.timedelta(days=1), LAST, "Africa/Nairobi", UNTIL)
    moved(workshop, later, dana)
    themes = workshop.texts.get().themes
    middle = FIRST + datetime.timedelta(days=1)
    assert [themes[day.isoformat()] for day in (middle, LAST)] == [before["2023-07-04"], before["2023-07-05"]]


def test_another_zone_keeps_the_wall_time(workshop, dana):
    move = Move(FIRST, LAST, "Europe/Paris", UNTIL)
    moved(workshop, move, dana)
    draft = workshop.versions.get(state="draft")
    row = draft.placements.get(item__code="D1-01")
    assert (draft.zone, row.start.isoformat("minutes"), row.starts_at.hour) == ("Europe/Paris", "08:30", 7)


def test_what_cannot_stand_there_is_named_and_waits(workshop, dana):
    Placement.objects.filter(item__code="D1-00").update(start="02:30")
    gap = datetime.date(2027, 3, 28)
    move = Move(gap, gap + datetime.timedelta(days=1), "Europe/Paris", gap - datetime.timedelta(days=9))
    preview = preview_of(workshop, move)
    assert {shift.problem for shift in preview.off} == {"no_such_time", "outside"}
    assert len(preview.moving) == 42 - len(preview.off)
    assert [shift.code for shift in preview.off if shift.problem == "no_such_time"] == ["D1-00"]
    assert all(shift.code.startswith("D3") for shift in preview.off if shift.problem == "outside")
    moved(workshop, move, dana)
    draft = workshop.versions.get(state="draft")
    assert draft.placements.count() == 42 - len(preview.off)
    assert workshop.items.count() == 42


def test_the_confirmed_are_asked_once_and_the_others_told(workshop, move, amina, bruno, dana):
    make = workshop.registrations.create
    make(person=amina, number="P1", confirmed_at=AT, reconfirmed_at=AT, category="staff", sex="female", language="en")
    make(person=bruno, state="invited", language="en")
    moved(workshop, move, dana)
    asked = Notice.objects.get(person=amina)
    assert (asked.kind, asked.path) == ("workshop_reconfirm", "/workshops/CEP-2023-MBA/reconfirm/")
    assert "Elections" in asked.text
    assert Notice.objects.get(person=bruno).kind == "workshop_moved"
    assert Notice.objects.count() == 52
    assert workshop.registrations.get(person=amina).reconfirmed_at is None


def test_deadlines_of_offers_and_of_needs_move_along(workshop, move, amina, dana):
    registration = workshop.registrations.create(person=amina, state="offered", language="en")
    late = datetime.datetime.combine(LAST, datetime.time(12), datetime.UTC)
    offer = Offer.objects.create(registration=registration, made_at=AT, expires_at=late)
    need = Need.objects.create(registration=registration, updated_at=AT, purge_on=datetime.date(2023, 8, 1))
    moved(workshop, move, dana)
    offer.refresh_from_db()
    need.refresh_from_db()
    assert offer.expires_at == datetime.datetime.combine(FIRST, datetime.time(), workshop.tz)
    assert need.purge_on == LAST + datetime.timedelta(days=26)


def test_it_is_applied_only_as_it_was_seen(workshop, move, amina, dana):
    seen = preview_of(workshop, move).digest
    workshop.registrations.create(person=amina, state="invited", language="en")
    with pytest.raises(Refused, match="Something changed since you looked"):
        move_dates(workshop, move, seen=seen, by=dana)
    assert Workshop.objects.get().starts_on == datetime.date(2023, 7, 4)
    assert not Notice.objects.exists()


def clash(person, kind="sick"):
    values = {"kind": kind, "started_on": FIRST, "ended_on": LAST, "recorded_at": timezone.now()}
    return person.absences.create(**values)


def test_clashes_are_shown_to_those_who_may_see_them(workshop, move, amina, chen, dana, offices, client_for):
    make = workshop.registrations.create
    make(person=amina, state="invited", language="en", office=offices["KE"])
    make(person=chen, role="lead", number="F01", confirmed_at=AT, category="staff", sex="female", language="en")
    clash(amina)
    for code, state in (("OPEN-1", "open"), ("SECRET-1", "draft"), ("GONE-1", "cancelled")):
        other = Workshop.objects.create(
            code=code, kind="thematic", zone="UTC", starts_on=LAST, ends_on=LAST, capacity=9, state=state,
            host_office=offices["KE"],
        )  # fmt: skip
        other.registrations.create(person=amina, state="invited", language="en")
    sent = {"starts_on": FIRST, "ends_on": LAST, "zone": "Africa/Nairobi", "reconfirm_until": UNTIL}
    page = client_for(dana).post(DATES, sent).content.decode()
    assert page.count("<bdi>Amina Odhiambo</bdi>") == 3
    for word in ("OPEN-1", "SECRET-1", "away"):
        assert word in page
    page = client_for(chen).post(DATES, sent).content.decode()
    assert "What would happen" in page
    for word in ("Amina", "OPEN-1", "SECRET-1", "away", "sick", "GONE-1"):  # he leads this one, not the others
        assert word not in page
    there = Workshop.objects.get(code="OPEN-1").registrations
    there.create(person=chen, role="lead", number="F01", confirmed_at=AT, category="staff", sex="male", language="en")
    page = client_for(chen).post(DATES, sent).content.decode()
    assert page.count("<bdi>Amina Odhiambo</bdi>: <bdi>OPEN-1</bdi>") == 1
    for word in ("SECRET-1", "away", "sick"):
        assert word not in page


def test_the_page_shows_first_and_moves_then(workshop, amina, dana, client_for):
    sent = {"starts_on": FIRST, "ends_on": LAST, "zone": "Africa/Nairobi", "reconfirm_until": UNTIL}
    assert client_for(amina).post(DATES, sent).status_code == 404
    page = client_for(dana).post(DATES, sent).content.decode()
    assert "What would happen" in page
    assert Workshop.objects.get().starts_on.year == 2023
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page).group(1)
    wrong = client_for(dana).post(DATES, sent | {"seen": "0" * 64, "apply": "1"}).content.decode()
    assert "Something changed since you looked" in wrong
    assert client_for(dana).post(DATES, sent | {"seen": seen, "apply": "1"}).status_code == 302
    assert Workshop.objects.get().starts_on == FIRST


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on": "2027-01-01"}, "The last day is before the first."),
        ({"ends_on": "2099-01-01"}, "60 days at most"),
        ({"starts_on": "2023-07-11", "ends_on": "2023-07-13"}, "has passed already"),
        ({"starts_on": "2023-07-04", "ends_on": "2023-07-06"}, "the dates and the zone that it has"),
        ({"zone": "Nowhere"}, "is not a time zone"),
        ({"zone": "x" * 10_000}, "at most 40 characters"),
        ({"reconfirm_until": ""}, "People are confirmed: give a day"),
        ({"reconfirm_until": "2023-01-01"}, "Give a day to reconfirm by that is today or later"),
        ({"reconfirm_until": "9999-12-31"}, "Give a day to reconfirm by that is today or later"),
        ({"starts_on": "soon"}, "Enter a valid date."),
        ({"starts_on": "9999-12-31", "ends_on": "9999-12-31"}, "Give a year between 2000 and 2100."),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_a_sentence(workshop, dana, client_for, changed, sentence):
    sent = {"starts_on": "2028-07-04", "ends_on": "2028-07-06", "zone": "Africa/Nairobi"}
    sent |= {"reconfirm_until": "2028-06-01", "seen": "0" * 64, "apply": "1"}
    answer = client_for(dana).post(DATES, sent | changed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Workshop.objects.get().revision == 0


def test_a_workshop_that_is_under_way_does_not_move(workshop, move, dana):
    for state in ("live", "reporting", "closed", "archived", "cancelled"):
        Workshop.objects.update(state=state)
        with pytest.raises(Refused):
            move_dates(workshop, move, seen="", by=dana)
