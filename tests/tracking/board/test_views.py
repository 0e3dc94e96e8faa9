"""The readiness board: who may see which, what it says, that rows cost no query."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from elearning.people.models import OfflineStretch, Posting, User
from elearning.tracking.models import Requirement, Stale
from tests.factories import make_person
from tests.tracking.board.conftest import LONG_AGO, noon
from tests.tracking.looking import queries, text_of

ASKED = {"on": "2026-06-10", "known_at": "2026-06-11T00:00:00"}


@pytest.fixture
def hq(dana, client_for) -> Client:
    return client_for(dana)


def figures(answer) -> dict[str, int]:
    return {figure["label"]: figure["value"] for figure in answer.context["totals"]}


def test_each_figure_says_what_it_is_a_part_of(cast, hq):
    answer = hq.get("/board/", ASKED)
    assert list(figures(answer).values()) == [4, 2, 1, 1, 1, 1, 1, 1, 1]
    said = text_of(answer)
    assert "<strong>2</strong><span>Met</span><small>of 4 required: 50%</small>" in said
    assert "<strong>4</strong><span>Required</span><small>of 6 posted: 67%</small>" in said
    assert "<strong>1</strong><span>Expiring in 30 days</span><small>of 2 who have met it: 50%</small>" in said
    assert (
        said.count("<strong>on June 10, 2026</strong>, <strong>as known at June 11, 2026, midnight UTC</strong>") == 2
    )
    assert "Version 1, from Jan. 1, 2025. 90 days to comply. 14 days of grace." in said


def test_regions_countries_and_offices_have_their_own_figures(cast, hq):
    answer = hq.get("/board/", ASKED)
    rows = {row["name"]: (row["line"].required, row["share"], row["line"].in_30) for row in answer.context["offices"]}
    assert rows["Headquarters"] == (4, "50%", 1)
    assert rows["Regional Office, Dakar"] == rows["Ghana"] == (2, "50%", 0)
    assert '<td data-label="Overdue">1</td>' in answer.content.decode()
    countries = {row["name"]: row["share"] for row in answer.context["countries"]}
    assert countries["Kenya"] == "100%"
    assert countries["Switzerland"] == "–"
    assert "do not imply official endorsement" in text_of(answer)
    assert "Ghana: 1 of 2 have met it (50%)" in answer.content.decode()


def test_filters_stand_in_the_address_and_are_said(cast, hq):
    answer = hq.get("/board/", {**ASKED, "sex": "female", "category": "staff", "language": ""})
    assert figures(answer)["Required"] == 2
    assert "Only: staff · female." in text_of(answer)
    address = answer.context["query"]
    assert "sex=female" in address
    again = hq.get(f"/board/?{address}")
    assert (again.context["query"], again.context["totals"]) == (address, answer.context["totals"])


def test_the_address_of_a_view_gives_the_same_figures_when_news_has_come(cast, stand, hq, bruno):
    address = hq.get("/board/").context["query"]
    before = hq.get(f"/board/?{address}")
    later = timezone.now() + datetime.timedelta(hours=1)
    make_known = {"known_from": later, "late": True}
    bruno.standings.update(known_to=later, late=True)
    stand(bruno, "met", **make_known)
    again = hq.get(f"/board/?{address}")
    assert again.context["totals"] == before.context["totals"]
    assert [row["of"] for row in again.context["months"]] == [row["of"] for row in before.context["months"]]


def test_a_focal_point_sees_her_office_and_no_other(cast, efua, client_for):
    client = client_for(efua)
    everything = text_of(client.get("/board/", ASKED))
    assert "Ghana" in everything
    for leak in ("Kenya", "Nairobi", "Amina", "Mozambique", "Headquarters"):
        assert leak not in everything
    assert figures(client.get("/board/", ASKED))["Required"] == 2
    paths = ("/board/KE/", "/board/RO-DKR/", "/board/HQ/", "/board/changes/?office=KE", "/board/nowhere/")
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    listed = text_of(client.get("/board/GH/", ASKED))
    assert "Kofi Mensah" in listed
    assert "Amina" not in listed


def test_whoever_moved_away_is_counted_and_not_named(cast, efua, kofi, offices, client_for):
    Posting.objects.filter(person=kofi).update(ended_on=datetime.date(2026, 6, 30), end_recorded_at=noon("2026-06-30"))
    answer = client_for(efua).get("/board/GH/", ASKED)
    assert figures(answer)["Required"] == 2
    said = text_of(answer)
    assert "1 more is counted above" in said
    assert "Kofi" not in said
    assert "Efua Asante" in said


def test_people_are_listed_by_state(cast, hq):
    def names(state: str) -> list[str]:
        answer = hq.get("/board/HQ/", {**ASKED, "state": state})
        return [standing.person.get_short_name() for standing, *_words in answer.context["people"].rows]

    assert names("met") == ["Efua", "Amina"]
    assert names("overdue") == ["Kofi"]
    assert names("exempt") == ["Dana"]
    assert len(names("")) == 6
    said = text_of(hq.get("/board/HQ/", ASKED))
    assert "until June 20, 2026" in said
    assert "by April 1, 2025" in said
    assert "without end" in said


def test_pages_of_people_hold_everybody_once(cast, stand, hq, offices, monkeypatch):
    monkeypatch.setattr("elearning.tracking.board.people.PER_PAGE", 2)
    seen = []
    for number in ("1", "2", "3"):
        answer = hq.get("/board/HQ/", {**ASKED, "page": number})
        seen += [standing.person.name for standing, *_words in answer.context["people"].rows]
    assert sorted(seen) == sorted(User.objects.filter(standings__isnull=False).values_list("name", flat=True))
    for odd in ("0", "x", "99999999999999999999", "\0"):
        assert hq.get("/board/HQ/", {**ASKED, "page": odd}).status_code == 200


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("on=yesterday", "Enter a valid date."),
        ("on=%00", "Enter a valid date."),
        ("on=2999-01-01", "Nobody knows the future: choose"),
        ("on=0001-01-01", "the first posting began on Jan. 1, 2024"),
        ("known_at=x", "Enter a valid date/time."),
        ("known_at=2999-01-01T00:00:00", "Nobody knows the future: choose a moment"),
        ("known_at=0001-01-01T00:00:00%2B14:00", "Enter a valid date/time."),
        ("known_at=2001-01-01T00:00:00", "the first posting was recorded at 2024-01-01T00:00:00 UTC"),
        ("requirement=none", "Select a valid choice."),
        ("category=police", "Select a valid choice."),
        ("sex=x%00", "Select a valid choice."),
        ("language=" + "x" * 5000, "Select a valid choice."),
        ("state=happy", "Select a valid choice."),
        ("from=1999-01", "The trend shows one month to five years"),
        ("from=2999-01", "The trend shows one month to five years"),
        ("from=x", "Enter a valid date."),
    ],
)
def test_a_question_that_cannot_be_asked_is_answered_with_a_sentence(cast, hq, query, complaint):
    answer = hq.get(f"/board/?{query}")
    assert (answer.status_code, complaint in text_of(answer)) == (400, True)
    assert "totals" not in answer.context


def test_what_is_still_being_counted_is_left_out_and_said(cast, hq, amina):
    Stale.objects.create(person=amina, noted_at=timezone.now() - datetime.timedelta(minutes=5))
    answer = hq.get("/board/")
    assert "is still being counted and not in these figures" in text_of(answer)
    now = timezone.now().strftime("%Y-%m-%dT%H:%M:%S")
    assert "is still being counted: choose that moment" in text_of(hq.get("/board/", {"known_at": now}))


def test_an_office_without_a_line_says_so_on_its_days(cast, hq, offices):
    OfflineStretch.objects.create(
        office=offices["GH"], started_on="2026-06-01", ended_on="2026-06-30", recorded_at=LONG_AGO
    )
    assert "offline until June 30, 2026" in text_of(hq.get("/board/", ASKED))
    assert "What falls due here while the office has no line is moved." in text_of(hq.get("/board/GH/", ASKED))
    assert "offline" not in text_of(hq.get("/board/KE/", ASKED))
    assert "offline until" not in text_of(hq.get("/board/", {"on": "2026-05-31"}))


def test_the_trend_begins_where_it_is_asked_to(cast, hq):
    days = [row["day"].isoformat() for row in hq.get("/board/", {**ASKED, "from": "2026-05"}).context["months"]]
    assert days == ["2026-06-10", "2026-06-01", "2026-05-01"]
    assert len(hq.get("/board/", ASKED).context["months"]) == 13


def test_without_a_requirement_the_board_says_so(hq):
    assert "Nothing is required yet" in text_of(hq.get("/board/"))
    assert "Nothing is required yet" in text_of(hq.get("/board/changes/"))


@pytest.mark.parametrize("more", [0, 3])
def test_the_board_costs_the_same_for_few_and_for_many(cast, stand, hq, efua, client_for, offices, more):
    for number in range(more):
        office = offices["KE"].add_child(
            code=f"S{number}", name=f"Sub {number}", kind="sub", country="UG", zone="Africa/Kampala", language="en"
        )
        stand(make_person(f"Person{number}", office), "met", "2026-06-20")
        OfflineStretch.objects.create(office=office, started_on="2026-06-01", recorded_at=LONG_AGO)
        stand(make_person(f"Ghana{number}", offices["GH"]), "due", "2026-06-20")
    Posting.objects.update(recorded_at=LONG_AGO)
    query = "?on=2026-06-10&known_at=2026-06-11T00:00:00"
    assert queries(hq, "/board/") == 10
    assert queries(hq, f"/board/{query}&sex=female") == 11
    assert queries(hq, f"/board/HQ/{query}") == 12
    assert queries(client_for(efua), f"/board/GH/{query}") == 14


def test_two_requirements_are_two_boards(cast, hq):
    other = Requirement.objects.create(code="other", place=9)
    other.versions.create(number=1, titles={"en": "Other"}, from_day="2026-01-01", subjects=[], published_at=LONG_AGO)
    Stale.objects.all().delete()
    answer = hq.get("/board/", {**ASKED, "requirement": "other"})
    assert figures(answer)["Required"] == 0
    assert "nobody is counted here" in text_of(answer)
    early = hq.get("/board/", {"requirement": "other", "on": "2025-12-31"})
    assert "No version of this requirement ruled on that day" in text_of(early)
