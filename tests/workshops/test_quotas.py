"""Quotas: what fits, what stays, and who may not see them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from tests.factories import make_person
from tests.workshops.seating import make_partner, make_quota, make_workshop, selected
from workshops.actions.quotas import remove_quota, save_quota
from workshops.models import Quota
from workshops.seats.counting import quota_for

URL = reverse("workshops:quotas", args=["CEP-2026-ACC"])


@pytest.fixture
def workshop(offices):
    return make_workshop(offices)


def sent(**values) -> dict:
    return {"scope": "open", "least": "0", "most": "3", "least_percent": "0"} | values


def test_headquarters_adds_a_quota_and_the_journal_knows(workshop, offices, dana, client_for):
    answer = client_for(dana).post(URL, sent(scope="office", office=offices["GH"].pk, least=2, most=4))
    assert answer.status_code == 302
    quota = workshop.quotas.get()
    assert (quota.office, quota.least, quota.most) == (offices["GH"], 2, 4)
    assert LogEntry.objects.get(action="workshop.quota_saved").actor == dana


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"scope": "office"}, "Choose for whom the seats are kept."),
        ({"scope": "partner"}, "Choose for whom the seats are kept."),
        ({"least": 4, "most": 3}, "The most is at least the least."),
        ({"least": 11, "most": 11}, "The workshop has 10 seats, and 0 are kept by the other quotas."),
        ({"most": 0}, "greater than or equal to 1"),
        ({"most": "9" * 40}, "less than or equal to 10000"),
        ({"least": "−5"}, "Enter a whole number."),
        ({"least_percent": 101}, "less than or equal to 100"),
        ({"least_sex": "female"}, "Give the least percent"),
        ({"least_percent": 40}, "Say of which sex"),
        ({"scope": "everybody"}, "Select a valid choice"),
        ({"scope": "open\x00"}, "Select a valid choice"),
    ],
)
def test_bad_input_gets_a_sentence_and_stores_nothing(workshop, dana, client_for, values, sentence):
    answer = client_for(dana).post(URL, sent(**values))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Quota.objects.exists()


def test_what_does_not_belong_to_the_scope_is_left_out(workshop, offices, dana, client_for):
    client_for(dana).post(URL, sent(scope="open", office=offices["GH"].pk))
    assert workshop.quotas.get().office is None


def test_one_quota_for_each_office_and_one_open_one(workshop, offices, dana, client_for):
    make_quota(workshop, offices["GH"])
    make_quota(workshop)
    for values in (sent(scope="region", office=offices["GH"].pk), sent()):
        assert client_for(dana).post(URL, values).status_code == 200
    assert workshop.quotas.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        make_quota(workshop)


def test_the_leasts_of_all_fit_into_the_capacity(workshop, offices, dana):
    make_quota(workshop, offices["GH"], least=6, most=6)
    with pytest.raises(Refused, match="6 are kept by the other quotas"):
        save_quota(Quota(workshop=workshop, scope="open", least=5, most=5), by=dana)
    save_quota(Quota(workshop=workshop, scope="open", least=4, most=5), by=dana)
    assert workshop.quotas.count() == 2


def test_a_quota_in_use_keeps_its_people_and_its_scope(workshop, offices, kofi, efua, dana):
    quota = make_quota(workshop, offices["GH"])
    for person in (kofi, efua):
        selected(workshop, person, dana)
    with pytest.raises(Refused, match="2 people hold a seat"):
        save_quota(Quota(pk=quota.pk, workshop=workshop, scope="office", office=offices["GH"], most=1), by=dana)
    with pytest.raises(Refused, match="stays with whom it is for"):
        save_quota(Quota(pk=quota.pk, workshop=workshop, scope="open", most=5), by=dana)
    with pytest.raises(Refused, match="so it stays"):
        remove_quota(quota, by=dana)
    assert Quota.objects.get().most == 5


def test_an_unused_quota_is_changed_and_removed_on_its_page(workshop, dana, client_for):
    quota = make_quota(workshop)
    url = reverse("workshops:quota", args=[workshop.code, quota.pk])
    client = client_for(dana)
    assert client.post(url, sent(most=7)).status_code == 302
    assert workshop.quotas.get().most == 7
    client.post(url, {"do": "remove"})
    assert not workshop.quotas.exists()


def test_the_narrowest_quota_covers(workshop, offices, dana):
    partner = make_partner(workshop)
    office = make_quota(workshop, offices["GH"])
    region = make_quota(workshop, offices["RO-DKR"], scope="region")
    world = make_quota(workshop, offices["HQ"], scope="region")
    of_partner = make_quota(workshop, scope="partner", partner=partner)
    found = {code: quota_for(workshop, office=offices[code]) for code in ("GH", "RO-DKR", "KE")}
    assert found == {"GH": office, "RO-DKR": region, "KE": world}
    assert quota_for(workshop, office=None, partner=partner) == of_partner
    assert quota_for(workshop, office=None) is None
    opened = make_quota(workshop)
    assert quota_for(workshop, office=None) == opened


@pytest.mark.parametrize("name", ["amina", "efua", "chen"])
def test_nobody_else_sees_quotas(workshop, name, request, client_for):
    quota = make_quota(workshop)
    client = client_for(request.getfixturevalue(name))
    for url in (URL, reverse("workshops:quota", args=[workshop.code, quota.pk])):
        assert client.get(url).status_code == 404
        assert client.post(url, sent()).status_code == 404
    assert workshop.quotas.get() == quota


def test_quotas_of_another_workshop_are_not_there(workshop, offices, dana, client_for):
    other = make_quota(make_workshop(offices, "OTHER"))
    url = reverse("workshops:quota", args=[workshop.code, other.pk])
    assert client_for(dana).get(url).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_three(workshop, offices, dana, client_for, django_assert_num_queries):
    client = client_for(dana)
    make_quota(workshop)
    client.get(URL)
    with django_assert_num_queries(12):
        client.get(URL)
    for code in ("GH", "KE"):
        make_quota(workshop, offices[code])
        selected(workshop, make_person(f"{code} Person", offices[code]), dana)
    with django_assert_num_queries(12):
        client.get(URL)
