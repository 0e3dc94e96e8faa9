"""The pages of notices: the list, the preferences, and the link that stops mail of one kind."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core import mail, signing
from django.test import Client

from elearning.notices import feet, stopping
from elearning.notices.actions import notify, send_due
from elearning.notices.feet import token_for
from elearning.notices.kinds import all_kinds
from elearning.notices.models import Delivery, Notice, Preference, Rhythm
from tests.factories import make_person
from tests.notices.samples import CERTIFICATE, SEAT

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)


def tell(person, number: int, at: datetime.datetime = NOON) -> Notice:
    key = f"{person.pk}:{number}"
    return notify(person, "certificate_issued", key=key, path=f"/there/{number}/", at=at, **CERTIFICATE)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_is_grouped_by_day_and_asks_the_same_for_one_and_for_three(
    number, amina, client_for, django_assert_num_queries
):
    client = client_for(amina)
    for each in range(number):
        tell(amina, each, NOON - datetime.timedelta(days=each % 2))
    with django_assert_num_queries(6):  # session, person, her roles (header), how many, newest unread, page
        html = client.get("/notices/").content.decode()
    assert html.count("<article") == number
    assert html.count("26, 2026</h2>") == 1
    assert "/there/0/" in Notice.objects.get(path="/there/0/").text
    assert "/there/0/" not in html  # a button opens it: the bare address is for the mail


def test_only_new_ones_and_all_read_up_to_what_was_shown(amina, bruno, client_for):
    client, first = client_for(amina), tell(amina, 1)
    others, digest = tell(bruno, 1), notify(amina, "collected", key="c", lines=[], number=1, more=0)
    assert "1 notices" not in client.get("/notices/").content.decode()
    Notice.objects.filter(pk=digest.pk).update(read_at=NOON)
    second = tell(amina, 2)
    client.post(f"/notices/{first.pk}/read/")
    assert client.get("/notices/?show=unread&page=9").content.decode().count("<article") == 1
    newest = second.pk
    third = tell(amina, 3)
    client.post("/notices/read/", {"up_to": newest})
    assert list(Notice.objects.filter(read_at=None).values_list("pk", flat=True)) == [third.pk, others.pk]
    for wrong in ("", "x" * 10_000, "9" * 50, "\0", "-1", "²"):
        answer = client.post("/notices/read/", {"up_to": wrong}, follow=True)
        assert "It was not said up to which notice" in answer.content.decode()
    assert Notice.objects.filter(read_at=None).count() == 2
    assert client.post(f"/notices/{10**30}/read/").status_code == 404


def chosen(**changed: str) -> dict[str, str]:
    """What the form sends when nothing but this is changed."""
    wishes = {f"how-{kind.name}": kind.default for kind in all_kinds() if len(kind.ways()) > 1}
    rhythm = {"quiet_from": "20:00", "quiet_to": "07:00", "weekends": "on", "digest": "daily"}
    return wishes | rhythm | {"weekday": "0", "hour": "8"} | changed


def test_preferences_are_shown_without_rows_and_only_what_differs_is_stored(amina, bruno, client_for):
    client = client_for(amina)
    html = client.get("/notices/preferences/").content.decode()
    assert all(
        words in html for words in ("Kenya", "Africa/Nairobi", "a certificate is ready", "your seat is confirmed")
    )
    assert ('name="how-nudge"' in html, 'name="how-seat_offered"' in html) == (True, False)
    answer = client.post("/notices/preferences/", chosen())
    assert answer.status_code == 302, (answer.context["rhythm"].errors, answer.context["wishes"].errors)
    assert (Preference.objects.count(), Rhythm.objects.count()) == (0, 0)
    new = {"how-nudge": "collected", "quiet_to": "09:30", "hour": "10"}
    client.post("/notices/preferences/", chosen(**new))
    client.post("/notices/preferences/", chosen(**new))
    assert [(row.person, row.kind, row.how) for row in Preference.objects.all()] == [(amina, "nudge", "collected")]
    assert (Rhythm.objects.get().quiet_to, Rhythm.objects.get().person) == (datetime.time(9, 30), amina)
    client.post("/notices/preferences/", chosen())
    assert Preference.objects.get().how == "at_once"
    for wrong in (
        {"how-nudge": "site"},
        {"how-nudge": "x" * 10_000},
        {"hour": "24"},
        {"quiet_to": "25:99"},
        {"weekday": "\0"},
    ):
        answer = client.post("/notices/preferences/", chosen(**wrong))
        assert (answer.status_code, "error" in answer.content.decode()) == (200, True)
    assert (Preference.objects.get().how, Rhythm.objects.get().hour) == ("at_once", 8)


def test_the_mail_says_why_and_has_the_one_click_where_mail_may_stop(amina, settings):
    settings.BASE_URL = "https://learn.example.org"
    tell(amina, 1)
    notify(amina, "seat_offered", key="seat", at=NOON, **SEAT, until=NOON)
    Delivery.objects.update(next_try_at=NOON)
    assert send_due(at=NOON) == 2
    letters = {letter.subject.partition(":")[0]: letter for letter in mail.outbox}
    letter, seat = letters["Your certificate"], letters["A seat for you"]
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith("https://learn.example.org/notices/stop/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in letter.body
    assert "/notices/stop/" in letter.alternatives[0][0]
    assert {each.extra_headers["Auto-Submitted"] for each in mail.outbox} == {"auto-generated"}
    assert "List-Unsubscribe" not in seat.extra_headers
    assert "/notices/stop/" not in seat.body + seat.alternatives[0][0]
    assert "Mail of this kind is always sent." in seat.body
    assert "sends you this because of" not in Notice.objects.get(key="seat").text  # the foot is the mail's alone
    client = Client(enforce_csrf_checks=True)
    path = stop.removeprefix("https://learn.example.org")
    assert "Stop this mail" in client.get(path).content.decode()
    assert not Preference.objects.exists()  # scanners of mail open every link
    for _ in range(2):
        answer = client.post(path, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, "No more mail of this kind" in answer.content.decode()) == (200, True)
    assert [(row.kind, row.how) for row in amina.notice_preferences.all()] == [("certificate_issued", "site")]


def test_a_link_that_is_forged_old_or_of_a_kind_that_must_come_changes_nothing(amina, monkeypatch):
    client, good = Client(), token_for(amina.pk, "certificate_issued")
    amina.language = "fr"
    amina.save()
    assert 'lang="fr"' in client.get(f"/notices/stop/{good}/").content.decode()
    wrong = [good[:-1] + ("A" if good[-1] != "A" else "B"), good.replace(":", "."), "x" * 5000, "%00"]
    wrong += [token_for(amina.pk, name) for name in ("seat_offered", "nudge", "nobody knows it")]
    wrong += [token_for(10**12, "certificate_issued"), signing.dumps("odd", salt=feet.SALT), signing.dumps([1, "x"])]
    for token in wrong:
        assert client.post(f"/notices/stop/{token}/").status_code == 404, token
    gone = make_person("Amina Odiambo", account=False, is_active=False, merged_into=amina)
    assert client.post(f"/notices/stop/{token_for(gone.pk, 'claim_refused')}/").status_code == 200
    assert [row.kind for row in Preference.objects.filter(person=amina)] == ["claim_refused"]
    Preference.objects.all().delete()
    get_user_model().objects.filter(pk=amina.pk).update(is_active=False)  # closed, or erased
    assert client.post(f"/notices/stop/{good}/").status_code == 404
    get_user_model().objects.filter(pk=amina.pk).update(is_active=True)
    monkeypatch.setattr(feet, "GOOD_FOR", -1)
    answer = client.post(f"/notices/stop/{good}/")
    assert (answer.status_code, "This link is over" in answer.content.decode()) == (404, True)
    monkeypatch.setattr(stopping, "MOST_A_MINUTE", 0)
    assert client.get(f"/notices/stop/{good}/").status_code == 429
    assert not Preference.objects.exists()
