"""The page of figures: its numbers, its address, whom it names, what it refuses."""

import pytest

from elearning.records.models import LearningRecord
from tests.records.factories import make_record
from tests.tracking.conftest import moment

pytestmark = pytest.mark.django_db
DATES = {"started_on": "2026-01-01", "ended_on": "2026-12-31", "on": "2026-11-01", "known_at": "2026-11-01T12:00:00"}


@pytest.fixture
def get(dana, client_for):
    client = client_for(dana)
    return lambda **query: client.get("/figures/", {**DATES, **query})


def test_the_page_shows_number_table_definitions_and_who_is_behind_it(world, get):
    page = get(by="office", across="sex")
    assert page.status_code == 200
    text = page.content.decode()
    assert '<h2 id="answer">Persons: 4</h2>' in text
    assert page.context["question"].query in text.replace("&amp;", "&")
    for said in ("Amina Odhiambo", "Nia Boateng", "Persons by office and sex", "EU · P1", "What is counted", "Freeze"):
        assert said in text


def test_a_focal_point_sees_her_own_offices_and_names(world, efua, client_for):
    page = client_for(efua).get("/figures/", DATES)
    text = page.content.decode()
    assert page.context["number"] == 1
    assert "Kofi Mensah" in text
    for leak in ("Amina", "Bruno", "Nia", "Ghana Police", "Freeze", "Name a target"):
        assert leak not in text
    assert client_for(efua).get("/figures/", {**DATES, "office": "KE"}).status_code == 400


def test_who_has_moved_on_is_counted_and_not_named(world, efua, client_for):
    world.kofi.postings.update(ended_on="2026-10-01")
    page = client_for(efua).get("/figures/", DATES)
    assert page.context["number"] == 1
    assert "Kofi" not in page.content.decode()
    assert "1 more is counted, whom you may not see by name." in page.content.decode()


def test_the_number_of_queries_does_not_grow(world, get, django_assert_num_queries):
    with django_assert_num_queries(25):
        get()
    for pk in LearningRecord.objects.values_list("person", flat=True).distinct():
        make_record(
            type(world.amina).objects.get(pk=pk),
            achieved_on="2026-07-01",
            subject_kind="outside",
            at=moment("2026-07-02"),
        )
    with django_assert_num_queries(25):
        get()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"ended_on": "2025-12-31"}, "ends before it starts"),
        ({"on": "2190-01-01"}, "between 1 January 2000 and today"),
        ({"on": "nonsense"}, "Enter a valid date"),
        ({"known_at": "2190-01-01T00:00"}, "Nobody knows the future"),
        ({"known_at": "0001-01-01T00:00"}, "between 1 January 2000"),
        ({"known_at": "9999-12-31T23:59:59-12:00"}, "Enter a valid date"),
        ({"started_on": "1000-01-01"}, "between 1 January 2000"),
        ({"subject": "workshop:'; drop"}, "Select a valid choice"),
        ({"subject": "topic:\0"}, "Select a valid choice"),
        ({"office": "x" * 3000}, "Select a valid choice"),
        ({"by": "sex", "across": "sex"}, "Choose another one"),
        ({"kinds": "annulment"}, "Select a valid choice"),
    ],
)
def test_bad_questions_get_a_sentence(world, get, query, words):
    page = get(**query)
    assert page.status_code == 400
    assert words in page.content.decode()


def test_what_is_left_out_is_this_year_until_today(offices, dana, client_for):
    page = client_for(dana).get("/figures/")
    asked = page.context["question"]
    assert (asked.started_on.month, asked.started_on.day, asked.ended_on, asked.subject) == (1, 1, asked.on, "all")
    assert "Nobody is counted here." in page.content.decode()
