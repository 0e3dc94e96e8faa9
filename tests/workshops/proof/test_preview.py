"""The preview: who gets what and why not, what warns, who may see it, in how many queries."""

import pytest

from elearning.records.actions import issue_certificate
from tests.records.factories import make_record
from tests.workshops.seating import again
from workshops.actions.certifying import mark_of
from workshops.models import DayClosing
from workshops.proof.preview import preview_of
from workshops.proof.showing import shown
from workshops.proof.warnings import warnings_of
from workshops.proof.words import minutes_of, reasons_of, rule_of

from .rooms import BASE, DAY, come, seat, unknown_badge

pytestmark = pytest.mark.django_db


def kinds(workshop) -> dict[str, str]:
    return {row.registration.number: row.kind for row in preview_of(workshop).rows}


def why(workshop, number: str) -> list[str]:
    preview = preview_of(workshop)
    row = next(row for row in preview.rows if row.registration.number == number)
    return [
        " ".join([reason.text, *(f"{code} {title}" for code, title in reason.items)])
        for reason in reasons_of(row, preview)
    ]


def test_the_demonstration_workshop_comes_out_as_its_file_says(played, django_assert_num_queries):
    with django_assert_num_queries(8):
        preview = preview_of(played)
    expected = {"completion": 46, "participation": 2, "nothing": 2, "took": 48, "passed": 0, "new": 48, "lost": 0}
    assert preview.figures == expected
    by_kind = {
        kind: [row.registration.number for row in preview.rows if row.kind == kind] for kind in ("participation", "")
    }
    assert by_kind == {"participation": ["P12", "P44"], "": ["P31", "P50"]}


def test_each_gets_one_certificate_and_reads_why_not_more(room):
    expected = {"P01": "completion", "P02": "completion", "P03": "participation", "P04": "participation"}
    assert kinds(room) == expected | {"P05": "", "P06": ""}
    assert why(room, "P01") == []
    assert why(room, "P03") == ["The post-test is not taken."]
    assert why(room, "P04") == ["Required, not attended: D1-01 Session D1-01"]
    assert why(room, "P05") == ["50.0% where 80% are asked."]
    assert why(room, "P06") == [
        "0.0% where 80% are asked.",
        "Required, not attended: D1-01 Session D1-01",
        "The post-test is not taken.",
    ]
    rows = {row.registration.number: minutes_of(row) for row in preview_of(room).rows}
    assert (rows["P04"], rows["P05"]) == ("160 of 200 minutes", "100 of 200 minutes")


def test_eighty_is_reached_by_minutes_and_never_by_rounding(room):
    come(room, "P05", "D1-02", value="partial", minutes=59)  # 159 of 200 are 79.5
    assert kinds(room)["P05"] == ""
    come(room, "P05", "D1-02", value="partial", minutes=60)
    assert kinds(room)["P05"] == "completion"


def test_those_who_passed_stand_apart_from_those_who_took_the_test(room, rf):
    figures = preview_of(room).figures
    assert (figures["took"], figures["passed"]) == (4, 1)
    asked = {show: shown(preview_of(room), rf.get(f"/?show={show}").GET)["lines"] for show in ("passed", "taken")}
    numbers = {show: [line.row.registration.number for line in lines] for show, lines in asked.items()}
    assert numbers == {"passed": ["P01"], "taken": ["P02", "P04", "P05"]}


def test_where_the_test_must_be_passed_taking_it_is_not_enough(room):
    type(room).objects.filter(pk=room.pk).update(post_test="passed")
    room = again(room)
    assert kinds(room) == {"P01": "completion", "P02": "participation"} | {
        "P03": "participation", "P04": "participation", "P05": "", "P06": ""
    }  # fmt: skip
    assert why(room, "P02") == ["The post-test is taken, not passed."]


def test_without_a_test_nobody_completes_since_completion_needs_an_assessment(room):
    type(room).objects.filter(pk=room.pk).update(post_test="none")
    room = again(room)
    assert set(kinds(room).values()) == {"participation", ""}
    assert why(room, "P01") == why(room, "P03") == []
    assert "that needs an assessment" in rule_of(preview_of(room).policy)[1][1]


def test_walk_ins_count_and_the_team_does_not(room, kofi, dana):
    seat(room, kofi, "W01", state="walk_in")
    seat(room, dana, "O01", role="observer")
    assert {"W01", "O01"} & kinds(room).keys() == {"W01"}


def test_everything_that_is_not_settled_warns_and_an_old_tick_covers_nothing_new(room, chen):
    room.registrations.filter(number__in=["P01", "P02", "P05"]).update(name_confirmed_at=DAY.isoformat() + "T10:00Z")
    room.registrations.get(number="P02").name_requests.create(name="Bruno M.")
    room.registrations.get(number="P04").person.__class__.objects.filter(name="Daniel Owusu").update(name="ダニエル")
    unknown_badge(room)
    found = {warned.key.split(":")[0]: warned for warned in warnings_of(room, preview_of(room))}
    assert {name: warned.numbers for name, warned in found.items()} == {
        "requests": "P02", "names": "P03, P04", "letters": "P04", "unsigned": "", "events": "",
    }  # fmt: skip
    assert found["unsigned"].text == "This day is not signed off: May 6, 2026"
    unknown_badge(room)
    later = {warned.key.split(":")[0]: warned for warned in warnings_of(room, preview_of(room))}
    assert later["events"].key != found["events"].key
    assert later["names"].key == found["names"].key
    DayClosing.objects.create(workshop=room, day=DAY, signed_by=chen)
    assert "unsigned" not in {warned.key.split(":")[0] for warned in warnings_of(room, preview_of(room))}


def test_the_mark_changes_with_what_would_be_issued(room):
    before = mark_of(preview_of(room))
    assert mark_of(preview_of(room)) == before
    come(room, "P05", "D1-02")
    assert mark_of(preview_of(room)) != before


@pytest.mark.parametrize(
    "query", ["", "?show=lost", "?sort=percent", "?show=nonsense&sort=%00", "?show=names&sort=kind"]
)
def test_the_page_shows_what_was_asked_for(ready, chen, client_for, query):
    page = client_for(chen).get(f"{BASE}/certificates/{query}").content.decode()
    assert ("Nobody is like this." in page) == (query in ("?show=lost", "?show=names&sort=kind"))


def test_the_page_says_who_gets_what_and_why_not(room, chen, client_for):
    page = client_for(chen).get(f"{BASE}/certificates/?sort=name").content.decode()
    for said in ("Issue 4 certificates", "Session D1-01", "50.0%", "from 80% of the counted"):
        assert said in page
    assert "3 people have not confirmed" not in page
    assert "4 people have not confirmed their names yet." in page


@pytest.mark.parametrize("many", [1, 3])
def test_one_row_costs_what_three_cost(ready, chen, client_for, django_assert_num_queries, many):
    people = list(ready.registrations.participants().select_related("person"))
    for one in people[:many]:
        issue_certificate(make_record(one.person, subject_kind="workshop", subject_uuid=ready.uuid))
    ready.registrations.filter(pk__in=[one.pk for one in people[many:]]).update(state="withdrawn")
    client = client_for(chen)
    client.get(f"{BASE}/certificates/")
    with django_assert_num_queries(22):
        client.get(f"{BASE}/certificates/")


def test_only_the_lead_and_headquarters_see_it(room, amina, efua, dana, chen, client_for):
    for person, status in ((amina, 404), (efua, 404), (dana, 200), (chen, 200)):
        for page in ("certificates", "certificates/links", "names"):
            assert client_for(person).get(f"{BASE}/{page}/").status_code == status
