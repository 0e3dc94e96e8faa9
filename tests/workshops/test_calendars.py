"""The calendar of the workshop and that of a person: what stands in them, for how long, and who can read them."""

import datetime

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from workshops.actions.drafting import draft_of
from workshops.actions.feeds import give_feed, renew_feed, revoke_feed
from workshops.actions.states import move_to
from workshops.models import CalendarFeed, Workshop

from .agendas import LATER, join, new_version, place, publish_all
from .second_reader import events_of, lines_of

pytestmark = pytest.mark.django_db
FEED, PAGE = "/workshops/CEP-2023-MBA/agenda.ics", "/workshops/CEP-2023-MBA/my-calendar/"
DAY = datetime.timedelta(days=1)
T = datetime.time


def public() -> bytes:
    return Client().get(FEED).content


def by_uid(document: bytes) -> dict[str, dict]:
    return {event["UID"]: event for event in events_of(document)}


def event_of(document: bytes, item) -> dict | None:
    return by_uid(document).get(str(item.uuid))


def path_of(feed: CalendarFeed) -> str:
    return f"/workshops/feeds/{feed.secret}.ics"


@pytest.fixture
def items(mombasa):
    return {item.code: item for item in mombasa.items.all()}


def test_three_versions_are_read_by_two_parsers_with_one_uid_and_a_rising_sequence(mombasa, items):
    documents = [public()]
    with time_machine.travel(LATER + DAY, tick=False):
        new_version(mombasa, ("D3-04", {"minutes": 60}), off=("D1-13",))
        documents.append(public())
        draft = draft_of(mombasa, by=None)
        items["D3-04"].titles = {"en": "A corrected title"}
        items["D3-04"].save()
        place(draft, items["D1-13"], mombasa.starts_on, "19:00", 60)
        publish_all(draft, at=LATER + DAY)
        documents.append(public())
    assert {len(by_uid(document)) for document in documents} == {40}
    assert by_uid(documents[0]).keys() == by_uid(documents[1]).keys() == by_uid(documents[2]).keys()
    moved = [event_of(document, items["D3-04"]) for document in documents]
    assert [event["SEQUENCE"] for event in moved] == [0, 1, 1]
    assert moved[1]["DTEND"] - moved[1]["DTSTART"] == datetime.timedelta(minutes=60)
    assert moved[2]["SUMMARY"] == "A corrected title"
    party = [event_of(document, items["D1-13"]) for document in documents]
    assert [(e["SEQUENCE"], e["STATUS"]) for e in party] == [(0, "CONFIRMED"), (1, "CANCELLED"), (2, "CONFIRMED")]
    assert [event["DTSTAMP"] for event in party[1:]] == [LATER, LATER + DAY]
    for document in documents:
        other = {str(e["uid"]): e for e in Calendar.from_ical(document).walk("VEVENT")}
        for uid, event in by_uid(document).items():
            assert other[uid]["dtstart"].dt == event["DTSTART"]
            assert other[uid]["dtend"].dt == event["DTEND"]
            assert (str(other[uid]["summary"]), other[uid]["sequence"]) == (event["SUMMARY"], event["SEQUENCE"])
        assert not [line for line in lines_of(document) if line.startswith("METHOD")]


def test_a_removed_item_stays_cancelled_for_60_days(mombasa, items):
    new_version(mombasa, off=("D1-13",))
    for days, there in ((0, True), (59, True), (60, False), (400, False)):
        with time_machine.travel(LATER + days * DAY, tick=False):
            event = event_of(public(), items["D1-13"])
        assert (event is not None) is there
        assert event is None or event["STATUS"] == "CANCELLED"


def test_a_public_item_that_becomes_the_teams_is_cancelled_for_the_public_under_its_old_title(mombasa, items):
    draft = draft_of(mombasa, by=None)
    mombasa.items.filter(code="D1-13").update(visibility="facilitators", titles={"en": "Hush"})
    with time_machine.travel(LATER, tick=False):
        publish_all(draft)
        document = public()
    event = event_of(document, items["D1-13"])
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "Welcome reception (optional)")
    assert b"Hush" not in document


def test_a_version_keeps_its_zone_when_the_workshop_moves(mombasa, items):
    before = event_of(public(), items["D1-01"])
    mombasa.zone = "America/New_York"
    mombasa.save()
    assert event_of(public(), items["D1-01"]) == before
    assert "TZID:Africa/Nairobi" in lines_of(public())


def test_a_postponed_workshop_is_tentative_and_a_cancelled_one_has_nothing_left(mombasa, dana, items):
    Workshop.objects.update(
        state="confirmed", starts_on="2027-02-01", ends_on="2027-02-03", nominations_until="2027-01-01"
    )
    seen = []
    for state in ("postponed", "open", "cancelled"):
        with time_machine.travel(LATER + len(seen) * DAY, tick=False):
            move_to(mombasa, state, by=dana, reason="A storm")
            event = event_of(public(), items["D1-01"])
            seen.append((event["STATUS"], event["SEQUENCE"], event["DTSTAMP"]))
    states = ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert seen == [(state, number, LATER + (number - 1) * DAY) for number, state in enumerate(states, start=1)]


@pytest.fixture
def feed(mombasa, amina):
    join(mombasa, amina, group="A")
    return give_feed(amina, mombasa)


def codes(document: bytes) -> set[str]:
    return {event["URL"].rpartition("#")[2] for event in events_of(document)}


def test_a_personal_feed_holds_what_is_meant_for_her_and_nothing_else(mombasa, feed, chen):
    hers = codes(Client().get(path_of(feed)).content)
    assert {"D1-01", "D1-10A", "D2-08A"} <= hers
    assert hers.isdisjoint({"D1-10B", "D1-10C", "D2-08B", "D2-08C", "D1-12", "D2-12"})
    join(mombasa, chen, role="lead")
    teams = codes(Client().get(path_of(give_feed(chen, mombasa))).content)
    assert {"D1-12", "D2-12"} <= teams
    assert "D1-10A" not in teams


def test_a_leader_of_another_groups_item_has_it_in_her_feed(mombasa, feed, amina, items):
    draft = draft_of(mombasa, by=None)
    items["D1-10B"].people.create(person=amina, part="speaker")
    assert "D1-10B" not in codes(Client().get(path_of(feed)).content)  # a draft shows nowhere
    publish_all(draft)
    assert "D1-10B" in codes(Client().get(path_of(feed)).content)


def test_a_change_of_group_cancels_the_old_groups_items_with_the_next_version(mombasa, feed, items):
    draft = draft_of(mombasa, by=None)
    draft.placements.filter(item__code="D1-10B").delete()
    mombasa.items.filter(code="D1-10A").update(group=mombasa.groups.get(code="B"))
    with time_machine.travel(LATER, tick=False):
        publish_all(draft)
        event = event_of(Client().get(path_of(feed)).content, items["D1-10A"])
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_the_feed_is_in_the_language_of_its_owner_whoever_fetches_it(mombasa, feed, amina, items):
    draft = draft_of(mombasa, by=None)
    items["D1-01"].titles = {"en": "Opening", "fr": "Ouverture"}
    items["D1-01"].save()
    publish_all(draft)
    amina.language = "fr"
    amina.save()
    fetched = Client(headers={"accept-language": "ar"}).get(path_of(feed)).content
    assert event_of(fetched, items["D1-01"])["SUMMARY"] == "Ouverture"


def test_the_address_alone_opens_it_and_leaves_no_cookie_and_no_copy(feed):
    answer = Client().get(path_of(feed))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, max-age=900"
    assert not answer.cookies
    assert len(feed.secret) == 43  # 256 bits


def test_a_revoked_or_guessed_address_answers_nothing(mombasa, feed, amina):
    revoke_feed(feed)
    answer = Client().get(path_of(feed))
    assert answer.status_code == 404
    assert b"VCALENDAR" not in answer.content
    assert b"Mombasa" not in answer.content
    for secret in ("x", "x" * 43, feed.secret[:-1], "a%00b", "../agenda"):
        assert Client().get(f"/workshops/feeds/{secret}.ics").status_code == 404
    assert CalendarFeed.objects.filter(pk=feed.pk).exists()


def test_the_feed_of_who_withdrew_or_was_deactivated_answers_nothing(mombasa, feed, amina):
    mombasa.registrations.filter(person=amina).update(state="withdrawn")
    assert Client().get(path_of(feed)).status_code == 404
    mombasa.registrations.filter(person=amina).update(state="attended")
    assert Client().get(path_of(feed)).status_code == 200
    amina.is_active = False
    amina.save()
    assert Client().get(path_of(feed)).status_code == 404


def test_giving_twice_is_once_and_renewing_an_old_address_spares_the_new_one(mombasa, feed, amina):
    assert give_feed(amina, mombasa) == feed
    newer = renew_feed(feed)
    assert newer.secret != feed.secret
    assert renew_feed(feed) == newer  # from another tab
    assert [Client().get(path_of(one)).status_code for one in (feed, newer)] == [404, 200]


def test_she_gets_renews_and_revokes_her_address_on_a_page(mombasa, amina, kofi, client_for):
    assert Client().get(PAGE).status_code == 302
    assert client_for(kofi).get(PAGE).status_code == 404
    assert client_for(kofi).post(PAGE, {"do": "give"}).status_code == 404
    join(mombasa, amina, group="A")
    client = client_for(amina)
    assert "Get my address" in client.get(PAGE).content.decode()
    assert not CalendarFeed.objects.exists()  # looking makes nothing
    for sent in ({}, {"do": "renew"}, {"do": "revoke", "secret": "\0"}, {"do": "everything"}):
        assert client.post(PAGE, sent).status_code == 302
    assert not CalendarFeed.objects.exists()
    client.post(PAGE, {"do": "give"})
    first = CalendarFeed.objects.get()
    page = client.get(PAGE).content.decode()
    assert f"http://testserver{path_of(first)}" in page
    assert f'href="webcal://testserver{path_of(first)}"' in page
    client.post(PAGE, {"do": "renew", "secret": first.secret})
    client.post(PAGE, {"do": "renew", "secret": first.secret})
    assert CalendarFeed.objects.count() == 2
    second = CalendarFeed.objects.get(revoked_at__isnull=True)
    client.post(PAGE, {"do": "revoke", "secret": second.secret})
    assert not CalendarFeed.objects.filter(revoked_at__isnull=True).exists()


def test_calendars_cost_the_same_for_one_version_and_for_three(mombasa, feed, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(4):
            public()
        with django_assert_num_queries(5):
            Client().get(path_of(feed))
        new_version(mombasa, ("D3-04", {"minutes": 60}), at=LATER)
        new_version(mombasa, ("D3-04", {"minutes": 55}), at=LATER + DAY)


def test_a_cancelled_workshop_leaves_the_calendars_after_60_days(mombasa, feed, dana):
    Workshop.objects.update(state="open")
    move_to(mombasa, "cancelled", by=dana, reason="Elections.", at=LATER)
    for days, there in ((59, 40), (60, 0), (400, 0)):
        with time_machine.travel(LATER + days * DAY, tick=False):
            assert len(events_of(public())) == there
            assert (len(events_of(Client().get(path_of(feed)).content)) > 0) is (there > 0)


def test_a_workshop_that_never_published_an_agenda_has_no_calendar(mombasa):
    mombasa.versions.update(state="draft")
    assert Client().get(FEED).status_code == 404


def test_the_place_is_the_one_that_was_published(mombasa, items):
    Workshop.objects.update(venue="Elsewhere")
    assert "fictional hotel" in event_of(public(), items["D1-01"])["LOCATION"]
    assert {"fictional hotel" in str(event.get("LOCATION", "")) for event in events_of(public())} == {True}
    new_version(mombasa)
    assert "Elsewhere" in event_of(public(), items["D1-01"])["LOCATION"]


def test_a_workshop_without_an_agenda_has_an_empty_calendar(mombasa):
    mombasa.versions.get().placements.all().delete()
    assert events_of(public()) == []
