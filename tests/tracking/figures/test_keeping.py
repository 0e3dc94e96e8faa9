"""Large questions: counted part by part with the figures of a count at once, kept for who asked and nobody else."""

import datetime

import pytest
from django.utils.html import escape
from django_tasks_db.models import DBTaskResult

from elearning.people.actions.merge import merge
from elearning.people.models import FormerTrait
from elearning.tracking.figures import answering, keeping
from elearning.tracking.figures.answering import answer_to, count_at_once, count_for
from elearning.tracking.figures.keeping import begin, counted, go_on, kept, must_wait
from elearning.tracking.figures.reading import Within, is_large
from elearning.tracking.figures.sheets import compared, freeze
from elearning.tracking.figures.tasks import count_on
from elearning.tracking.figures.views import within_of
from elearning.tracking.models import Counting
from tests.tracking.conftest import moment

from .conftest import TOPIC, question

pytestmark = pytest.mark.django_db
HERE = "elearning.tracking.figures"
ASKED = {"started_on": "2026-01-01", "ended_on": "2026-12-31", "on": "2026-11-01", "known_at": "2026-11-01T12:00:00"}


@pytest.fixture(autouse=True)
def large(world, monkeypatch):
    """Four records are too many to wait for; two people are a part."""
    monkeypatch.setattr(f"{HERE}.reading.AT_ONCE", 3)
    monkeypatch.setattr(f"{HERE}.answering.PART", 2)
    monkeypatch.setattr(f"{HERE}.keeping.PART", 2)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, True),
        ({"subject": f"topic:{TOPIC}"}, True),
        ({"subject": "workshop:accra-2026"}, True),
        ({"office": "RO-NBO"}, False),
        ({"started_on": datetime.date(2026, 3, 5)}, False),
        ({"subject": "kind:refresher"}, False),
    ],
)
def test_what_is_large_is_what_nothing_narrows(asked, expected):
    assert is_large(question(**asked), Within()) is expected


def test_what_a_focal_point_asks_is_as_large_as_her_offices(efua, dana):
    assert not is_large(question(), within_of(efua))
    assert is_large(question(), within_of(dana))


def same(one, other) -> bool:
    return (one.cells, one.paid, one.total, one.repeated, sorted(one.people)) == (
        other.cells,
        other.paid,
        other.total,
        other.repeated,
        sorted(other.people),
    )


@pytest.mark.parametrize(
    "asked", [{}, {"known_at": moment("2026-09-30")}, {"sex": "female"}, {"kinds": ("participation",)}]
)
def test_parts_give_what_one_reading_gives_though_people_were_merged_and_corrected(world, dana, asked):
    FormerTrait.objects.create(person=world.nia, sex="male", language="ar", until=moment("2026-10-15"))
    merge(world.bruno, world.kofi, by=dana, reason="One man", withdraw_postings=True, at=moment("2026-10-01"))
    whole = question(**asked)
    row = begin(whole, Within(), by=dana)
    assert go_on(row)
    row.refresh_from_db()
    at_once = count_at_once(whole, Within())
    assert same(counted(dana, whole, Within()), at_once)
    assert same(count_for(whole, Within()), at_once)
    assert answer_to(whole, at_once) == answer_to(whole, counted(dana, whole, Within()))
    assert (row.state, row.done) == ("done", row.total)


def stop_after(monkeypatch, parts: int) -> None:
    """The next worker is killed when it has made so many parts."""
    made = []

    def killed(*args):
        if len(made) == parts:
            raise KeyboardInterrupt
        made.append(args)
        return answering.count_part(*args)

    monkeypatch.setattr(keeping, "count_part", killed)


def test_a_killed_count_goes_on_where_it_stood(world, dana, monkeypatch):
    row = begin(question(), Within(), by=dana)
    stop_after(monkeypatch, 2)
    with pytest.raises(KeyboardInterrupt):
        count_on.call(row.pk)
    row.refresh_from_db()
    stood = row.after
    assert (row.state, row.done, stood > 0) == ("waiting", 4, True)
    begun = []
    monkeypatch.setattr(keeping, "count_part", lambda *args: begun.append(args[2]) or answering.count_part(*args))
    count_on.call(row.pk)
    assert begun[0] == stood
    assert same(counted(dana, question(), Within()), count_at_once(question(), Within()))
    count_on.call(row.pk)  # twice is once
    assert same(counted(dana, question(), Within()), count_at_once(question(), Within()))


def test_a_count_begins_anew_when_two_rows_become_one_human_meanwhile(world, dana, monkeypatch):
    row = begin(question(), Within(), by=dana)
    stop_after(monkeypatch, 3)
    with pytest.raises(KeyboardInterrupt):
        go_on(row)
    merge(world.bruno, world.kofi, by=dana, reason="One man", withdraw_postings=True, at=moment("2026-11-20"))
    monkeypatch.setattr(keeping, "count_part", answering.count_part)
    assert go_on(Counting.objects.get())
    assert counted(dana, question(), Within()).total.persons == 4


def test_of_two_workers_the_slower_one_stops(world, dana):
    row, slower = begin(question(), Within(), by=dana), Counting.objects.get()
    assert go_on(row)
    assert go_on(slower)
    assert counted(dana, question(), Within()).total.persons == 4


def test_a_count_is_hers_who_asked_with_her_offices(world, dana, chen, efua):
    assert go_on(begin(question(), Within(), by=dana))
    assert kept(dana, question(by=("sex",), measure="hours"), Within()).state == "done"
    assert kept(dana, question(kinds=("recognised", "participation", "completion")), Within()).state == "done"
    assert kept(chen, question(), Within()) is None
    assert kept(dana, question(), within_of(efua)) is None
    assert kept(dana, question(sex="male"), Within()) is None
    assert kept(dana, question(known_at=moment("2026-10-31")), Within()) is None


def test_old_counts_go_and_one_person_keeps_some_only(world, dana, efua, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    begin(question(), Within(), by=dana, at=moment("2026-11-01"))
    begin(question(), Within(), by=efua, at=moment("2026-11-20"))
    for day in ("21", "22", "23"):
        begin(question(known_at=moment(f"2026-10-{day}")), Within(), by=dana, at=moment(f"2026-11-{day}"))
    assert [(row.by, row.at.day) for row in Counting.objects.all()] == [(dana, 23), (dana, 22), (efua, 20)]


def test_a_question_of_an_office_that_is_gone_is_counted_no_more(world, dana):
    row = begin(question(), Within(), by=dana)
    row.question["office"] = "XX"
    assert go_on(row)
    assert not Counting.objects.exists()


def test_the_page_asks_waits_and_answers(world, dana, client_for):
    client = client_for(dana)
    page = client.get("/figures/", ASKED)
    assert "number" not in page.context
    assert "press “Count”" in page.content.decode()
    assert not Counting.objects.exists()
    asked = client.post("/figures/count/", {**ASKED, "by": "sex", "target": "7"})
    assert asked.status_code == 302
    assert "known_at=2026-11-01T12%3A00%3A00" in asked.url
    assert asked.url.endswith("&target=7")
    row = Counting.objects.get()
    assert DBTaskResult.objects.filter(task_path=count_on.module_path).count() == 1
    page = client.get(asked.url)
    text = page.content.decode()
    assert "number" not in page.context
    assert f'hx-get="{escape(asked.url)}"' in text
    assert f'href="{escape(asked.url)}">Look again' in text
    part = client.get(asked.url, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<section")
    count_on.call(row.pk)
    assert client.get(asked.url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = client.get(asked.url)
    assert page.context["number"] == 4
    assert "Amina Odhiambo" in page.content.decode()
    assert client.get("/figures/", {**ASKED, "by": "country"}).context["number"] == 4


def test_nobody_else_gets_what_was_counted_for_another(world, dana, chen, efua, amina, client_for):
    """Not who may not see figures, not who has fewer offices, and not she herself when her role is over."""
    assert go_on(begin(question(), Within(), by=dana))
    at = question().params()
    assert client_for(dana).get("/figures/", at).context["number"] == 4
    for person in (amina, chen):
        assert client_for(person).get("/figures/", at).status_code == 404
        assert client_for(person).post("/figures/count/", at).status_code == 404
    page = client_for(efua).get("/figures/", at)
    assert page.context["number"] == 1
    assert "Amina" not in page.content.decode()
    dana.roles.update(ended_on=datetime.date(2026, 1, 31))
    assert client_for(dana).get("/figures/", at).status_code == 404


def test_wrong_and_small_questions_are_not_left_to_the_worker(world, dana, client_for):
    client = client_for(dana)
    wrong = client.post("/figures/count/", {**ASKED, "on": "nonsense", "csrfmiddlewaretoken": "x"})
    assert "csrf" not in wrong.url
    assert client.get(wrong.url).status_code == 400
    small = client.post("/figures/count/", {**ASKED, "office": "KE"})
    assert client.get(small.url).context["number"] == 1
    assert not Counting.objects.exists()


def test_a_sheet_of_a_large_question_is_frozen_from_its_count(world, dana, client_for):
    client, at = client_for(dana), question().params()
    assert client.get("/figures/sheets/new/", at).url.startswith("/figures/?")
    assert must_wait(dana, question(), Within())
    assert go_on(begin(question(), Within(), by=dana))
    assert client.get("/figures/sheets/new/", at).status_code == 200
    assert compared(freeze(question(), title="For the donor", by=dana, outside=False)) == []
