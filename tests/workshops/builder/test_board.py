"""The board of the builder: who sees it, what a post does without a script, what a second editor is told."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from workshops.actions.drafting import draft_of
from workshops.actions.drafting_moves import Editor, resize, unschedule

from .test_drafting import state, times

pytestmark = pytest.mark.django_db
BOARD = "/workshops/CEP-2023-MBA/builder/"
EDIT = BOARD + "edit/"


@pytest.fixture
def client(client_for, lead) -> Client:
    return client_for(lead)


def test_a_draft_is_begun_by_a_button_and_seeing_begins_nothing(mombasa, client):
    assert "Begin the next version" in client.get(BOARD).content.decode()
    assert not mombasa.versions.filter(state="draft").exists()
    assert client.get(BOARD + "begin/").status_code == 405
    for _twice in range(2):
        assert client.post(BOARD + "begin/").url == BOARD
    assert mombasa.versions.filter(state="draft").count() == 1


def test_each_day_is_an_ordered_list_with_lanes_in_it(draft, client):
    page = BeautifulSoup(client.get(BOARD).content, "html.parser")
    days = page.select("[data-day]")
    assert [day["data-day"] for day in days] == ["2023-07-04", "2023-07-05", "2023-07-06"]
    lanes = days[0].select("ol > li[data-lanes] ol[data-lane]")
    assert [[li["data-item"] for li in lane.select("li[data-item]")] for lane in lanes] == [
        ["D1-10A"],
        ["D1-10B"],
        ["D1-10C"],
    ]
    assert len(page.select("li[data-item]")) == 42
    seam = days[0].select_one(".builder-seam")
    assert seam.get_text(" ", strip=True) == "Free: 60 min before Welcome reception (optional)"


def test_what_is_found_leads_to_its_items_or_to_its_day(draft, client, lead):
    unschedule(draft, "D1-07", editor=Editor(lead))
    resize(draft, "D1-08", 120, editor=Editor(lead))
    page = BeautifulSoup(client.get(BOARD).content, "html.parser")
    found = next(li for li in page.select("li") if "no break" in li.get_text())
    link = found.select_one("a")["href"]
    assert link == "#on-2023-07-04"
    assert page.select_one(link)["data-day"] == "2023-07-04"
    publishing = client.get("/workshops/CEP-2023-MBA/versions/publish/").content.decode()
    assert f'href="{BOARD}{link}"' in publishing


def test_it_is_for_those_who_facilitate_and_headquarters(draft, client_for, lead, dana, amina, efua, author):
    for person in (amina, efua, author):
        assert client_for(person).get(BOARD).status_code == 404
        data = {"do": "longer", "item": "D1-01", "revision": 0}
        assert client_for(person).post(EDIT, data).status_code == 404
    for person in (lead, dana):
        assert client_for(person).get(BOARD).status_code == 200
    assert Client().get(BOARD).status_code == 302
    assert draft.edits.count() == 0


@pytest.mark.parametrize(
    ("posted", "item", "expected"),
    [
        ({"do": "longer"}, "D1-01", "4 08:30 35"),
        ({"do": "shorter"}, "D1-01", "4 08:30 25"),
        ({"do": "minutes", "minutes": 50}, "D1-01", "4 08:30 50"),
        ({"do": "earlier"}, "D1-02", "4 08:30 30"),
        ({"do": "later"}, "D1-02", "4 09:30 30"),
        ({"do": "lock"}, "D1-02", "4 09:00 30"),
        ({"do": "unlock"}, "D1-04", "4 10:00 30"),
        ({"do": "unschedule"}, "D1-02", "–"),
        ({"do": "move", "day": "2023-07-05", "before": "D2-02"}, "D1-02", "5 08:50 30"),
        ({"do": "move", "day": "2023-07-05", "start": "08:50"}, "D1-02", "5 08:50 30"),
        ({"do": "move", "day": "2023-07-04", "start": "15:00"}, "D1-09", "4 15:15 15"),
    ],
)
def test_each_button_does_one_thing_and_leads_back_to_the_item(draft, client, posted, item, expected):
    answer = client.post(EDIT, {**posted, "item": item, "revision": 0})
    assert (answer.status_code, answer.url) == (302, f"{BOARD}#item-{item}")
    if item != "D1-09":
        assert times(draft, item) == [expected]
    assert draft.edits.count() == 1


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"do": "minutes", "minutes": "0"}, "between 1 and 1440 minutes"),
        ({"do": "minutes", "minutes": "-5"}, "between 1 and 1440 minutes"),
        ({"do": "minutes", "minutes": "100000"}, "between 1 and 1440 minutes"),
        ({"do": "minutes", "minutes": "9" * 5000}, "Minutes: Enter a whole number."),
        ({"do": "minutes", "minutes": ""}, "Say how many minutes."),
        ({"do": "nothing"}, "What to do: Select a valid choice"),
        ({"do": "longer", "item": "D9-99"}, "D9-99 is not on this agenda"),
        ({"do": "move", "item": "D9-99", "day": "2023-07-04"}, "D9-99 is not there any more"),
        ({"do": "longer", "item": "a\x00"}, "Null characters are not allowed"),
        ({"do": "longer", "revision": ""}, "State of the agenda: This field is required."),
        ({"do": "longer", "revision": "9" * 30}, "State of the agenda: Ensure this value"),
        ({"do": "move", "day": "2023-07-04", "lane": "77"}, "Lane: Ensure this value is less than or equal to 9"),
        ({"do": "move", "day": ""}, "Day: Say which day."),
        ({"do": "move", "day": "2023-02-30"}, "Day: Enter a valid date."),
        ({"do": "move", "day": "2023-08-01"}, "2023-08-01 is not a day of this workshop"),
        ({"do": "minutes", "minutes": "1440"}, "would go on past midnight"),
        ({"do": "undo"}, "There is nothing to undo."),
        ({"do": "remedy_shorten", "day": "2023-07-04", "before": "D1-04"}, "no such way out"),
    ],
)
def test_bad_input_gets_a_sentence_and_changes_nothing(draft, client, posted, said):
    before = state(draft)
    answer = client.post(EDIT, {"item": "D1-01", "revision": "0", **posted})
    assert answer.status_code == 422
    assert said in BeautifulSoup(answer.content, "html.parser").get_text()
    assert (state(draft), draft.edits.count()) == (before, 0)


def test_a_second_editor_is_told_what_changed_by_whom_and_does_hers_by_one_button(draft, client, dana):
    resize(draft, "D1-01", 40, editor=Editor(dana))
    answer = client.post(EDIT, {"do": "longer", "item": "D1-02", "revision": "0"})
    assert answer.status_code == 409
    page = BeautifulSoup(answer.content, "html.parser")
    told = page.select_one("[data-stale]")
    assert "Dana Novak: D1-01 “Opening remarks" in told.get_text()
    assert "40 minutes instead of 30. 2 other items move with it." in told.get_text()
    assert times(draft, "D1-02") == ["4 09:10 30"]
    again = {
        field["name"]: field["value"] for field in told.select("form input") if field["name"] != "csrfmiddlewaretoken"
    }
    assert again == {"revision": "1", "do": "longer", "item": "D1-02"}
    assert client.post(EDIT, again).status_code == 302
    assert times(draft, "D1-01", "D1-02") == ["4 08:30 40", "4 09:10 35"]


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_an_undo_that_comes_too_late_is_not_offered_once_more(draft, client, lead, dana, verb):
    resize(draft, "D1-01", 40, editor=Editor(lead))
    resize(draft, "D1-02", 20, editor=Editor(dana))
    answer = client.post(EDIT, {"do": verb, "revision": "1"})
    assert answer.status_code == 409
    told = BeautifulSoup(answer.content, "html.parser").select_one("[data-stale]")
    assert "Below is the agenda as it is now." in told.get_text()
    assert not told.select("form, button")


@pytest.mark.parametrize("sealed", ["cancelled", "archived"])
def test_what_is_cancelled_or_archived_is_shown_without_any_button(draft, client, mombasa, sealed):
    mombasa.items.filter(code="D1-02").update(retired=True)
    draft.placements.filter(item__code="D1-02").delete()
    type(mombasa).objects.filter(pk=mombasa.pk).update(state=sealed)
    item = mombasa.items.get(code="D1-01")
    for path in (BOARD, BOARD + "rooms/", BOARD + "items/", f"{BOARD}items/{item.pk}/"):
        main = BeautifulSoup(client.get(path).content, "html.parser").main
        assert "nothing of it is changed any more" in main.select_one(".notice[data-tone=warn]").get_text()
        assert not main.select("button, a[href$='/items/'], a[href$='/publish/']")
    answer = client.post(EDIT, {"do": "longer", "item": "D1-01", "revision": "0"})
    assert answer.status_code == 422
    assert client.post(f"{BOARD}items/{item.pk}/away/", {"revision": "0"}).status_code == 302
    retired = mombasa.items.get(code="D1-02")
    assert client.post(f"{BOARD}items/{retired.pk}/back/").status_code == 302
    assert mombasa.items.get(code="D1-02").retired
    draft.delete()
    assert client.post(BOARD + "begin/").status_code == 302
    assert not BeautifulSoup(client.get(BOARD).content, "html.parser").main.select("button")


def test_a_script_gets_the_board_alone(draft, client):
    answer = client.post(
        EDIT, {"do": "longer", "item": "D1-01", "revision": "0"}, headers={"X-Requested-With": "fetch"}
    )
    page = answer.content.decode()
    assert "<html" not in page
    assert 'data-revision="1"' in page
    assert "35 minutes instead of 30." in page


def test_an_overrun_is_shown_where_it_is_with_three_ways_out(draft, client, editor):
    resize(draft, "D1-05", 90, editor=editor)
    page = BeautifulSoup(client.get(BOARD).content, "html.parser")
    seam = page.select_one('.builder-seam[data-tone="bad"]')
    assert seam.p.get_text() == "Overrun: 15 min before Lunch and prayer time"
    assert seam.find_next_sibling("li")["data-item"] == "D1-07"
    assert [button["value"] for button in seam.select("button")] == [
        "remedy_shorten",
        "remedy_move_out",
        "remedy_unlock",
    ]
    fields = {field["name"]: field["value"] for field in seam.select("input") if field["name"] != "csrfmiddlewaretoken"}
    assert client.post(EDIT, {**fields, "do": "remedy_move_out"}).status_code == 302
    assert times(draft, "D1-06") == ["–"]


def test_the_board_costs_the_same_queries_for_42_items_and_for_3(draft, client, django_assert_num_queries):
    client.get(BOARD)
    with django_assert_num_queries(21):
        client.get(BOARD)
    draft.placements.exclude(item__code__in=["D1-00", "D1-01", "D1-02"]).delete()
    draft.workshop.items.exclude(code__in=["D1-00", "D1-01", "D1-02"]).filter(retired=False).update(retired=True)
    with django_assert_num_queries(21):
        client.get(BOARD)


def test_without_a_draft_an_edit_leads_to_where_one_is_begun(mombasa, client):
    assert client.post(EDIT, {"do": "longer", "item": "D1-01", "revision": 0}).url == BOARD
    draft_of(mombasa, by=None)
    assert client.get(BOARD).status_code == 200
