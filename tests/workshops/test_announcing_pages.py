"""What the mail of a new agenda carries, and the pages on which its notices are reviewed and sent."""

import pytest
from django.core import mail
from icalendar import Calendar

from elearning.notices.actions import send_due
from elearning.notices.models import Notice
from workshops.actions import announcing, telling
from workshops.actions.states import move_to
from workshops.models import Workshop

from .agendas import LATER, join, new_version

pytestmark = pytest.mark.django_db
BASE = "/workshops/CEP-2023-MBA/versions/2/notices/"


@pytest.fixture
def cast(mombasa, amina, bruno, chen, kofi):
    """Amina in group A, Bruno in B, Chen leads, Kofi interprets."""
    return [
        join(mombasa, amina, group="A"),
        join(mombasa, bruno, group="B"),
        join(mombasa, chen, role="lead"),
        join(mombasa, kofi, role="interpreter"),
    ]


@pytest.fixture
def second(mombasa, cast):
    """A second version that drops the reception and moves the end of group A's work."""
    return new_version(mombasa, ("D1-10A", {"minutes": 60}), off=("D1-13",))


def calendars(letter) -> dict[str, Calendar]:
    """The files of a mail by their names."""
    parts = [part for part in letter.message().walk() if part.get_content_type() == "text/calendar"]
    return {part.get_filename(): (part, Calendar.from_ical(part.get_payload(decode=True))) for part in parts}


def test_the_mail_carries_an_invitation_or_a_cancellation_for_each_item(second, amina, bruno):
    telling.tell(second.announcement.entries.get(registration__person=amina).pk)
    assert send_due() == 1
    (letter,) = mail.outbox
    assert letter.to == ["amina@example.org"]
    files = calendars(letter)
    assert set(files) == {"D1-10A.ics", "D1-13.ics"}
    for name, method, state, sequence in (
        ("D1-10A.ics", "REQUEST", "CONFIRMED", 1),
        ("D1-13.ics", "CANCEL", "CANCELLED", 1),
    ):
        part, calendar = files[name]
        assert part.get_param("method") == method
        assert calendar["method"] == method
        (event,) = calendar.walk("VEVENT")
        assert (event["status"], event["sequence"]) == (state, sequence)
        assert event["uid"] == str(second.workshop.items.get(code=name[:-4]).uuid)
        assert event["organizer"].startswith("mailto:")
        assert event["attendee"] == "mailto:amina@example.org"
        assert event["attendee"].params["CN"] == "Amina Odhiambo"
    telling.tell(second.announcement.entries.get(registration__person=bruno).pk)
    send_due()
    assert set(calendars(mail.outbox[1])) == {"D1-13.ics"}


def test_the_first_notice_names_the_personal_calendar_and_carries_no_files(mombasa, cast, amina):
    first = mombasa.versions.get(number=1)
    announcement = announcing.prepare_announcement(first, None, by=None, at=LATER)
    telling.tell(announcement.entries.get(registration__person=amina).pk)
    send_due()
    (letter,) = mail.outbox
    assert calendars(letter) == {}
    assert letter.body.count("/workshops/CEP-2023-MBA/my-calendar/") == 1
    assert "/workshops/CEP-2023-MBA/my-calendar/" in letter.alternatives[0].content


def test_a_cancelled_workshop_takes_its_invitations_out_of_the_calendars(mombasa, second, amina, bruno, dana):
    for person in (amina, bruno):
        telling.tell(second.announcement.entries.get(registration__person=person).pk)
    send_due()
    mail.outbox.clear()
    Workshop.objects.update(state="open")
    move_to(mombasa, "cancelled", by=dana, reason="Elections.")
    send_due()
    letters = {letter.to[0]: calendars(letter) for letter in mail.outbox}
    assert {address: set(files) for address, files in letters.items() if files} == {"amina@example.org": {"D1-10A.ics"}}
    _part, calendar = letters["amina@example.org"]["D1-10A.ics"]
    (event,) = calendar.walk("VEVENT")
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 2)


def test_who_has_no_account_any_more_gets_no_mail(second, amina, chen, client_for):
    amina.is_active = False
    amina.save()
    assert "3 of whom get a mail" in client_for(chen).get(BASE).content.decode()


def test_the_review_is_for_the_lead_and_shows_each_notice(second, cast, chen, amina, dana, client_for, mombasa):
    entry = second.announcement.entries.get(registration__person=amina)
    for path in (BASE, f"{BASE}{entry.pk}/"):
        assert client_for(amina).get(path).status_code == 404
    assert client_for(amina).post(f"{BASE}send/").status_code == 404
    client = client_for(chen)
    page = client.get(BASE).content.decode()
    assert "Send 54 notices" in page
    assert "4 of whom get a mail" in page
    letter = client.get(f"{BASE}{entry.pk}/").content.decode()
    assert "Dropped: “Welcome reception (optional)”" in letter
    assert not Notice.objects.exists()
    assert client.post(f"{BASE}send/", follow=True).status_code == 200
    telling.deliver(second.announcement)
    assert "54 of 54" in client.get(BASE).content.decode()
    assert "cannot be taken back" in client.post(f"{BASE}aside/", follow=True).content.decode()
    notices = client_for(amina).get("/notices/").content.decode()
    assert "The agenda has changed" in notices
    assert "Welcome reception" in notices
    assert client.get(f"/workshops/CEP-2023-MBA/versions/1/notices/{entry.pk}/").status_code == 404


def test_the_review_costs_the_same_for_1_recipient_and_for_54(second, dana, client_for, django_assert_num_queries):
    client = client_for(dana)
    client.get(BASE)
    with django_assert_num_queries(10):
        client.get(BASE)
    second.announcement.entries.exclude(pk=second.announcement.entries.first().pk).delete()
    with django_assert_num_queries(10):
        client.get(BASE)
