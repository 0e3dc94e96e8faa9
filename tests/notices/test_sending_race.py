"""Two workers at once: each mail goes out once, each digest is made once, of two tellings one stands."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from elearning.notices.actions import notify, send_due, set_preferences, stop_mail
from elearning.notices.models import Delivery, Notice, Preference
from tests.notices.samples import CERTIFICATE
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAST = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)  # a Thursday, noon in Nairobi


def tell(person, key: str) -> Notice:
    return notify(person, "certificate_issued", key=key, path=f"/there/{key}/", at=PAST, **CERTIFICATE)


def test_two_workers_send_each_mail_and_each_digest_once(amina, bruno, kofi):
    for person in (amina, bruno):
        for number in range(4):
            tell(person, f"{person.pk}-{number}")
    set_preferences(kofi, wishes={"certificate_issued": "collected"})
    for number in range(60):
        tell(kofi, f"{kofi.pk}-{number}")
    Delivery.objects.update(next_try_at=PAST)
    sent: list[int] = []
    deeds = [lambda: sent.append(send_due(at=PAST)) for _worker in range(3)]
    assert at_once(*deeds) == []
    Delivery.objects.filter(state="waiting").update(next_try_at=PAST)  # the digest, which was made just now
    assert at_once(*deeds) == []
    assert sum(sent) == 9
    assert sorted(letter.to[0].partition("@")[0] for letter in mail.outbox) == ["amina"] * 4 + ["bruno"] * 4 + ["kofi"]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 9
    assert Notice.objects.filter(kind="collected").count() == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    (digest,) = (letter for letter in mail.outbox if letter.to == ["kofi@example.org"])
    assert digest.subject == "60 notices for you"
    assert digest.body.count("/there/") == 40  # and twenty more, which stand on the site


def test_told_twice_at_once_is_told_once_and_wishes_of_two_tabs_are_one(amina):
    assert [type(fault).__name__ for fault in at_once(*[lambda: tell(amina, "one")] * 2)] in ([], ["IntegrityError"])
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 1)
    wishes = {"certificate_issued": "collected"}
    assert at_once(lambda: set_preferences(amina, wishes=wishes), lambda: stop_mail(amina, "certificate_issued")) == []
    assert Preference.objects.count() == 1
    assert timezone.now() >= Preference.objects.get().changed_at
