"""What changed between two moments of knowledge: the rows, their reasons, and whose they are to see."""

import datetime

import pytest

from elearning.people.models import Posting
from elearning.records.actions import record_achievement
from elearning.tracking.models import Stale
from tests.tracking.board.conftest import noon
from tests.tracking.looking import queries, text_of

ASKED = "/board/changes/?on=2026-06-10&known_at=2026-08-01T00:00:00"


@pytest.fixture
def news(cast, stand, bruno, kofi, offices):
    """In July we heard that Bruno had met it, and that Kofi was in Kenya."""
    for person, state, fields in ((bruno, "met", {}), (kofi, "overdue", {"office": offices["KE"]})):
        person.standings.update(known_to=noon("2026-07-10"), late=True)
        stand(person, state, "2026-07-01", known_from=noon("2026-07-10"), late=True, **fields)
    record_achievement(
        bruno, subject_kind="course", subject_uuid="6f9619ff-8b86-4d01-b42d-00c04fc964ff", title={"en": "C"},
        kind="completion", achieved_on=datetime.date(2026, 6, 1), basis={}, at=noon("2026-07-10"),
    )  # fmt: skip
    Posting.objects.filter(person=kofi).update(recorded_at=noon("2026-07-10"))
    Stale.objects.all().delete()  # the standings above are what would be derived


def test_rows_that_differ_are_named_with_what_arrived(news, dana, client_for):
    answer = client_for(dana).get(f"{ASKED}&before=2026-07-01T00:00:00")
    rows = {row.difference.person.get_short_name(): row for row in answer.context["rows"]}
    assert set(rows) == {"Bruno", "Kofi"}
    assert (rows["Bruno"].before, rows["Bruno"].now) == ("due by July 1, 2026", "met until July 1, 2026")
    assert rows["Bruno"].why == ["A record of June 1, 2026 arrived: completion."]
    assert (rows["Kofi"].difference.before.office.code, rows["Kofi"].difference.now.office.code) == ("GH", "KE")
    assert rows["Kofi"].why == ["The posting at Ghana was written down."]
    assert "as known at July 1, 2026, midnight UTC, and as known at Aug. 1, 2026" in text_of(answer)


def test_before_and_after_the_news_nothing_differs(news, dana, client_for):
    client = client_for(dana)
    assert "Nothing: both moments give the same figures." in text_of(client.get(f"{ASKED}&before=2026-07-11T00:00:00"))
    assert len(client.get(ASKED).context["rows"]) == 2, "thirty days earlier unless said"


def test_those_who_are_not_hers_to_see_are_a_number(news, efua, kofi, offices, client_for):
    client = client_for(efua)
    Posting.objects.filter(person=kofi).update(ended_on=datetime.date(2026, 7, 1))
    said = text_of(client.get(ASKED))
    assert "1 more differs who is not yours to see." in said
    for leak in ("Kofi", "Bruno", "Kenya", "Mozambique"):
        assert leak not in said


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("before=2026-08-01T00:00:00", "Choose a moment before the other one."),
        ("before=x", "Enter a valid date/time."),
        ("before=0001-01-01T00:00:00%2B14:00", "Enter a valid date/time."),
        ("known_at=2999-01-01T00:00:00", "Nobody knows the future"),
    ],
)
def test_moments_that_cannot_be_compared_are_answered_with_a_sentence(news, dana, client_for, query, complaint):
    answer = client_for(dana).get(f"/board/changes/?on=2026-06-10&known_at=2026-08-01T00:00:00&{query}")
    assert (answer.status_code, complaint in text_of(answer)) == (400, True)


def test_the_page_costs_the_same_for_two_rows_and_for_five(news, stand, dana, bruno, amina, chen, client_for):
    client = client_for(dana)
    first = queries(client, ASKED)
    for person in (amina, chen, dana):
        person.standings.update(known_to=noon("2026-07-12"), late=True)
        stand(person, "overdue", known_from=noon("2026-07-12"), late=True)
    assert len(client.get(ASKED).context["rows"]) == 5
    assert (queries(client, ASKED), first) == (15, 15)
