"""The pages by which roles are lent, offices marked offline, and what leavers owned is taken over."""

import datetime

import pytest
from django.contrib.auth.models import Permission

from assessments.models import Category, Question
from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import Refused, end_posting, move
from elearning.people.leaving import finish_leavings
from elearning.people.models import HandoverItem, OfflineStretch, Role, User
from elearning.tracking.office.handing import take_over
from tests.factories import make_person
from tests.tracking.looking import text_of
from tests.tracking.office.conftest import DAY, NOW, TODAY, reckon
from tests.workshops.seating import make_workshop
from workshops.actions.confirming import add_to_team
from workshops.models import ParkedPoint, Registration

COVER, OFFLINE = "/my-office/cover/", "/my-office/offline/"


def test_a_role_is_lent_on_a_page_the_other_is_told_and_gives_it_back(house, efua, kofi, client_for):
    client = client_for(efua)
    role = efua.roles.get()
    days = {"started_on": TODAY, "ended_on": TODAY + 7 * DAY}
    for address, sentence in (
        ("nobody@example.org", "No colleague with this address is posted"),
        ("efua@example.org", "Nobody lends a role to herself"),
        ("x" * 300, "Enter a valid email address"),
    ):
        page = text_of(client.post(COVER, {"role": role.pk, "to": address, **days}))
        assert sentence in page
    assert "Select a valid choice" in text_of(client.post(COVER, {"role": 10**9, "to": "kofi@example.org", **days}))
    assert "Enter a valid date" in text_of(
        client.post(COVER, {"role": role.pk, "to": "kofi@example.org", "started_on": "2026-13-45", "ended_on": "x"})
    )
    client.post(COVER, {"role": role.pk, "to": " Kofi@example.org ", **days})
    lent = Role.objects.get(lent_by=efua)
    notice = Notice.objects.get(kind="role_lent")
    assert (lent.person, notice.person, notice.path) == (kofi, kofi, COVER)
    assert "June 8, 2026" in notice.text
    assert "Ghana" in notice.text
    borrower = client_for(kofi)
    assert "You have no role of your own to lend" in text_of(borrower.get(COVER))
    assert borrower.post(f"{COVER}{role.pk}/end/").status_code == 404  # not the loan
    assert borrower.post(f"{COVER}{lent.pk}/end/").headers["Location"] == "/my-day/"
    assert client.get(f"{COVER}{lent.pk}/end/").status_code == 405


def test_an_office_is_marked_offline_and_the_dues_there_move(house, efua, client_for):
    client = client_for(efua)
    page = client.get(OFFLINE).content.decode()
    assert "Tema" in page
    assert "Kenya" not in page
    days = {"started_on": TODAY - 3 * DAY, "ended_on": TODAY + 6 * DAY}
    assert "Select a valid choice" in text_of(client.post(OFFLINE, {"place": house.elsewhere.pk + 10**6, **days}))
    wrong = {"started_on": TODAY, "ended_on": TODAY - DAY, "place": house.gh.pk}
    assert "It ends before it starts" in text_of(client.post(OFFLINE, wrong))
    assert "Choose a day within two years" in text_of(client.post(OFFLINE, wrong | {"ended_on": "9999-12-31"}))
    assert "at most 200" in text_of(client.post(OFFLINE, wrong | {"note": "x" * 10_000}))
    assert "Null characters" in text_of(client.post(OFFLINE, wrong | {"note": "a\x00b"}))
    client.post(OFFLINE, {"place": house.gh.pk, "note": "=1+1", **days})
    reckon()
    assert "by Aug. 3, 2026" in text_of(client.get("/my-office/"))  # ten days after July 24
    stretch = OfflineStretch.objects.get()
    client.post(f"{OFFLINE}{stretch.pk}/", {"do": "end"})
    assert OfflineStretch.objects.standing().get().ended_on == TODAY - DAY
    assert client.post(f"{OFFLINE}{stretch.pk}/", {"do": "nonsense"}).status_code == 404
    client.post(f"{OFFLINE}{OfflineStretch.objects.standing().get().pk}/", {"do": "withdraw"})
    assert not OfflineStretch.objects.standing().exists()


def test_a_stretch_of_another_office_is_not_hers(house, efua, dana, offices, client_for):
    other = OfflineStretch.objects.create(office=offices["KE"], started_on=TODAY)
    client = client_for(efua)
    assert client.post(f"{OFFLINE}{other.pk}/", {"do": "withdraw"}).status_code == 404
    form = {"place": offices["KE"].pk, "started_on": TODAY + DAY, "ended_on": TODAY + 2 * DAY}
    assert "Select a valid choice" in text_of(client.post(OFFLINE, form))
    client_for(dana).post(OFFLINE, {"place": house.tema.pk, "started_on": TODAY})
    assert OfflineStretch.objects.get(office=house.tema).ended_on is None


@pytest.fixture
def leaver(house, kofi, chen, dana, offices) -> User:
    """Kofi leaves in twenty days; he leads a workshop, and sees to a point."""
    workshop = make_workshop(offices, starts_on=datetime.date(2026, 9, 1), ends_on=datetime.date(2026, 9, 2))
    add_to_team(workshop, kofi, role="lead", language="en", by=dana, at=NOW)
    ParkedPoint.objects.create(workshop=workshop, text="Who pays?", raised_by=chen, owner=kofi)
    end_posting(kofi.postings.get(), ended_on=TODAY + 20 * DAY, by=dana, at=NOW)
    return kofi


def test_the_handover_is_done_item_by_item_until_it_is_closed(leaver, house, efua, client_for):
    client, path = client_for(efua), f"/my-office/handover/{leaver.uuid}/"
    page = text_of(client.get(path))
    assert "2 things wait for somebody" in page
    assert "Workshop that she leads" in page
    assert "Who pays?" in page
    for item in HandoverItem.objects.all():
        client.post(f"{path}{item.pk}/")
        client.post(f"{path}{item.pk}/")  # twice is once
    assert "closed: all is taken over" in text_of(client.get(path))
    assert set(HandoverItem.objects.values_list("taken_by", flat=True)) == {efua.pk}
    assert LogEntry.objects.filter(action="tracking.taken_over").count() == 2
    assert ParkedPoint.objects.get().owner == leaver  # she takes no part there: noted only
    assert client.post(f"{path}999999/").status_code == 404


def test_headquarters_is_made_the_lead_and_the_owner(leaver, dana):
    lead, point = HandoverItem.objects.get(kind="workshop_lead"), HandoverItem.objects.get(kind="parked_point")
    assert take_over(lead, by=dana, at=NOW)
    row = Registration.objects.taking_part().get(role="lead")
    assert row.person == dana
    assert take_over(point, by=dana, at=NOW)  # she takes part now
    assert ParkedPoint.objects.get().owner == dana
    assert not take_over(lead, by=dana, at=NOW)


def test_questions_pass_to_who_may_write_them(house, efua, kofi, dana):
    category = Category.objects.create(name="Basics")
    Question.objects.create(code="Q-1", category=category, owner=kofi)
    end_posting(kofi.postings.get(), ended_on=TODAY + 20 * DAY, by=dana, at=NOW)
    item = HandoverItem.objects.get()
    assert (item.kind, item.label) == ("questions", {"en": "Q-1"})
    efua.user_permissions.add(Permission.objects.get(codename="change_question"))
    assert take_over(item, by=User.objects.get(pk=efua.pk), at=NOW)
    assert Question.objects.get().owner == efua


def test_who_sees_a_handover(leaver, house, efua, amina, bruno, dana, client_for, offices):
    path = f"/my-office/handover/{leaver.uuid}/"
    leaver.postings.update(supervisor=bruno)
    seen = [client_for(person).get(path).status_code for person in (efua, dana, bruno, amina, leaver)]
    assert seen == [200, 200, 200, 404, 404]
    item = HandoverItem.objects.first()
    with pytest.raises(Refused):
        take_over(item, by=amina, at=NOW)
    assert client_for(amina).post(f"{path}{item.pk}/").status_code == 404
    for person in (*house.leaks.values(), house.below):  # they do not leave, or left elsewhere
        assert client_for(efua).get(f"/my-office/handover/{person.uuid}/").status_code == 404


def test_a_farewell_when_her_last_day_is_over(leaver, efua, kofi, dana, offices):
    move(efua, offices["KE"], on=TODAY + DAY, by=dana)
    assert not Notice.objects.filter(kind="farewell").exists()
    finish_leavings(NOW + 21 * DAY)
    finish_leavings(NOW + 22 * DAY)
    notice = Notice.objects.get(kind="farewell")
    assert notice.person == kofi
    assert "June 21, 2026" in notice.text
    assert notice.path.startswith("/transcripts/")
    assert kofi.transcript_links.count() == 1
    old = make_person("Omar Sy", offices["KE"])
    end_posting(old.postings.get(), ended_on=datetime.date(2025, 1, 1), by=dana, at=NOW)
    assert not Notice.objects.filter(person=old).exists()
