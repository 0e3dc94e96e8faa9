"""Publishing an agenda: what refuses it, what it freezes, and that it happens once."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused as FrameRefused
from workshops.actions.drafting import draft_of
from workshops.actions.frame import change_frame
from workshops.actions.publishing import AlreadyPublished, Refused, publish
from workshops.models import AgendaVersion, Workshop

from .agendas import LATER, join, move, new_version, place, publish_all, warnings_of
from .conftest import AT

pytestmark = pytest.mark.django_db
T = datetime.time


@pytest.fixture
def draft(mombasa):
    return draft_of(mombasa, by=None)


@pytest.fixture
def other(mombasa):
    """A second workshop, without any agenda."""
    return Workshop.objects.create(
        code="OTHER", kind="refresher", state="open", zone="UTC", starts_on=mombasa.starts_on,
        ends_on=mombasa.ends_on, venue="Accra", capacity=9, languages=["en"], host_office=mombasa.host_office,
    )  # fmt: skip


@pytest.fixture
def warned(draft):
    """The draft with two items that are shorter than they ever should be."""
    draft.workshop.items.filter(code__in=["D1-01", "D1-02"]).update(shortest=300)
    return draft


def test_the_draft_becomes_current_and_the_current_one_past(mombasa, warned, dana):
    warnings = warnings_of(warned)
    assert len(warnings) == 2
    published = publish(warned, by=dana, acknowledged=[*warnings, "something-else"], note="Lunch is longer", at=LATER)
    states = dict(mombasa.versions.values_list("number", "state"))
    assert states == {1: "past", 2: "current"}
    assert (published.published_at, published.published_by, published.note) == (LATER, dana, "Lunch is longer")
    assert published.acknowledged == warnings
    entry = LogEntry.objects.get(action="workshop.publish_agenda")
    assert (entry.actor, entry.detail["version"], entry.detail["acknowledged"]) == (dana, 2, warnings)


def test_an_error_refuses_and_names_itself(mombasa, draft):
    move(draft, "D1-02", start=T(8, 45))  # in the room and at the time of the opening
    with pytest.raises(Refused) as refusal:
        publish(draft, by=None, acknowledged=warnings_of(draft))
    assert refusal.value.findings
    assert {finding.severity for finding in refusal.value.findings} == {"error"}
    assert mombasa.versions.get(state="current").number == 1
    assert not draft.placements.exclude(frozen={}).exists()


def test_a_warning_that_is_not_acknowledged_refuses_with_just_those(warned):
    first, *rest = warnings_of(warned)
    with pytest.raises(Refused) as refusal:
        publish(warned, by=None, acknowledged=rest)
    assert [finding.key for finding in refusal.value.findings] == [first]
    assert "1 warning is not acknowledged" in str(refusal.value)


def test_a_warning_that_appeared_since_the_page_was_shown_must_be_seen(mombasa, warned):
    shown = warnings_of(warned)
    mombasa.items.filter(code="D3-04").update(shortest=300)
    with pytest.raises(Refused) as refusal:
        publish(warned, by=None, acknowledged=shown)
    assert [finding.items for finding in refusal.value.findings] == [("D3-04",)]


def test_an_empty_draft_is_not_published(draft):
    draft.placements.all().delete()
    with pytest.raises(Refused, match="Nothing is placed"):
        publish(draft, by=None, acknowledged=[])


def test_a_second_click_publishes_nothing_more(mombasa, draft):
    publish_all(draft)
    with pytest.raises(AlreadyPublished, match="Version 2 is published already"):
        publish(draft, by=None, acknowledged=[])
    assert mombasa.versions.count() == 2


def test_a_draft_that_changed_after_it_was_shown_is_not_published(mombasa, draft):
    acknowledged = warnings_of(draft)
    AgendaVersion.objects.filter(pk=draft.pk).update(revision=5)
    with pytest.raises(Refused, match="changed after this page was shown"):
        publish(draft, by=None, acknowledged=acknowledged, revision=4)
    publish(draft, by=None, acknowledged=acknowledged, revision=5)
    assert mombasa.versions.get(state="current").number == 2


def test_a_draft_that_is_gone_or_of_another_workshop_is_not_published(mombasa, draft):
    with pytest.raises(Refused, match="changed after this page was shown"):
        publish(AgendaVersion(pk=draft.pk + 1000, workshop=mombasa), by=None, acknowledged=[])


def test_the_draft_of_another_workshop_is_not_published_from_this_one(mombasa, draft, other):
    with pytest.raises(Refused, match="changed after this page was shown"):
        publish(AgendaVersion(pk=draft.pk, workshop=other), by=None, acknowledged=warnings_of(draft))
    assert mombasa.versions.get(state="draft") == draft


def test_the_lead_of_one_workshop_publishes_no_draft_of_another(mombasa, draft, other, chen, client_for):
    join(other, chen, role="lead")
    sent = {"draft": draft.pk, "revision": draft.revision, "acknowledged": warnings_of(draft)}
    assert client_for(chen).post("/workshops/OTHER/versions/publish/", sent).status_code == 200
    assert mombasa.versions.get(state="draft") == draft


def test_a_draft_in_the_time_of_another_place_is_not_published(mombasa, draft):
    type(mombasa).objects.update(zone="Asia/Tokyo")
    with pytest.raises(Refused, match="times of Africa/Nairobi, the workshop those of Asia/Tokyo"):
        publish(draft, by=None, acknowledged=warnings_of(draft))


def test_the_zone_takes_an_empty_draft_along_and_no_other(mombasa, draft, other, dana):
    with pytest.raises(FrameRefused, match="Move the dates"):
        change_frame(mombasa, {"zone": "Asia/Tokyo"}, seen=0, by=dana)
    Workshop.objects.filter(pk=other.pk).update(state="draft")
    empty = draft_of(other, by=dana)
    change_frame(other, {"zone": "Asia/Tokyo"}, seen=0, by=dana)
    empty.refresh_from_db()
    assert empty.zone == "Asia/Tokyo"


def test_what_the_workshop_was_called_and_where_it_was_is_frozen(mombasa, draft):
    text = mombasa.texts.get(language="en")
    first = mombasa.versions.get(number=1)
    assert first.frozen == {"titles": {"en": text.title}, "themes": {"en": text.themes}, "venue": mombasa.venue}
    text.title, text.themes = "Another title", {mombasa.starts_on.isoformat(): "Another theme"}
    text.save()
    type(mombasa).objects.update(venue="Elsewhere")
    frozen = publish_all(draft).frozen
    assert (frozen["titles"], frozen["themes"]) == ({"en": "Another title"}, {"en": text.themes})
    assert (frozen["venue"], mombasa.versions.get(number=1).frozen) == ("Elsewhere", first.frozen)


def test_another_venue_raises_the_sequence(mombasa, draft):
    type(mombasa).objects.update(venue="Elsewhere")
    assert set(publish_all(draft).placements.values_list("sequence", flat=True)) == {1}


@pytest.mark.parametrize("state", ["closed", "archived", "cancelled"])
def test_the_agenda_of_a_workshop_that_is_over_does_not_change(mombasa, draft, state):
    type(mombasa).objects.update(state=state)
    with pytest.raises(Refused, match=f"This workshop is {state}: its agenda does not change any more"):
        publish(draft, by=None, acknowledged=[])
    assert mombasa.versions.get(state="current").number == 1


def test_everything_that_readers_see_is_frozen(mombasa, draft, chen):
    item = draft.placements.get(item__code="D1-02").item
    item.people.create(person=chen, part="lead")
    item.titles = {"en": "Opening", "fr": "Ouverture"}
    item.save()
    frozen = publish_all(draft).placements.get(item=item).frozen
    assert frozen["titles"] == {"en": "Opening", "fr": "Ouverture"}
    assert frozen["people"] == [{"name": "Chen Liang", "part": "lead"}]
    assert frozen["whose"] == [chen.pk]
    assert {"kind", "lead", "method", "room", "floor", "interpreted", "group", "module", "visibility"} <= set(frozen)


def sequences(version, *codes):
    return [version.placements.get(item__code=code).sequence for code in codes]


def test_the_sequence_rises_with_time_and_room_and_not_with_a_title(mombasa):
    draft = draft_of(mombasa, by=None)
    titled = draft.placements.get(item__code="D1-01").item
    titled.titles = {"en": "Another title"}
    titled.save()
    room = mombasa.rooms.create(name="The other room")
    second = new_version(
        mombasa, ("D3-04", {"minutes": 40}), ("D1-02", {"room": room}), ("D2-01", {"start": T(8, 20), "minutes": 5})
    )
    assert sequences(second, "D1-00", "D1-01", "D3-04", "D1-02", "D2-01") == [0, 0, 1, 1, 1]
    third = new_version(mombasa, ("D3-04", {"minutes": 35}), at=LATER + datetime.timedelta(days=1))
    assert sequences(third, "D1-00", "D1-01", "D3-04", "D1-02", "D2-01") == [0, 0, 2, 1, 1]


def test_an_item_that_comes_back_has_a_sequence_above_its_cancellation(mombasa):
    new_version(mombasa, off=("D1-13",))
    draft = draft_of(mombasa, by=None)
    item = mombasa.items.get(code="D1-13")
    place(draft, item, mombasa.starts_on, "18:30", 60)
    third = publish_all(draft, at=LATER + datetime.timedelta(days=1))
    assert sequences(third, "D1-13") == [2]


def test_a_workshop_that_moves_to_another_zone_raises_every_sequence(mombasa):
    draft = draft_of(mombasa, by=None)
    AgendaVersion.objects.filter(pk=draft.pk).update(zone="Africa/Kampala")  # the same offset, another zone
    type(mombasa).objects.update(zone="Africa/Kampala")
    version = publish_all(AgendaVersion.objects.get(pk=draft.pk))
    assert set(version.placements.values_list("sequence", flat=True)) == {1}


def test_a_made_on_the_day_version_says_so(draft):
    assert publish_all(draft, live=True, at=AT).live
