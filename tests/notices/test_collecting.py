"""Mail keeps her hours: what may wait is sent in the morning, what is collected goes out as one, and nothing twice."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from elearning.notices import collecting
from elearning.notices.actions import mark_all_read, notify, send_due, set_preferences, stop_mail
from elearning.notices.models import Delivery, Notice, Preference, Rhythm
from elearning.people.duty import weekend_of
from elearning.people.models import Absence, Office
from tests.notices.samples import CERTIFICATE, SEAT

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def nairobi(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    """A moment of November 2026 there; the 26th is a Thursday."""
    return datetime.datetime(2026, 11, day, hour - 3, minute, tzinfo=datetime.UTC)


def tell(person, number: int, at: datetime.datetime, kind: str = "certificate_issued") -> Delivery | None:
    context = CERTIFICATE if kind.startswith("certificate") else SEAT | {"until": at}
    notice = notify(person, kind, key=f"{kind}:{person.pk}:{number}", path=f"/there/{number}/", at=at, **context)
    return Delivery.objects.filter(notice=notice).first()


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """`timezone.now` stands still in the notices, long before anything here."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: nairobi(2, 12))


@pytest.fixture
def collected(amina):
    """Amina wants certificates in a digest."""
    set_preferences(amina, wishes={"certificate_issued": "collected"})
    return amina


def test_in_the_evening_what_may_wait_waits_for_the_morning_and_what_must_does_not(amina):
    waiting, must = tell(amina, 1, nairobi(26, 21)), tell(amina, 2, nairobi(26, 21), "seat_offered")
    assert (waiting.state, waiting.next_try_at) == ("waiting", nairobi(27, 7))
    assert must.next_try_at <= nairobi(26, 21)
    assert [send_due(at=at) for at in (nairobi(26, 21), nairobi(27, 6), nairobi(27, 7))] == [1, 0, 1]
    assert Notice.objects.filter(read_at=None).count() == 2  # on the site both stood at once


def test_the_weekend_is_that_of_her_duty_station(amina, offices):
    assert tell(amina, 1, nairobi(28, 12)).next_try_at == nairobi(30, 7)
    Office.objects.filter(code="KE").update(country="EG", zone="Africa/Cairo")
    assert tell(amina, 2, nairobi(28, 12)).next_try_at == datetime.datetime(2026, 11, 29, 5, tzinfo=datetime.UTC)
    assert (weekend_of("EG"), weekend_of("LY"), weekend_of("ZZ")) == ({4, 5}, {4, 5}, {5, 6})


def test_who_moves_to_another_office_while_mail_waits_is_written_to_by_the_clock_there(amina, offices):
    row = tell(amina, 1, nairobi(26, 21))
    amina.postings.update(office=offices["GH"])
    assert send_due(at=nairobi(27, 7)) == 0  # four in the morning there
    row.refresh_from_db()
    assert (row.state, row.next_try_at) == ("waiting", nairobi(27, 10))
    assert send_due(at=nairobi(27, 10)) == 1


def test_a_mail_whose_worker_stood_still_is_not_sent_at_night_nor_against_a_new_wish(amina):
    first, second = tell(amina, 1, nairobi(26, 15)), tell(amina, 2, nairobi(26, 15), "seat_reserve")
    assert send_due(at=nairobi(26, 23)) == 0
    first.refresh_from_db()
    assert (first.state, first.next_try_at, first.tries) == ("waiting", nairobi(27, 7), 0)
    Preference.objects.create(person=amina, kind="seat_reserve", how="site")
    assert send_due(at=nairobi(27, 9)) == 1
    second.refresh_from_db()
    assert (second.state, len(mail.outbox)) == ("left_out", 1)


def test_while_she_is_away_only_what_must_comes_and_afterwards_one_digest(amina):
    early = tell(amina, 0, nairobi(9, 21))  # waits for the morning, which is the first of her leave
    days = {"started_on": datetime.date(2026, 11, 10), "ended_on": datetime.date(2026, 11, 20)}
    Absence.objects.create(person=amina, kind="leave", **days)
    told = [tell(amina, number, nairobi(day, 12)) for number, day in enumerate((11, 12, 16), start=1)]
    assert {row.state for row in told} == {"collected"}
    assert [send_due(at=nairobi(day, 12)) for day in (10, 16, 21)] == [0, 0, 0]
    early.refresh_from_db()
    assert (early.state, early.next_try_at) == ("collected", nairobi(23, 8))
    tell(amina, 9, nairobi(17, 12), "seat_offered")
    assert (send_due(at=nairobi(17, 12)), send_due(at=nairobi(23, 8))) == (1, 1)
    assert [mail.outbox[-1].body.count(f"/there/{number}/") for number in range(4)] == [1, 1, 1, 1]


def test_a_digest_is_one_mail_newest_first_without_what_was_read_and_comes_once(collected):
    rows = [tell(collected, number, nairobi(26, 9 + number)) for number in range(3)]
    assert {(row.state, row.next_try_at) for row in rows} == {("collected", nairobi(27, 8))}
    Notice.objects.filter(pk=rows[1].notice_id).update(read_at=nairobi(26, 15))
    assert [send_due(at=at) for at in (nairobi(26, 20), nairobi(27, 8), nairobi(27, 8), nairobi(27, 9))] == [0, 1, 0, 0]
    (letter,) = mail.outbox
    assert letter.subject == "2 notices for you"
    assert letter.body.index("/there/2/") < letter.body.index("/there/0/")
    assert "/there/1/" not in letter.body
    assert "your certificate for" in letter.body
    states = dict(Delivery.objects.filter(notice__kind="certificate_issued").values_list("notice__path", "state"))
    assert states == {"/there/0/": "sent", "/there/1/": "left_out", "/there/2/": "sent"}
    digest = Notice.objects.get(kind="collected")
    assert (digest.key, digest.read_at is not None) == (f"collected:{collected.pk}:2026-11-27", True)
    late = tell(collected, 7, nairobi(27, 7))  # told as of a moment before that digest: it waits for the next
    late.refresh_from_db()
    assert send_due(at=nairobi(27, 10)) == 0
    assert send_due(at=nairobi(30, 8)) == 1
    assert "/there/7/" in mail.outbox[1].body


def test_all_read_no_mail(collected):
    row = tell(collected, 1, nairobi(26, 9))
    assert mark_all_read(collected, up_to=row.notice_id) == 1
    assert send_due(at=nairobi(27, 9)) == 0
    assert not Notice.objects.filter(kind="collected").exists()
    row.refresh_from_db()
    assert row.state == "left_out"


def test_a_worker_that_is_killed_loses_nothing_and_one_that_is_late_makes_no_second(collected, monkeypatch):
    row = tell(collected, 1, nairobi(26, 9))
    with monkeypatch.context() as killed:
        killed.setattr(collecting, "gist", lambda text: 1 / 0)
        assert send_due(at=nairobi(27, 8)) == 0
    row.refresh_from_db()
    assert (row.state, Notice.objects.filter(kind="collected").count()) == ("collected", 0)
    assert collecting.collect(collected.pk, nairobi(27, 8))
    assert not collecting.collect(collected.pk, nairobi(27, 8))
    with monkeypatch.context() as away:  # made, but the mail server is away: the digest is tried again, not its parts
        away.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: 1 / 0)
        assert send_due(at=nairobi(27, 8)) == 0
    row.refresh_from_db()
    assert row.state == "within"
    assert (send_due(at=nairobi(27, 9)), len(mail.outbox)) == (1, 1)
    row.refresh_from_db()
    assert row.state == "sent"


def test_more_than_five_of_a_kind_within_an_hour_are_collected_and_other_kinds_are_not(amina):
    minutes = [tell(amina, number, nairobi(26, 9, number)).state for number in range(7)]
    assert minutes == ["waiting"] * 5 + ["collected"] * 2
    assert tell(amina, 8, nairobi(26, 9, 9), "seat_reserve").state == "waiting"
    assert [tell(amina, 20 + n, nairobi(26, 9, 10), "seat_offered").state for n in range(7)] == ["waiting"] * 7
    assert tell(amina, 40, nairobi(26, 11)).state == "waiting"


def test_on_the_site_only_means_no_mail_and_what_waited_is_left_out(collected):
    row = tell(collected, 1, nairobi(26, 9))
    stop_mail(collected, "certificate_issued")
    stop_mail(collected, "seat_offered")  # must be sent: nothing is written
    row.refresh_from_db()
    assert row.state == "left_out"
    assert tell(collected, 2, nairobi(26, 9)) is None
    assert list(Preference.objects.values_list("kind", "how")) == [("certificate_issued", "site")]
    assert Notice.objects.filter(person=collected).count() == 2


def test_a_new_rhythm_holds_for_what_waits(collected):
    row = tell(collected, 1, nairobi(26, 9))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: nairobi(26, 10))
        set_preferences(collected, wishes={}, rhythm={"digest": "weekly", "weekday": 2, "hour": 14})
    row.refresh_from_db()
    assert row.next_try_at == nairobi(30, 14) + datetime.timedelta(days=2)
    assert Rhythm.objects.get().hour == 14


def test_who_has_no_duty_station_and_no_wish_is_written_to_at_once(collected):
    collected.postings.all().delete()
    assert tell(collected, 1, nairobi(26, 23), "seat_reserve").next_try_at == timezone.now()
    Rhythm.objects.create(person=collected)
    assert tell(collected, 2, nairobi(26, 23) + HOUR, "seat_reserve").next_try_at > nairobi(27, 7)


def test_a_mail_that_must_be_sent_asks_nothing_of_the_database_and_another_four_questions(
    amina, django_assert_num_queries
):
    from elearning.notices.planning import plan

    with django_assert_num_queries(0):
        plan(amina, "seat_offered", nairobi(26, 9))
    with django_assert_num_queries(4):  # her wish, her rhythm, her duty station, how many of this kind
        plan(amina, "nudge", nairobi(26, 9))
