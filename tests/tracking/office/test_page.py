"""My office: what stands on it, for whom, and what it costs."""

import datetime

import pytest
from django.urls import reverse

from elearning.people.actions import add_absence, end_posting, lend_role, mark_offline
from elearning.people.models import User
from elearning.tracking.models import Nudge
from tests.factories import make_person, make_role
from tests.tracking.looking import queries, text_of
from tests.tracking.office.conftest import DAY, NOW, TODAY, finish, reckon
from tests.workshops.seating import make_quota, make_workshop
from workshops.actions.nominating import nominate

URL = "/my-office/"


def test_who_is_overdue_due_and_comes_newly(house, efua, kofi, course, client_for):
    finish(kofi, course)
    reckon()
    page = text_of(client_for(efua).get(URL))
    assert "<strong>2</strong><span>overdue</span>" in page  # Efua herself and Gifty, below
    assert "<strong>1</strong><span>due</span>" in page
    assert page.index("Efua Asante") < page.index("Gifty Osei") < page.index("Nana Boateng")
    assert "April 30, 2026" in page  # 60 days from the first of March, overdue since
    assert "July 24, 2026" in page  # 60 days from her first day
    assert "Kofi Mensah" not in page
    assert "Ghana, since May 25, 2026" in page
    assert "by July 24, 2026" in page


def test_met_for_a_while_is_expiring_with_its_last_day(house, efua, kofi, course, dana, client_for):
    from elearning.tracking.requirements.actions import publish_version
    from tests.tracking.requirements.conftest import asked

    finish(kofi, course, on=TODAY - 30 * DAY, at=NOW - 30 * DAY)
    publish_version(house.requirement, by=dana, at=NOW, **asked(course, from_day=TODAY, months=3))
    reckon()
    page = text_of(client_for(efua).get(URL + "?show=expiring"))
    assert "<strong>1</strong><span>expiring</span>" in page
    assert "Aug. 1, 2026" in page  # three months from the second of May, the day before
    assert "Kofi Mensah" in page
    assert "Gifty Osei</a>" not in page


def test_filters_and_bad_addresses(house, efua, amina, dana, client_for):
    client = client_for(efua)
    due = text_of(client.get(URL + "?show=due&page=999")).split("Newcomers")[0]
    assert "Nana Boateng" in due
    assert "Gifty Osei" not in due
    assert client.get(URL + "?show=nonsense&page=-4").status_code == 200
    below = text_of(client.get(URL + "?office=GH-TEM"))
    assert "Gifty Osei" in below
    assert "Kofi Mensah" not in below
    for code in ("KE", "HQ", "RO-DKR", "nothing", "%00", "GH%00"):
        assert client.get(f"{URL}?office={code}").status_code == 404
    assert client_for(amina).get(URL).status_code == 404
    at_hq = client_for(dana)
    assert "Choose an office" in text_of(at_hq.get(URL))
    assert "Gifty Osei" in text_of(at_hq.get(URL + "?office=GH"))


def test_leavers_with_what_is_open(house, efua, kofi, dana, client_for):
    kofi.handovers.create(kind="parked_point", key="1", label={"en": "Who pays?"})
    end_posting(kofi.postings.get(), ended_on=TODAY + 20 * DAY, by=dana, at=NOW)
    kofi.handovers.create(kind="parked_point", key="2", label={"en": "Who goes?"})
    gone = make_person("Quame Ofori", house.gh)
    gone.postings.update(ended_on=TODAY - 10 * DAY)
    page = text_of(client_for(efua).get(URL)).split("Leavers</h2>")[1].split("</section>")[0]
    assert page.index("Quame Ofori") < page.index("Kofi Mensah")
    assert "has left" in page
    assert "1 thing to take over" in page
    assert not [person.name for person in house.leaks.values() if person.name in page]


def test_nominations_that_wait_and_who_covers(house, efua, kofi, amina, dana, offices, client_for):
    kofi.postings.update(supervisor=efua)
    workshop = make_workshop(offices, starts_on=datetime.date(2026, 9, 1), ends_on=datetime.date(2026, 9, 2),
                             nominations_until=datetime.date(2026, 7, 1))  # fmt: skip
    make_quota(workshop, offices["GH"])
    nominate(workshop, kofi, by=dana, at=NOW)
    other = make_workshop(offices, "KE-ONLY", nominations_until=datetime.date(2026, 7, 1))
    make_quota(other, offices["KE"])
    make_workshop(offices, "OVER", nominations_until=datetime.date(2026, 5, 1))
    lend_role(efua.roles.get(), amina, started_on=TODAY, ended_on=TODAY + 7 * DAY, by=efua, at=NOW)
    page = text_of(client_for(efua).get(URL))
    assert "Endorse Kofi Mensah for “Trust in Accra”, or not" in page
    assert reverse("workshops:endorse", args=[workshop.code, kofi.uuid]) in page
    assert "1 candidate of this office so far" in page
    assert "KE-ONLY" not in page
    assert "/OVER/" not in page
    assert "Amina Odhiambo covers for me" in page
    assert "I cover for Efua Asante" in text_of(client_for(User.objects.get(pk=amina.pk)).get(URL))


def test_an_office_that_is_offline_is_said(house, efua, client_for):
    mark_offline(house.tema, started_on=TODAY, ended_on=TODAY + 3 * DAY, by=efua, at=NOW)
    assert "Tema is marked as offline until June 4, 2026" in text_of(client_for(efua).get(URL))


@pytest.mark.parametrize("path", [URL, "/my-office/remind/all/", "/my-office/offline/", "/my-office/cover/"])
def test_one_or_many_cost_the_same(house, efua, kofi, dana, path, client_for, request):
    client = client_for(efua)
    few = queries(client, path)
    for number in range(3):
        person = make_person(f"P{number} Owusu", house.gh, supervisor=efua)
        person.postings.update(started_on=TODAY - 5 * DAY)
        person.handovers.create(kind="questions", key="all", label={"en": "Q"})
        leaver = make_person(f"L{number} Owusu", house.gh)
        leaver.postings.update(ended_on=TODAY + 5 * DAY)
        Nudge.objects.create(requirement=house.requirement, person=person, by=efua, due_on=TODAY, day=TODAY)
        add_absence(leaver, "leave", started_on=TODAY, ended_on=TODAY, by=efua)
        mark_offline(
            house.tema, started_on=TODAY + 9 * number * DAY, ended_on=TODAY + 9 * number * DAY, by=efua, at=NOW
        )
        make_role(efua, "focal_point", house.tema)
    reckon()
    assert queries(client, path) == few
    assert few <= 15
