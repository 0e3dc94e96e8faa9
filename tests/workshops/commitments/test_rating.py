"""The rating of an office before and 180 days after: who, when, in which words, and the mean change."""

import datetime

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.utils import timezone

from elearning.people.actions import Refused
from tests.factories import make_office, make_role
from tests.workshops.papers import take_part
from workshops.actions.following_up import due_follow_ups
from workshops.actions.rating import load_statements, rate, save_statement, statements, why_not
from workshops.commitments.links import ANSWER, token_of
from workshops.commitments.ratings import ratings_of
from workshops.models import FrameworkStatement, Progress, Rating, Workshop

from .conftest import DAY, ENDS, asked

pytestmark = pytest.mark.django_db
BEFORE = datetime.datetime(2026, 5, 1, 9, tzinfo=datetime.UTC)
AFTER = ENDS + 181 * DAY
URL = "/workshops/CEP-2026-ACC/ratings/"


@pytest.fixture
def coming(team, framework) -> Workshop:
    Workshop.objects.update(state="confirmed")
    team.refresh_from_db()
    return team


def test_the_first_is_open_until_the_end_of_the_first_day_and_the_second_from_180_days(coming):
    night = datetime.datetime(2026, 5, 4, 23, 59, tzinfo=datetime.UTC)
    assert why_not(coming, "before", at=night) == ""
    assert "end of its first day" in why_not(coming, "before", at=night + datetime.timedelta(minutes=1))
    assert "2026-11-02" in why_not(coming, "after", at=ENDS + 179 * DAY)
    coming.state = "reporting"
    assert why_not(coming, "after", at=ENDS + 180 * DAY) == ""
    coming.state = "archived"
    assert "archived" in why_not(coming, "after", at=ENDS + 180 * DAY)


def test_the_focal_point_and_the_leader_of_the_plan_rate_and_nobody_else(coming, plan, offices, efua, kofi, ama, dana):
    rate(coming, offices["GH"], "before", {"agreed": 1, "unknown": 4}, by=efua, at=BEFORE)
    row = rate(coming, offices["GH"], "before", {"risks": 0}, by=kofi, note="Soon", at=BEFORE)
    assert Rating.objects.count() == 1
    assert (row.scores, row.by, row.note) == ({"agreed": 1, "risks": 0}, kofi, "Soon")
    for other in (ama, dana):
        with pytest.raises(Refused, match="rated by its focal point"):
            rate(coming, offices["GH"], "before", {"risks": 4}, by=other, at=BEFORE)
    for bad in ({"risks": 5}, {"risks": -1}, {"risks": True}, {"risks": "4"}, {}, {"unknown": 1}):
        with pytest.raises(Refused):
            rate(coming, offices["GH"], "before", bad, by=efua, at=BEFORE)
    with pytest.raises(Refused, match="first day"):
        rate(coming, offices["GH"], "before", {"risks": 4}, by=efua, at=ENDS)


def test_what_a_statement_said_is_kept_with_the_rating(coming, offices, efua, dana, framework):
    rate(coming, offices["GH"], "before", {"agreed": 1}, by=efua, at=BEFORE)
    values = {"code": "agreed", "texts": {"en": "Other words."}, "order": 0, "retired": True}
    save_statement(values, by=dana, statement=framework[0])
    assert Rating.objects.get().statements == {"agreed": {"en": "It is agreed.", "fr": "C'est convenu."}}
    assert [each.code for each in statements()] == ["risks"]
    with pytest.raises(Refused, match="kept by headquarters"):
        save_statement(values, by=efua)
    with pytest.raises(Refused, match="this code"):
        save_statement(values, by=dana)


def _both(workshop, office, before: int, after: int, by) -> None:
    for moment, score in (("before", before), ("after", after)):
        texts = {"agreed": {"en": "It was agreed."}}
        Rating.objects.create(
            workshop=workshop, office=office, moment=moment, scores={"agreed": score}, statements=texts, by=by
        )


def test_the_mean_change_and_fewer_than_five_offices_for_headquarters_alone(
    coming, offices, efua, chen, dana, kofi, client_for
):
    take_part(coming, chen, "F01", role="lead")
    for code, before, after in (("GH", 1, 3), ("KE", 2, 2), ("MZ", 0, 3), ("RO-DKR", 4, 3)):
        _both(coming, offices[code], before, after, efua)
    Rating.objects.create(workshop=coming, office=offices["HQ"], moment="before", scores={"agreed": 4}, by=efua)
    found = ratings_of(coming)
    assert (found.both, found.change, found.few) == (4, 1.0, True)
    assert [(row.before, row.after, row.change, row.offices) for row in found.statements] == [(1.75, 2.75, 1.0, 4)]
    hidden = client_for(chen).get(URL).content.decode()
    assert "4 offices can be compared" in hidden
    assert "It was agreed." not in hidden
    shown = client_for(dana).get(URL).content.decode()
    assert "It was agreed." in shown
    assert "Mozambique" in shown
    _both(coming, make_office("TZ", parent=offices["RO-NBO"]), 1, 2, efua)
    assert ratings_of(coming).few is False
    opened = client_for(chen).get(URL).content.decode()
    assert "It was agreed." in opened
    assert "Mozambique" not in opened
    rare = {"agreed": {"en": "It was agreed."}, "rare": {"en": "ZZ-rated by one."}}
    coming.ratings.filter(office=offices["GH"]).update(scores={"agreed": 1, "rare": 4}, statements=rare)
    assert "ZZ-rated by one." not in client_for(chen).get(URL).content.decode()
    assert "ZZ-rated by one." in client_for(dana).get(URL).content.decode()
    assert "It was agreed." not in client_for(kofi).get(URL).content.decode()


def test_the_result_asks_the_same_however_many(coming, offices, efua, dana, client_for, django_assert_num_queries):
    client = client_for(dana)
    for code, limit in (("GH", 12), ("KE", 12), ("MZ", 12)):
        _both(coming, offices[code], 1, 2, efua)
        with django_assert_num_queries(limit):
            client.get(URL)


def test_an_office_rates_itself_on_its_page(coming, efua, kofi, framework, client_for):
    Workshop.objects.update(starts_on=timezone.localdate() + DAY, ends_on=timezone.localdate() + 3 * DAY)
    url, client = f"{URL}GH/before/", client_for(efua)
    assert url in client.get(URL).content.decode()
    assert "Nothing is rated yet" in client.post(url, {}).content.decode()
    assert "Please look at this again" in client.post(url, {f"rate_{framework[0].pk}": "7"}).content.decode()
    assert client.post(url, {f"rate_{framework[0].pk}": "0"}).status_code == 302
    assert Rating.objects.get().scores == {"agreed": 0}
    assert client_for(kofi).get(url).status_code == 404
    assert "opens on" in client.post(f"{URL}GH/after/", {f"rate_{framework[0].pk}": "0"}).content.decode()
    assert client.get(f"{URL}NOWHERE/before/").status_code == 404


def test_the_third_follow_up_asks_for_it_on_the_same_signed_page(endorsed, kofi, ama, framework):
    due_follow_ups(AFTER)
    last = asked(endorsed, 180)
    Workshop.objects.update(starts_on=timezone.localdate() - 190 * DAY, ends_on=timezone.localdate() - 188 * DAY)
    url = f"/workshops/commitments/answer/{token_of(last, kofi, ANSWER)}/"
    assert "It is agreed." in Client().get(url).content.decode()
    key = endorsed.commitments.get().pk
    assert Client().post(url, {f"applied_{key}": "yes", f"rate_{framework[0].pk}": "3"}).status_code == 302
    row = Rating.objects.get()
    assert (row.moment, row.office, row.scores, row.by) == ("after", endorsed.office, {"agreed": 3}, kofi)
    assert Progress.objects.get().applied == "yes"
    colleague = f"/workshops/commitments/answer/{token_of(last, ama, ANSWER)}/"
    assert "It is agreed." not in Client().get(colleague).content.decode()


def test_the_demonstration_has_a_statement_for_each_module_in_three_languages(db):
    file = settings.BASE_DIR / "elearning" / "management" / "demo" / "framework.yaml"
    rows = yaml.safe_load(file.read_text())
    assert load_statements(rows) == 9
    assert load_statements(rows) == 0
    assert {row["module"] for row in rows} == {f"m{number}" for number in range(1, 9)}
    assert all(set(row.texts) == {"en", "fr", "ar"} for row in FrameworkStatement.objects.all())


def test_headquarters_keeps_the_statements(framework, dana, efua, client_for):
    url = f"/workshops/framework/{framework[0].pk}/"
    sent = {"code": "agreed", "texts_en": "It is agreed in writing.", "order": 0}
    assert client_for(dana).post(url, sent).status_code == 302
    assert FrameworkStatement.objects.get(code="agreed").texts["en"] == "It is agreed in writing."
    for bad in ({"texts_en": "\u200f"}, {"texts_en": "x" * 10_000}, {"code": "two words"}, {"order": "99999999999"}):
        assert "Please look at this again" in client_for(dana).post(url, sent | bad).content.decode()
    make_role(efua, "focal_point", efua.postings.get().office)
    assert client_for(efua).post(url, sent).status_code == 404


def test_an_office_that_sent_nobody_is_not_rated_by_whom_it_belongs_to(coming, offices, efua, client_for, framework):
    other = make_office("GH-N", parent=offices["GH"])
    with pytest.raises(Refused, match="rated by its focal point"):
        rate(coming, other, "before", {"agreed": 1}, by=efua, at=BEFORE)
    assert client_for(efua).get(f"{URL}GH-N/before/").status_code == 404
