"""Rooms, groups and teams: kept, refused with a sentence, deleted only while nothing uses them; and the picture."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from elearning.journal.models import LogEntry
from workshops.models import InterpreterTeam, Registration

from ..conftest import AT

pytestmark = pytest.mark.django_db
ROOMS = "/workshops/CEP-2023-MBA/builder/rooms/"
COVERAGE = "/workshops/CEP-2023-MBA/builder/coverage/"


@pytest.fixture
def client(client_for, lead) -> Client:
    return client_for(lead)


def seen(client, thing) -> dict[str, str]:
    """What the page of today says a row to be, as its form posts it."""
    name = f"{thing._meta.model_name}-{thing.pk}-seen"
    return {name: BeautifulSoup(client.get(ROOMS).content, "html.parser").select_one(f"[name={name}]")["value"]}


def test_a_room_is_added_changed_and_deleted(mombasa, client):
    assert client.post(ROOMS, {"row": "room-new", "room-new-name": "Garden", "room-new-capacity": "30"}).url == ROOMS
    room = mombasa.rooms.get(name="Garden")
    assert room.capacity == 30
    tent = {"row": f"room-{room.pk}", f"room-{room.pk}-name": "Garden tent", f"room-{room.pk}-capacity": ""}
    client.post(ROOMS, {**tent, **seen(client, room)})
    room.refresh_from_db()
    assert (room.name, room.capacity) == ("Garden tent", None)
    client.post(ROOMS, {"row": f"room-{room.pk}", "delete": "1", **seen(client, room)})
    assert not mombasa.rooms.filter(pk=room.pk).exists()
    assert LogEntry.objects.filter(action="workshop.room_deleted", actor__name="Chen Liang").exists()


def test_a_team_has_the_interpreters_of_the_workshop(mombasa, client, kofi, bruno):
    row = Registration.objects.create(
        workshop=mombasa, person=kofi, role="interpreter", number="I01", confirmed_at=AT, category="staff", sex="male",
        language="fr",
    )  # fmt: skip
    other = mombasa.registrations.filter(role="participant").first()
    new = {"row": "interpreterteam-new", "interpreterteam-new-name": "Booth", "interpreterteam-new-language": "fr"}
    assert client.post(ROOMS, {**new, "interpreterteam-new-members": [other.pk]}).status_code == 422
    client.post(ROOMS, {**new, "interpreterteam-new-members": [row.pk]})
    team = InterpreterTeam.objects.get(workshop=mombasa)
    assert list(team.members.all()) == [row]
    team.items.add(mombasa.items.first())
    client.post(ROOMS, {"row": f"interpreterteam-{team.pk}", "delete": "1", **seen(client, team)})
    assert InterpreterTeam.objects.filter(pk=team.pk).exists()


def test_an_older_page_overwrites_and_deletes_nothing_and_says_what_there_is(mombasa, client, kofi, dana, client_for):
    row = Registration.objects.create(
        workshop=mombasa, person=kofi, role="interpreter", number="I01", confirmed_at=AT, category="staff", sex="male",
        language="fr",
    )  # fmt: skip
    team = InterpreterTeam.objects.create(workshop=mombasa, name="Booth", language="fr")
    for thing, theirs, hers, now in (
        (mombasa.rooms.create(name="Tent", capacity=30), {"capacity": "80"}, {"capacity": "40"}, "Tent, 80"),
        (mombasa.groups.create(code="Z", name="Zoo"), {"name": "Zebra"}, {"name": "Zen"}, "Z, Zebra"),
        (team, {"members": [row.pk]}, {"language": "ar"}, f"Booth, fr, {kofi.name}"),
    ):
        of = f"{thing._meta.model_name}-{thing.pk}"
        kept = {name: getattr(thing, name) for name in ("name", "code", "language", "capacity") if hasattr(thing, name)}
        old = {"row": of, **{f"{of}-{name}": value for name, value in kept.items()}, **seen(client, thing)}
        assert client_for(dana).post(ROOMS, {**old, **{f"{of}-{k}": v for k, v in theirs.items()}}).status_code == 302
        known = list(type(thing).objects.filter(pk=thing.pk).values())
        mine = {**old, **{f"{of}-{name}": value for name, value in hers.items()}}
        for posted in (mine, {**old, "delete": "1"}, {**mine, f"{of}-seen": ""}):
            answer = client.post(ROOMS, posted)
            assert answer.status_code == 422
            assert f"nothing was overwritten. It is now: {now}." in answer.content.decode()
            assert list(type(thing).objects.filter(pk=thing.pk).values()) == known
        page = BeautifulSoup(client.post(ROOMS, mine).content, "html.parser")
        fresh = page.select_one(f"[name={of}-seen]")["value"]
        assert client.post(ROOMS, {**mine, f"{of}-seen": fresh}).status_code == 302


def test_what_is_in_use_stays(mombasa, client):
    for kind, thing in (("room", mombasa.rooms.get(name="Foyer")), ("group", mombasa.groups.get(code="A"))):
        answer = client.post(ROOMS, {"row": f"{kind}-{thing.pk}", "delete": "1", **seen(client, thing)}, follow=True)
        assert f"{thing} is in use, in this agenda or in an earlier one, and stays." in answer.content.decode()
        assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"room-new-name": "foyer"}, "There is one of this name already."),
        ({"room-new-name": ""}, "This field is required."),
        ({"room-new-name": "\u200f\u200f"}, "Nothing can be read here."),
        ({"room-new-name": "x" * 10_000}, "Ensure this value has at most 80 characters"),
        ({"room-new-name": "R", "room-new-capacity": "0"}, "Ensure this value is greater than or equal to 1"),
        ({"room-new-name": "R", "room-new-capacity": "9" * 30}, "Ensure this value is less than or equal to"),
    ],
)
def test_bad_rooms_get_a_sentence(mombasa, client, posted, said):
    answer = client.post(ROOMS, {"row": "room-new", **posted})
    assert answer.status_code == 422
    assert said in BeautifulSoup(answer.content, "html.parser").get_text()
    assert mombasa.rooms.count() == 5


@pytest.mark.parametrize("row", ["", "room-x", "nothing-1", "room-999999", "room-" + "9" * 40])
def test_an_unknown_row_is_not_found(mombasa, client, row):
    assert client.post(ROOMS, {"row": row}).status_code == 404


def test_the_picture_says_who_is_not_covered_with_the_number_of_people(draft, client, mombasa):
    mombasa.items.filter(code="D1-10B").update(floor_languages=["en"], interpreted_languages=[])
    page = BeautifulSoup(client.get(COVERAGE).content, "html.parser")
    assert "In 1 item somebody hears no language of hers." in page.get_text()
    line = page.find("a", href=lambda href: href and href.endswith("#item-D1-10B")).find_parent("tr")
    cells = [" ".join(cell.get_text(" ", strip=True).split()) for cell in line.select("td")]
    assert cells == ["19 not covered: FR 19", "–", "19 not covered: FR 19", "–"]
    figures = [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("details tr")]
    assert "D1-10B B FR 19 not covered" in figures


def test_the_picture_costs_the_same_queries_for_many_and_few(draft, client, django_assert_num_queries):
    client.get(COVERAGE)
    with django_assert_num_queries(17):
        client.get(COVERAGE)
    draft.placements.exclude(item__code__in=["D1-00", "D1-01", "D1-02"]).delete()
    with django_assert_num_queries(17):
        client.get(COVERAGE)


def test_the_rooms_cost_the_same_queries_for_many_and_few(mombasa, client, kofi, django_assert_num_queries):
    row = Registration.objects.create(
        workshop=mombasa, person=kofi, role="interpreter", number="I01", confirmed_at=AT, category="staff", sex="male",
        language="fr",
    )  # fmt: skip
    client.get(ROOMS)
    for number in range(3):
        team = InterpreterTeam.objects.create(workshop=mombasa, name=f"Booth {number}", language="fr")
        team.members.add(row)
        if number != 1:
            with django_assert_num_queries(14):
                page = BeautifulSoup(client.get(ROOMS).content, "html.parser")
    assert len(page.select("main input[checked]")) == 3
