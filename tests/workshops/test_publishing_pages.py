"""The pages of versions: who reads which, what they say, and that a draft never shows through."""

import datetime
import re
from html import unescape

import pytest
from django.test import Client

from workshops.actions.drafting import draft_of
from workshops.models import AgendaVersion, Announcement

from .agendas import join, new_version, publish_all, warnings_of

pytestmark = pytest.mark.django_db
T = datetime.time
BASE = "/workshops/CEP-2023-MBA/"
CHANGED = (("D3-04", {"minutes": 60}), ("D1-12", {"minutes": 40}))


def page(client, path):
    return client.get(BASE + path).content.decode()


def status(client, path):
    return client.get(BASE + path).status_code


@pytest.fixture
def lead(mombasa, chen, client_for):
    """Chen leads: she builds and publishes."""
    join(mombasa, chen, role="lead")
    return client_for(chen)


def test_the_public_reads_the_current_version_and_backstage_the_past_ones(mombasa, lead, amina, dana, client_for):
    new_version(mombasa, *CHANGED)
    draft_of(mombasa, by=None)
    for client in (Client(), client_for(amina)):
        assert status(client, "versions/2/") == 200
        assert {status(client, path) for path in ("versions/1/", "versions/3/", "versions/99999999999999999999/")} == {
            404
        }
        assert "debrief" not in page(client, "versions/2/")
    for client in (lead, client_for(dana)):
        assert [status(client, f"versions/{number}/") for number in (1, 2, 3)] == [200, 200, 404]
        assert page(client, "versions/1/").count("debrief") == 2
    assert status(Client(), "versions/") == 302
    assert status(client_for(amina), "versions/") == 404


def test_an_old_version_is_read_exactly_as_it_was(mombasa, lead):
    before = page(lead, "versions/1/")
    draft = draft_of(mombasa, by=None)
    placement = draft.placements.select_related("item", "room").get(item__code="D1-05")
    item = placement.item
    item.titles, item.lead, item.floor_languages, item.kind = {"en": "All new"}, "Somebody else", ["fr"], "social"
    item.save()
    placement.room.name = "Renamed Hall"
    placement.room.save()
    publish_all(draft)
    after = page(lead, "versions/1/")
    articles = r"<ol class=\"agenda\">.*</ol>"
    assert re.search(articles, after, re.S).group() == re.search(articles, before, re.S).group()
    assert "All new" in page(lead, "versions/2/")
    assert "This version holds no longer" in after


def test_an_old_version_keeps_its_title_its_venue_and_its_themes(mombasa, lead):
    new_version(mombasa)
    text = mombasa.texts.get(language="en")
    theme, title, venue = text.themes[mombasa.starts_on.isoformat()], text.title, mombasa.venue
    text.title, text.themes = "All new", {mombasa.starts_on.isoformat(): "A new theme"}
    text.save()
    type(mombasa).objects.update(venue="Elsewhere")
    for path in ("versions/1/", "versions/2/", "agenda/"):
        assert theme in page(lead, path)
        assert "A new theme" not in page(lead, path)
    old = page(lead, "versions/1/")
    assert f"version 1 · {title}" in old
    assert venue in old
    assert "Elsewhere" not in old
    draft_of(mombasa, by=None)
    new_version(mombasa)
    assert "A new theme" in page(lead, "agenda/")


def test_the_agenda_is_only_read(mombasa):
    assert Client().post(BASE + "agenda/").status_code == 405


def test_the_readers_time_names_its_day_where_that_is_another(mombasa, amina, client_for):
    posting = amina.postings.get()
    for zone, day, times in (
        ("Asia/Dubai", False, "(<bdi>09:00–"),
        ("Pacific/Auckland", True, "(Wed 5 Jul <bdi>03:30–"),
    ):
        type(posting.office).objects.filter(pk=posting.office_id).update(zone=zone)
        said = page(client_for(amina), "agenda/")
        assert times in said
        assert ("(Wed 5 Jul " in said.partition('id="day-2"')[0]) is day


def test_editing_a_draft_changes_neither_the_agenda_nor_the_calendars(mombasa, amina, client_for):
    client = client_for(amina)
    paths = ("agenda/", "agenda.ics", "schedule.xml", "schedule.json")
    mombasa_before = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page(client, path)) for path in paths]
    draft = draft_of(mombasa, by=None)
    draft.placements.filter(item__code="D1-13").delete()
    mombasa.items.update(titles={"en": "Secret plan"}, lead="Nobody", visibility="facilitators", group=None)
    mombasa.rooms.update(capacity=1)
    after = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page(client, path)) for path in paths]
    assert after == mombasa_before


def test_the_difference_is_said_in_the_readers_language(mombasa, lead, chen):
    new_version(mombasa, *CHANGED, off=("D1-13",))
    said = page(lead, "versions/difference/?before=1&after=2")
    assert "Dropped: “Welcome reception (optional)”" in said
    assert 'data-kind="moved"' in said
    mirrored = page(lead, "versions/difference/?before=2&after=1")
    assert "New: “Welcome reception (optional)”" in mirrored
    assert "Nothing changes." in page(lead, "versions/difference/?before=1&after=1")


def test_the_public_sees_what_changed_without_the_facilitators_items(mombasa, lead, amina, client_for):
    assert status(Client(), "agenda/changes/") == 404  # there is nothing before the first version
    assert "What changed since" not in page(Client(), "agenda/")
    new_version(mombasa, *CHANGED)
    assert "What changed since" in page(Client(), "agenda/")
    for client in (Client(), client_for(amina)):
        said = page(client, "agenda/changes/")
        assert "Module 7" in said
        assert "debrief" not in said
        assert said.count("data-kind=") == 1
    assert "debrief" in page(lead, "agenda/changes/")


def test_a_public_item_that_becomes_the_teams_is_dropped_for_the_public(mombasa):
    draft = draft_of(mombasa, by=None)
    mombasa.items.filter(code="D1-13").update(visibility="facilitators", titles={"en": "Hush"})
    publish_all(draft)
    said = page(Client(), "agenda/changes/")
    assert "Dropped: “Welcome reception (optional)”" in said
    assert "Hush" not in said


@pytest.mark.parametrize(
    "query", ["", "before=1", "before=x&after=1", "before=1&after=77", "before=%00&after=1", "before=²&after=1"]
)
def test_versions_that_are_not_there_are_not_compared(mombasa, lead, query):
    assert status(lead, f"versions/difference/?{query}") == 404


def test_a_draft_is_compared_by_those_who_build_it_only(mombasa, lead, kofi, client_for):
    join(mombasa, kofi, role="interpreter")
    draft_of(mombasa, by=None)
    assert status(lead, "versions/difference/?before=1&after=2") == 200
    assert status(client_for(kofi), "versions/difference/?before=1&after=2") == 404
    assert "draft" not in page(client_for(kofi), "versions/")


def test_the_lead_publishes_on_a_page_that_shows_what_is_weighed(mombasa, lead):
    draft = draft_of(mombasa, by=None)
    draft.placements.filter(item__code="D1-13").delete()
    mombasa.items.filter(code__in=["D1-01", "D1-02"]).update(shortest=300)
    shown = page(lead, "versions/publish/")
    assert "Dropped: “Welcome reception (optional)”" in shown
    assert shown.count('name="acknowledged"') == 2
    first, second = warnings_of(draft)
    sent = {"draft": draft.pk, "revision": draft.revision, "note": "No reception", "acknowledged": [first]}
    refused = lead.post(BASE + "versions/publish/", sent)
    assert "1 warning is not acknowledged yet" in refused.content.decode()
    ticked = re.findall(r'name="acknowledged" value="([^"]*)" checked', refused.content.decode())
    assert [unescape(key) for key in ticked] == [first]
    assert "No reception" in refused.content.decode()
    done = lead.post(BASE + "versions/publish/", sent | {"acknowledged": [first, second]})
    assert done["Location"] == BASE + "versions/2/notices/"
    again = lead.post(BASE + "versions/publish/", sent | {"acknowledged": [first, second]}, follow=True)
    assert "Version 2 is published already." in again.content.decode()
    assert mombasa.versions.count() == 2
    assert "There is no draft" in page(lead, "versions/publish/")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"draft": "x", "revision": "0"},
        {"draft": "9" * 30, "revision": "-1"},
        {"draft": "1", "revision": "0", "note": "x" * 10_000},
        {"draft": "1", "revision": "0", "note": "\0"},
    ],
)
def test_nonsense_publishes_nothing(mombasa, lead, sent):
    draft_of(mombasa, by=None)
    assert lead.post(BASE + "versions/publish/", sent).status_code == 200
    assert mombasa.versions.get(state="current").number == 1


def test_only_the_lead_and_headquarters_publish(mombasa, amina, kofi, efua, dana, client_for):
    draft = draft_of(mombasa, by=None)
    join(mombasa, kofi, role="co_facilitator")
    sent = {"draft": draft.pk, "revision": 0}
    for person in (amina, kofi, efua):
        client = client_for(person)
        assert client.get(BASE + "versions/publish/").status_code == 404
        assert client.post(BASE + "versions/publish/", sent).status_code == 404
    assert Client().post(BASE + "versions/publish/", sent).status_code == 302
    assert mombasa.versions.get(state="current").number == 1
    assert client_for(dana).post(BASE + "versions/publish/", sent).status_code == 302
    assert mombasa.versions.get(state="current").number == 2
    assert Announcement.objects.filter(version__number=2).exists()


def test_the_draft_is_reset_to_an_old_version(mombasa, lead, amina, client_for):
    new_version(mombasa, off=("D1-13",))
    assert client_for(amina).post(BASE + "versions/1/reset/").status_code == 404
    assert lead.get(BASE + "versions/1/reset/").status_code == 405
    assert lead.post(BASE + "versions/1/reset/").status_code == 302
    draft = AgendaVersion.objects.get(workshop=mombasa, state="draft")
    assert draft.placements.filter(item__code="D1-13").exists()
    assert lead.post(BASE + "versions/3/reset/").status_code == 404  # the draft itself
    assert "Reset the draft" in page(lead, "versions/1/")


def test_no_draft_is_reset_once_the_workshop_is_cancelled(mombasa, lead):
    draft = draft_of(mombasa, by=None)
    draft.placements.filter(item__code="D1-13").delete()
    type(mombasa).objects.update(state="cancelled")
    assert "Reset the draft" not in page(lead, "versions/1/")
    assert lead.post(BASE + "versions/1/reset/").status_code == 302
    assert not draft.placements.filter(item__code="D1-13").exists()
    assert not draft.edits.exists()


def test_the_list_costs_the_same_for_1_version_and_for_3(mombasa, lead, django_assert_num_queries):
    lead.get(BASE + "versions/")
    with django_assert_num_queries(10):
        lead.get(BASE + "versions/")
    for day in (1, 2):
        new_version(mombasa, at=datetime.datetime(2023, 6, 20 + day, tzinfo=datetime.UTC))
    with django_assert_num_queries(10):
        assert lead.get(BASE + "versions/").content.decode().count('<th scope="row">') == 3


def test_a_version_and_a_difference_cost_the_same_for_40_items_and_for_3(mombasa, lead, django_assert_num_queries):
    new_version(mombasa, *CHANGED)
    mombasa.versions.get(number=1).placements.exclude(item__code__in=["D1-00", "D1-01", "D1-02"]).delete()
    for number in (1, 2):
        with django_assert_num_queries(12):
            lead.get(BASE + f"versions/{number}/")
    for query in ("before=1&after=1", "before=2&after=2"):
        with django_assert_num_queries(17):
            lead.get(BASE + f"versions/difference/?{query}")
