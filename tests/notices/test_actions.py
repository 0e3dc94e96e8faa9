"""A notice is told once, in the person's language, and its mail survives a kill."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from elearning.notices import actions
from elearning.notices.actions import notify, send_due
from elearning.notices.models import Attachment, Delivery, Notice
from elearning.people.actions import add_person, invite
from elearning.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ona():
    return add_person("Ona Petit", email="ona@example.org", language="ar")


@pytest.fixture
def invitation(ona):
    return invite(ona, by=None)


def test_the_same_key_is_told_once(ona, invitation):
    key = Notice.objects.get().key
    again = notify(ona, "invitation", key=key, invitation=invitation)
    assert again == Notice.objects.get()
    assert Delivery.objects.count() == 1


def test_mail_goes_out_once_in_text_and_html(invitation):
    assert (send_due(), send_due()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["ona@example.org"]
    path = Notice.objects.get().path
    assert f"http://testserver{path}" in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert 'dir="rtl"' in html


def test_who_has_no_address_is_told_on_the_site_only(invitation):
    person = add_person("On Paper")
    notify(person, "invitation", key="paper", invitation=invitation)
    assert not Delivery.objects.filter(notice__person=person).exists()


def test_mail_that_waited_goes_to_the_address_that_she_has_by_then_and_nowhere_without_one(ona, invitation):
    User.objects.filter(pk=ona.pk).update(email="new@example.org")
    assert send_due() == 1
    assert (mail.outbox[0].to, Delivery.objects.get().address) == (["new@example.org"], "new@example.org")
    notify(ona, "invitation", key="more", invitation=invitation)
    User.objects.filter(pk=ona.pk).update(email=None)
    assert send_due() == 0
    assert Delivery.objects.get(notice__key="more").state == "left_out"


def test_who_is_erased_while_her_mail_leaves_does_not_keep_others_from_theirs(ona, invitation, monkeypatch):
    other = add_person("Otto Lang", email="otto@example.org")
    notify(other, "invitation", key="other", invitation=invitation)

    def erased(self):
        Delivery.objects.filter(notice__person=ona).delete()
        mail.outbox.append(self)

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", erased)
    assert (send_due(), send_due()) == (2, 0)
    assert Delivery.objects.get().state == "sent"


def test_a_sender_that_was_killed_is_replaced_after_ten_minutes(invitation):
    later = timezone.now() + datetime.timedelta(minutes=10)
    Delivery.objects.update(state="sending", tries=1, next_try_at=later)
    assert send_due() == 0
    Delivery.objects.update(next_try_at=timezone.now())
    assert send_due() == 1


def test_a_mail_server_that_is_away_is_tried_again_and_given_up_after_five(invitation, monkeypatch):
    def away(self):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", away)
    states = []
    for _ in range(5):
        Delivery.objects.update(next_try_at=timezone.now())
        assert send_due() == 0
        states.append(Delivery.objects.get().state)
    assert states == ["waiting"] * 4 + ["failed"]
    assert Delivery.objects.get().error == "no mail server"


def test_nobody_reads_or_marks_the_notices_of_another(invitation, ona, amina, client_for):
    notice = Notice.objects.get()
    client = client_for(amina)
    assert "invited" not in client.get("/notices/").content.decode()
    assert client.post(f"/notices/{notice.pk}/read/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None
    assert client_for(ona).post(f"/notices/{notice.pk}/read/").status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_mail_whose_sender_was_killed_at_the_last_try_is_given_up_and_not_left_sending(invitation):
    past = timezone.now() - datetime.timedelta(minutes=1)
    Delivery.objects.update(state="sending", tries=5, next_try_at=past)
    assert send_due() == 0
    assert (Delivery.objects.get().state, len(mail.outbox)) == ("failed", 0)


CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:عنوان\r\nEND:VCALENDAR\r\n".encode()


def calendar_file() -> Attachment:
    parameters = {"charset": "utf-8", "method": "REQUEST"}
    return Attachment(name="D1-01.ics", media_type="text/calendar", parameters=parameters, content=CALENDAR)


def test_what_is_attached_goes_with_the_mail_byte_for_byte(ona, invitation):
    Delivery.objects.all().delete()
    for _ in range(2):
        notify(ona, "invitation", key="with a file", invitation=invitation, attachments=[calendar_file()])
    assert Attachment.objects.count() == 1
    assert send_due() == 1
    part = mail.outbox[0].message().get_payload()[-1]
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "D1-01.ics")
    assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "utf-8")
    assert part.get_payload(decode=True) == CALENDAR


def test_a_mail_that_is_tried_again_carries_the_same_file(ona, invitation, monkeypatch):
    Delivery.objects.all().delete()
    notify(ona, "invitation", key="with a file", invitation=invitation, attachments=[calendar_file()])
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: 1 / 0)
        assert send_due() == 0
    Delivery.objects.update(next_try_at=timezone.now())
    assert send_due() == 1
    assert mail.outbox[0].message().get_payload()[-1].get_payload(decode=True) == CALENDAR


def test_nothing_is_attached_where_no_mail_goes_out(invitation):
    person = add_person("On Paper")
    notify(person, "invitation", key="paper", invitation=invitation, attachments=[calendar_file()])
    assert not Attachment.objects.exists()


def test_a_subject_is_one_line_and_keeps_its_spaces_that_do_not_break(ona, monkeypatch):
    monkeypatch.setattr(actions, "render_to_string", lambda name, values: " Annulé\u00a0:\n  Mom\x1cX-Bcc:\u2028basa\n")
    notice = notify(ona, "invitation", key="one")
    assert notice.subject == "Annulé\u00a0: Mom X-Bcc: basa"
