"""Replacing somebody from now on, and a language that is lost: what passes, who is left out, what stays as it was."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from elearning.people.actions.refusal import Refused
from workshops.actions.devices import prepare_device
from workshops.actions.drafting import draft_of
from workshops.actions.taking_over import take_over
from workshops.attending import checkpoints_of
from workshops.devices.languages import Loss, Told, delivered, languages_delivered
from workshops.models import AgendaVersion, Announcement, InterpreterTeam, ItemPerson, PlanStep, SessionPlan, TakeOver

from ..agendas import join, publish_all

pytestmark = pytest.mark.django_db
PAGE = "/workshops/CEP-2023-MBA/room/take-over/"
HERS = ("D1-05", "D2-02", "D2-04")
NOON_2 = datetime.datetime(2023, 7, 5, 9, 30, tzinfo=datetime.UTC)  # half past twelve in Mombasa, on the second day


@pytest.fixture
def room(mombasa, chen, bruno, amina, kofi):
    """Chen leads three items and steps of their plans, Kofi interprets alone into Portuguese, Bruno may take over."""
    join(mombasa, chen, role="lead", number="F01")
    join(mombasa, bruno, role="co_facilitator", number="F02")
    kofis = join(mombasa, kofi, role="interpreter", number="I01")
    join(mombasa, amina, number="P90", group="A")
    team = InterpreterTeam.objects.create(workshop=mombasa, name="Portuguese booth", language="pt")
    team.members.add(kofis)
    for item in mombasa.items.all():
        if "pt" in item.interpreted_languages:
            item.teams.add(team)
    for code in HERS:
        item = mombasa.items.get(code=code)
        ItemPerson.objects.create(item=item, person=chen, part="lead")
        plan = SessionPlan.objects.create(item=item, title=code, language="en")
        for order, leader in enumerate((chen.name.upper(), "Somebody else"), start=1):
            PlanStep.objects.create(plan=plan, order=order, minutes=10, text="Talk", leader=leader)
    publish_all(draft_of(mombasa, by=None))
    return mombasa


@pytest.fixture
def led(mombasa, chen):
    """The workshop with Chen as its lead, and nothing of hers."""
    join(mombasa, chen, role="lead", number="F01")
    return mombasa


def current(workshop) -> AgendaVersion:
    return workshop.versions.get(state="current")


def people(version, code: str) -> list[tuple[str, str]]:
    return [(row["name"], row["part"]) for row in version.placements.get(item__code=code).frozen["people"]]


def starts(workshop, code: str) -> datetime.datetime:
    return current(workshop).placements.get(item__code=code).starts_at


def test_what_begins_later_passes_to_the_successor_and_what_has_begun_stays_hers(room, chen, bruno, dana):
    before = current(room)
    worth = [item.worth for place in checkpoints_of(room) for item in place.items]
    made = take_over(room, person=chen, successor=bruno, since=starts(room, "D2-02"), reason="Cannot go on", by=dana)
    now = current(room)
    assert (now.number, now.live, now.frozen) == (before.number + 1, True, before.frozen)
    assert made.detail["items"] == ["D2-02", "D2-04"]
    assert made.detail["version"] == now.number
    assert people(now, "D1-05") == [(chen.name, "lead")]
    assert people(now, "D2-02") == people(now, "D2-04") == [(bruno.name, "lead")]
    assert people(before, "D2-02") == [(chen.name, "lead")]  # the past version says what it said
    assert set(ItemPerson.objects.filter(person=chen).values_list("item__code", flat=True)) == {"D1-05"}
    frozen = now.placements.get(item__code="D2-02").frozen
    assert bruno.pk in frozen["whose"]
    assert chen.pk not in frozen["whose"]
    leaders = dict(PlanStep.objects.filter(order=1).values_list("plan__item__code", "leader"))
    assert leaders == {"D1-05": chen.name.upper(), "D2-02": bruno.name, "D2-04": bruno.name}
    assert SessionPlan.objects.get(item__code="D2-02").revision == 1
    assert worth == [item.worth for place in checkpoints_of(room) for item in place.items]
    assert (now.placements.count(), set(now.placements.values_list("sequence"))) == (
        before.placements.count(), set(before.placements.values_list("sequence")),
    )  # fmt: skip


def test_those_whom_it_touches_are_told_once_the_notices_are_sent(room, chen, bruno, dana):
    take_over(room, person=chen, successor=bruno, since=NOON_2 - datetime.timedelta(hours=5), reason="Ill", by=dana)
    notices = Announcement.objects.get(version=current(room))
    assert notices.state == "prepared"
    assert notices.entries.count() > 50
    assert "Ill" not in str(list(notices.entries.values_list("changes", flat=True)))
    entry = LogEntry.objects.get(action="workshop.taken_over")
    assert (entry.actor, entry.reason) == (dana, "Ill")


def test_her_devices_are_revoked_and_said(room, chen, bruno, dana):
    mine, _secret = prepare_device(room, chen, "Chen's tablet", by=chen)
    other, _secret = prepare_device(room, bruno, "Bruno's tablet", by=chen)
    made = take_over(room, person=chen, successor=bruno, since=NOON_2, reason="Ill", by=dana)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.revoked_at is not None
    assert other.revoked_at is None
    assert made.detail["devices"] == ["Chen's tablet"]


def test_a_successor_with_a_part_already_keeps_the_weightier(room, chen, bruno, dana):
    item = room.items.get(code="D2-02")
    ItemPerson.objects.create(item=item, person=bruno, part="speaker")
    publish_all(draft_of(room, by=None))
    take_over(room, person=chen, successor=bruno, since=starts(room, "D2-02"), reason="Ill", by=dana)
    assert people(current(room), "D2-02") == [(bruno.name, "lead")]
    assert ItemPerson.objects.get(item=item).part == "lead"


def test_without_a_successor_it_says_where_nobody_is_left(room, chen, dana):
    made = take_over(room, person=chen, since=starts(room, "D2-02"), reason="Ill", by=dana)
    said = {code: current(room).placements.get(item__code=code).frozen["lead"] for code in ("D2-02", "D2-04")}
    assert made.detail["alone"] == [code for code, lead in said.items() if not lead]
    assert people(current(room), "D2-02") == []


def test_a_draft_goes_on_beside_it_with_the_next_number_and_its_open_pages_are_told(room, chen, bruno, dana):
    draft = draft_of(room, by=dana)
    only = room.items.create(code="D3-99", kind="plenary", titles={"en": "More"})
    ItemPerson.objects.create(item=only, person=chen)
    last = draft.placements.order_by("starts_at").last()
    draft.placements.create(
        item=only, day=last.day, start="18:00", minutes=30, order=999,
        starts_at=last.ends_at, ends_at=last.ends_at + datetime.timedelta(minutes=30),
    )  # fmt: skip
    room.items.filter(code="D2-02").update(titles={"en": "Not published yet"})
    number, revision = draft.number, draft.revision
    made = take_over(room, person=chen, successor=bruno, since=starts(room, "D2-02"), reason="Ill", by=dana)
    draft.refresh_from_db()
    assert (current(room).number, draft.number, draft.state) == (number, number + 1, "draft")
    assert draft.revision == revision + 3
    assert made.detail["items"] == ["D2-02", "D2-04", "D3-99"]
    assert only.people.get().person == bruno
    assert current(room).placements.get(item__code="D2-02").frozen["titles"]["en"] != "Not published yet"
    assert not current(room).placements.filter(item=only).exists()


def test_an_interpreter_without_a_successor_takes_her_language_along(room, kofi, dana):
    mine = [row.item.code for row in interpreted(room, "pt") if row.starts_at >= NOON_2]
    under_way = [row.item.code for row in interpreted(room, "pt") if row.starts_at < NOON_2 < row.ends_at]
    made = take_over(room, person=kofi, since=NOON_2, reason="Lost her voice", by=dana)
    assert made.detail["lost"] == dict.fromkeys([*under_way, *mine], ["pt"])
    assert not [row for row in interpreted(room, "pt") if row.starts_at >= NOON_2]
    assert {str(people) for people in made.detail["uncovered"].values()} == {"{'pt': 3}"}
    assert "D2-07" in made.detail["uncovered"]
    assert not InterpreterTeam.objects.get().members.exists()
    assert not room.items.get(code=mine[0]).teams.exists()


def interpreted(workshop, language: str):
    rows = current(workshop).placements.select_related("item").order_by("starts_at", "item__code")
    return [row for row in rows if language in row.frozen["interpreted"]]


def test_an_interpreter_with_a_successor_passes_her_place_in_the_team(room, kofi, amina, dana):
    made = take_over(room, person=kofi, successor=amina, since=NOON_2, reason="Ill", by=dana)
    assert made.detail["lost"] == {}
    assert [member.person for member in InterpreterTeam.objects.get().members.all()] == [amina]
    later = [row for row in interpreted(room, "pt") if row.starts_at >= NOON_2]
    assert later
    assert all(amina.pk in row.frozen["whose"] and kofi.pk not in row.frozen["whose"] for row in later)


def test_a_language_is_lost_from_a_moment_and_the_report_says_what_was_delivered(room, dana):
    before = languages_delivered(room)
    under_way = starts(room, "D2-02") + datetime.timedelta(minutes=10)
    made = take_over(room, language="pt", since=under_way, reason="The booth is broken", by=dana)
    after = languages_delivered(room)
    lost = {code for code in before if set(before[code]) - set(after[code])}
    assert lost == set(made.detail["lost"])
    assert "D2-02" in lost
    assert "pt" in before["D2-02"]
    assert "pt" not in after["D2-02"]
    assert "pt" in current(room).placements.get(item__code="D2-02").frozen["interpreted"]  # it had begun
    assert "D1-05" not in lost
    assert made.detail["uncovered"]["D2-02"] == {"pt": 3}
    assert "pt" in after["D1-05"]


def test_what_was_delivered_is_computed_from_plain_facts():
    hour = datetime.timedelta(hours=1)
    items = [Told(str(n), NOON_2 + n * hour, NOON_2 + (n + 1) * hour, ("en",), ("fr", "pt")) for n in range(3)]
    loss = Loss("pt", NOON_2 + 1.5 * hour, frozenset("12"))
    assert delivered(items, [loss]) == {"0": ("en", "fr", "pt"), "1": ("en", "fr"), "2": ("en", "fr", "pt")}
    assert delivered(items, [Loss("en", NOON_2 + 1.5 * hour, frozenset("1"))])["1"] == ("en", "fr", "pt")
    edge = [Loss("pt", NOON_2 + hour, frozenset("01"))]  # exactly between two: the agenda says it
    assert delivered(items, edge) == delivered(items, [])


def test_it_is_refused_with_a_sentence(room, chen, bruno, amina, dana, efua):
    cases = [
        ({"person": chen, "successor": chen}, "Choose somebody else"),
        ({"person": chen, "successor": efua}, "is not confirmed here"),
        ({}, "either a person or a language"),
        ({"person": chen, "language": "pt"}, "either a person or a language"),
        ({"language": "pt", "successor": bruno}, "passes to nobody"),
        ({"language": "es"}, "Nothing is left"),
        ({"person": amina}, "Nothing is left"),
        ({"person": chen, "since": NOON_2 + datetime.timedelta(days=5)}, "Nothing is left"),
    ]
    for said, sentence in cases:
        with pytest.raises(Refused, match=sentence):
            take_over(room, **{"since": NOON_2, "reason": "Ill", "by": dana} | said)
    for reason in ("", " ", "x" * 301, "a\0b"):
        with pytest.raises(Refused, match="Say why"):
            take_over(room, person=chen, since=NOON_2, reason=reason, by=dana)
    with pytest.raises(Refused, match="Only those who facilitate"):
        take_over(room, person=chen, since=NOON_2, reason="Ill", by=amina)
    type(room).objects.filter(pk=room.pk).update(state="closed")
    with pytest.raises(Refused, match="stays as it is"):
        take_over(room, person=chen, since=NOON_2, reason="Ill", by=dana)
    assert not TakeOver.objects.exists()
    assert room.versions.count() == 2


def test_the_page_shows_first_what_it_changes_and_does_it_once_by_the_second_button(
    room, chen, bruno, dana, client_for
):
    client = client_for(dana)
    said = {"person": chen.pk, "successor": bruno.pk, "since": "2023-07-05T08:00", "reason": "Called away"}
    page = client.post(PAGE, said)
    assert not TakeOver.objects.exists()
    assert current(room).number == 2
    text = page.content.decode()
    assert "D2-02" in text
    assert "passes to Bruno Machava" in text
    mark = page.context["plan"].mark
    other = client.post(PAGE, {**said, "since": "2023-07-04T07:00", "seen": mark})
    assert "Something has changed" in other.content.decode()
    assert client.post(PAGE, {**said, "seen": mark}).status_code == 302
    again = client.post(PAGE, {**said, "seen": mark})
    assert "Nothing is left" in again.content.decode()
    assert (TakeOver.objects.count(), current(room).number) == (1, 3)
    assert "Called away" in client.get(PAGE).content.decode()


def test_what_is_typed_wrongly_gets_a_sentence(led, chen, dana, client_for):
    client = client_for(dana)
    right = {"person": chen.pk, "since": "2023-07-05T08:00", "reason": "Ill"}
    for wrong in (
        {"person": "0"}, {"person": "x" * 10_000}, {"since": ""}, {"since": "0001-01-01T00:00"}, {"since": "soon"},
        {"since": "9999-12-31T23:59"}, {"since": "2023-07-01T08:00"}, {"reason": "x" * 10_000}, {"reason": "a\0b"},
        {"language": "xx"}, {"language": "pt"}, {"successor": chen.pk},
    ):  # fmt: skip
        page = client.post(PAGE, {**right, **wrong})
        assert page.status_code == 200
        assert page.context["form"].errors, wrong
    assert not TakeOver.objects.exists()


def test_only_those_who_facilitate_see_the_page(led, chen, amina, efua, kofi, client_for):
    join(led, kofi, role="interpreter", number="I01")
    join(led, amina, number="P90", group="A")
    for person, status in ((chen, 200), (amina, 404), (kofi, 404), (efua, 404)):
        assert client_for(person).get(PAGE).status_code == status


def test_the_page_takes_as_many_queries_for_three_as_for_one(led, chen, dana, client_for, django_assert_num_queries):
    def row() -> None:
        detail = {"items": ["D1-05"], "lost": {}, "uncovered": {}, "version": 2}
        TakeOver.objects.create(workshop=led, person=chen, since=NOON_2, reason="Ill", detail=detail, by=dana)

    row()
    client = client_for(dana)
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)
    row()
    row()
    with django_assert_num_queries(10):
        assert client.get(PAGE).content.decode().count("D1-05") == 3
