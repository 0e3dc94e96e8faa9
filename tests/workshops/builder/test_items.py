"""The form of an item: what it keeps, what it refuses with a sentence, how an item goes."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from elearning.people.models import User
from workshops.actions.drafting_edits import redo, undo, undoable
from workshops.actions.drafting_items import MOST_ITEMS
from workshops.actions.drafting_moves import Editor, resize
from workshops.models import AgendaItem, InterpreterTeam

from .test_drafting import state, times

pytestmark = pytest.mark.django_db
ADD = "/workshops/CEP-2023-MBA/builder/items/"
NEW = {
    "revision": "0", "code": "D2-X", "kind": "social", "title_en": "Visit", "title_ar": "زيارة", "minutes": "75",
    "shortest": "30", "day": "", "visibility": "public",
}  # fmt: skip


@pytest.fixture
def client(client_for, lead) -> Client:
    return client_for(lead)


def words(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def posted(item: AgendaItem, client: Client) -> dict[str, list[str]]:
    """What the page of an item would post if nothing was touched."""
    page = BeautifulSoup(client.get(f"{ADD}{item.pk}/").content, "html.parser").select_one("main form")
    fields: dict[str, list[str]] = {}
    for field in page.select("input[name], select[name]"):
        if field.name == "select":
            values = [option["value"] for option in field.select("option[selected]")] or [field.option["value"]]
        elif field.get("type") == "checkbox":
            values = [field.get("value", "on")] if field.has_attr("checked") else []
        else:
            values = [field.get("value", "")] if not field.has_attr("disabled") else []
        fields.setdefault(field["name"], []).extend(values)
    return {name: values for name, values in fields.items() if values}


def test_a_new_item_waits_at_the_side_with_all_that_was_said_of_it(draft, client, lead, mombasa):
    team = InterpreterTeam.objects.create(workshop=mombasa, name="Booth FR", language="fr")
    person = User.objects.get(name="Demo Participant 01")
    room, group = mombasa.rooms.first(), mombasa.groups.first()
    said = {
        "method": "walk", "lead": "Harbour office", "module_code": "m5", "floor_languages": ["en"], "counts": "on",
        "interpreted_languages": ["fr", "ar"], "teams": [team.pk], "group": group.pk, "room": room.pk, "lane": "0",
        "people_0": lead.pk, "people_1": "lead", "people_2": person.pk, "people_3": "speaker", "required": "on",
    }  # fmt: skip
    answer = client.post(ADD, {**NEW, **said, "visibility": "facilitators"})
    assert (answer.status_code, answer.url) == (302, "/workshops/CEP-2023-MBA/builder/#item-D2-X")
    item = mombasa.items.get(code="D2-X")
    assert item.titles == {"en": "Visit", "ar": "زيارة"}
    assert (item.kind, item.minutes, item.shortest, item.visibility) == ("social", 75, 30, "facilitators")
    assert (item.method, item.lead, item.module_code, item.group) == ("walk", "Harbour office", "m5", group)
    assert (item.floor_languages, item.interpreted_languages) == (["en"], ["fr", "ar"])
    assert (item.counts, item.required, list(item.teams.all())) == (True, True, [team])
    assert dict(item.people.values_list("person", "part")) == {lead.pk: "lead", person.pk: "speaker"}
    assert times(draft, "D2-X") == ["–"]


def test_on_a_day_it_takes_its_place_by_its_time_and_locked_it_keeps_it(draft, client):
    client.post(ADD, {**NEW, "day": "2023-07-05", "start": "11:35"})
    assert times(draft, "D2-04", "D2-X", "D2-05") == ["5 10:35 60", "5 11:35 75", "5 12:50 60"]
    assert client.post(
        ADD, {**NEW, "code": "D2-Y", "revision": "1", "day": "2023-07-05", "start": "18:45", "locked": "on"}
    )
    assert times(draft, "D2-Y") == ["5 18:45 75"]
    undo(draft, by=None)
    assert times(draft, "D2-Y") == ["–"]
    redo(draft, by=None)
    assert times(draft, "D2-Y") == ["5 18:45 75"]


def test_what_is_not_touched_stays_as_it_is(draft, client, mombasa):
    before, items = state(draft), list(mombasa.items.order_by("pk").values())
    for code in ("D1-02", "D1-10B", "D1-04"):
        item = mombasa.items.get(code=code)
        assert client.post(f"{ADD}{item.pk}/", posted(item, client)).status_code == 302
        mombasa.items.filter(pk=item.pk).update(minutes=30)  # how long it is wanted to be follows how long it is
    assert (state(draft), list(mombasa.items.order_by("pk").values())) == (before, items)


def test_a_change_of_minutes_times_the_day_anew(draft, client, mombasa):
    item = mombasa.items.get(code="D1-02")
    answer = client.post(f"{ADD}{item.pk}/", {**posted(item, client), "minutes": "20", "title_fr": "Qui est là"})
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.titles["fr"] == "Qui est là"
    assert times(draft, "D1-02", "D1-03", "D1-04") == ["4 09:00 20", "4 09:20 30", "4 10:00 30"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"minutes": "0"}, "Ensure this value is greater than or equal to 1"),
        ({"minutes": "-5"}, "Ensure this value is greater than or equal to 1"),
        ({"minutes": "100000"}, "Ensure this value is less than or equal to 1440"),
        ({"minutes": "10", "shortest": "30"}, "That is shorter than its shortest length."),
        ({"title_en": "x" * 10_000, "title_ar": ""}, "Ensure this value has at most 200 characters"),
        ({"title_en": "\u200f\u200f \u202e", "title_ar": ""}, "Nothing can be read here."),
        ({"title_en": "\u3164"}, "Nothing can be read here."),
        ({"title_ar": "\u0640\u0640"}, "Nothing can be read here."),
        ({"lead": "\u2800"}, "Nothing can be read here."),
        ({"method": "\u200f"}, "Nothing can be read here."),
        ({"title_en": "", "title_ar": ""}, "Give the title in one language at least."),
        ({"title_en": "a\x00b"}, "Null characters are not allowed."),
        ({"code": "d1-01"}, "Another item has this code."),
        ({"code": 'a"><b'}, "Enter a valid value."),
        ({"code": "x" * 21}, "Ensure this value has at most 20 characters"),
        ({"day": "2023-08-01"}, "Select a valid choice."),
        ({"day": "2023-07-05", "start": "25:00"}, "Enter a valid time."),
        ({"locked": "on"}, "Only an item that stands on a day can be locked."),
        ({"people_0": "999999"}, "Choose people of this workshop."),
        ({"people_0": "x"}, "Choose people of this workshop."),
        ({"room": "999999"}, "Select a valid choice."),
        ({"revision": "x"}, "Enter a whole number."),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_made(draft, client, mombasa, wrong, said):
    answer = client.post(ADD, {**NEW, **wrong})
    assert answer.status_code == 422
    assert said in words(answer)
    assert mombasa.items.count() == 42


def test_a_time_that_does_not_exist_or_comes_twice(draft, client, mombasa):
    for zone, day, start, said in (
        ("Europe/Paris", "2026-03-29", "02:30", "This time does not exist on that day in Europe/Paris"),
        ("America/New_York", "2026-11-01", "01:30", "This time comes twice on that day. Say which of the two."),
    ):
        date = datetime.date.fromisoformat(day)
        type(mombasa).objects.filter(pk=mombasa.pk).update(starts_on=date, ends_on=date, zone=zone)
        type(draft).objects.filter(pk=draft.pk).update(zone=zone)
        answer = client.post(ADD, {**NEW, "day": day, "start": start, "locked": "on"})
        assert answer.status_code == 422
        assert said in words(answer)
    client.post(ADD, {**NEW, "day": day, "start": start, "locked": "on", "which": "second"})
    placed = draft.placements.get(item__code="D2-X")
    assert (placed.start, placed.second) == (datetime.time(1, 30), True)
    assert placed.starts_at == datetime.datetime(2026, 11, 1, 6, 30, tzinfo=datetime.UTC)


def test_an_agenda_holds_so_many_items_and_no_more(draft, client, mombasa):
    rows = [AgendaItem(workshop=mombasa, code=f"N{at}", kind="break") for at in range(MOST_ITEMS - 42)]
    AgendaItem.objects.bulk_create(rows)
    answer = client.post(ADD, NEW)
    assert answer.status_code == 422
    assert "An agenda holds 400 items at most." in words(answer)


def test_a_second_editor_keeps_what_she_typed_and_saves_once_more(draft, client, dana):
    resize(draft, "D1-01", 40, editor=Editor(dana))
    answer = client.post(ADD, NEW)
    assert answer.status_code == 409
    assert "Dana Novak: D1-01 “Opening remarks" in words(answer)
    form = BeautifulSoup(answer.content, "html.parser").select_one("form:has([name=code])")
    assert form.select_one("[name=title_en]")["value"] == "Visit"
    fresh = form.select_one("[name=revision]")["value"]
    assert fresh == "1"
    assert client.post(ADD, {**NEW, "revision": fresh}).status_code == 302


def test_what_was_published_is_retired_and_comes_back(draft, client, mombasa):
    item = mombasa.items.get(code="D1-02")
    assert client.post(f"{ADD}{item.pk}/away/", {"revision": "0"}).status_code == 302
    item.refresh_from_db()
    assert (item.retired, times(draft, "D1-02", "D1-03")) == (True, ["–", "4 09:00 30"])
    assert mombasa.versions.get(state="current").placements.filter(item=item).exists()
    assert "Bring D1-02 back" in words(client.get("/workshops/CEP-2023-MBA/builder/"))
    undo(draft, by=None)
    item.refresh_from_db()
    assert (item.retired, times(draft, "D1-02")) == (False, ["4 09:00 30"])
    redo(draft, by=None)
    client.post(f"{ADD}{item.pk}/back/")
    item.refresh_from_db()
    assert (item.retired, times(draft, "D1-02")) == (False, ["–"])
    edits = draft.edits.count()
    assert client.post(f"{ADD}{item.pk}/back/").status_code == 404
    assert draft.edits.count() == edits


def test_another_lane_leaves_nobody_alone_in_a_lane(draft, client, mombasa):
    lanes = {"D1-10A": 0, "D1-10B": 0, "D1-10C": 0}
    for code in ("D1-10A", "D1-10B"):
        item = mombasa.items.get(code=code)
        assert client.post(f"{ADD}{item.pk}/", {**posted(item, client), "lane": "0"}).status_code == 302
    rows = draft.placements.filter(item__code__in=lanes)
    assert dict(rows.values_list("item__code", "lane")) == lanes
    assert len(set(rows.values_list("start", flat=True))) == 3


def test_what_never_was_published_is_deleted_and_undo_stops_there(draft, client, mombasa):
    client.post(ADD, {**NEW, "day": "2023-07-05"})
    item = mombasa.items.get(code="D2-X")
    assert client.post(f"{ADD}{item.pk}/away/", {"revision": "0"}).status_code == 302
    assert mombasa.items.filter(code="D2-X").exists()  # the draft had changed: told, and not deleted
    client.post(f"{ADD}{item.pk}/away/", {"revision": "1"})
    assert not mombasa.items.filter(code="D2-X").exists()
    assert undoable(draft) is None


def test_a_code_that_was_published_stays(draft, client, mombasa):
    item = mombasa.items.get(code="D1-02")
    assert client.post(f"{ADD}{item.pk}/", {**posted(item, client), "code": "D9-99"}).status_code == 302
    item.refresh_from_db()
    assert item.code == "D1-02"
    client.post(ADD, {**NEW, "revision": "1", "day": "2023-07-05"})
    fresh = mombasa.items.get(code="D2-X")
    client.post(f"{ADD}{fresh.pk}/", {**posted(fresh, client), "code": "D2-Z"})
    assert times(draft, "D2-Z") == ["5 17:40 75"]


def test_items_of_another_workshop_are_not_found(draft, client, mombasa, offices):
    other = type(mombasa).objects.create(
        code="OTHER", kind="thematic", zone="UTC", starts_on=draft.workshop.starts_on, ends_on=draft.workshop.ends_on,
        venue="x", capacity=5, languages=["en"], host_office=offices["KE"],
    )  # fmt: skip
    item = AgendaItem.objects.create(workshop=other, code="A", kind="break")
    assert client.get(f"{ADD}{item.pk}/").status_code == 404
    assert client.post(f"{ADD}{item.pk}/away/", {"revision": "0"}).status_code == 404
    assert client.get(ADD.replace("CEP-2023-MBA", "OTHER")).status_code == 404


def test_what_is_done_to_items_touches_nothing_that_was_published(draft, client, mombasa):
    current = mombasa.versions.get(state="current")
    current.placements.update(frozen={"titles": {"en": "As it was"}})
    was = list(current.placements.order_by("pk").values())
    item, other = mombasa.items.get(code="D1-02"), mombasa.items.get(code="D1-03")
    said = {**posted(item, client), "title_en": "Another title", "minutes": "5", "room": mombasa.rooms.first().pk}
    assert client.post(f"{ADD}{item.pk}/", said).status_code == 302
    assert client.post(f"{ADD}{other.pk}/away/", {"revision": "1"}).status_code == 302
    assert list(current.placements.order_by("pk").values()) == was
