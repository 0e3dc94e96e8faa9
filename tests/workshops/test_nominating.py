"""Nominations: who may put whom forward, in which order, and what she never sees of others."""

import datetime

import pytest
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from tests.factories import make_person
from tests.workshops.seating import (
    DAY,
    NOW,
    affiliate,
    again,
    focal_point_of,
    invited,
    make_partner,
    make_quota,
    make_workshop,
    states,
    waiting,
)
from workshops.actions.nominating import move_rank, nominate, withdraw
from workshops.models import Registration, Workshop

URL = reverse("workshops:nominations", args=["CEP-2026-ACC"])


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


def of(person) -> str:
    return reverse("workshops:nomination", args=["CEP-2026-ACC", person.uuid])


def sent(whom, **values) -> dict:
    own = {"person": whom.pk, "language": "en", "motivation": "She trains others."} | values
    return {"form": "office", **{f"office-{name}": value for name, value in own.items()}}


# Putting somebody forward


def test_efua_nominates_kofi_who_hears_of_it(workshop, efua, kofi, client_for):
    assert client_for(efua).post(URL, sent(kofi)).status_code == 302
    registration = workshop.registrations.get()
    assert (registration.person, registration.state, registration.rank) == (kofi, "nominated", 1)
    assert (registration.office.code, registration.nominated_by) == ("GH", efua)
    assert registration.motivation == "She trains others."
    notice = Notice.objects.get(kind="nominated")
    assert (notice.person, "by Efua Asante" in notice.text) == (kofi, True)


def test_nominating_twice_is_once(workshop, efua, kofi):
    first = nominate(workshop, kofi, by=efua, at=NOW)
    second = nominate(workshop, kofi, by=efua, motivation="Again.", at=NOW + DAY)
    assert second == first
    assert (workshop.registrations.count(), again(first).motivation) == (1, "")
    assert Notice.objects.count() == 1


def test_who_was_withdrawn_can_be_nominated_anew(workshop, efua, kofi):
    first = nominate(workshop, kofi, by=efua, at=NOW)
    withdraw(first, by=efua, at=NOW)
    assert nominate(workshop, kofi, by=efua, at=NOW + DAY) == first
    assert again(first).state == "nominated"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": "confirmed"}, "not open for nominations: its state is “confirmed”"),
        ({"nominations_until": datetime.date(2026, 3, 1)}, "Nominations ended on"),
    ],
)
def test_when_nominations_are_closed_a_sentence_says_so(workshop, efua, kofi, client_for, change, sentence):
    Workshop.objects.filter(pk=workshop.pk).update(**change)
    page = client_for(efua).get(URL).content.decode()
    assert sentence in page
    assert "nominate-office" not in page
    client_for(efua).post(URL, sent(kofi))
    assert not workshop.registrations.exists()
    with pytest.raises(Refused):
        nominate(workshop, kofi, by=efua, at=NOW)


def test_the_last_day_is_that_of_the_place(offices, efua, kofi):
    workshop = make_workshop(offices, zone="Pacific/Kiritimati", nominations_until=datetime.date(2026, 3, 2))
    with pytest.raises(Refused, match="ended"):
        nominate(workshop, kofi, by=efua, at=NOW)
    assert nominate(workshop, kofi, by=efua, at=NOW - DAY / 2)


def test_where_quotas_are_somebody_whom_none_covers_is_refused(workshop, offices, efua, kofi, amina, dana):
    make_quota(workshop, offices["KE"])
    with pytest.raises(Refused, match="No quota of this workshop has seats for GH|Ghana"):
        nominate(workshop, kofi, by=efua, at=NOW)
    assert nominate(workshop, amina, by=dana, at=NOW).quota.office == offices["KE"]


@pytest.mark.parametrize(
    "values",
    [{"motivation": "x" * 501}, {"motivation": "a\x00b"}, {"language": "tlh"}, {"person": "9" * 30}, {"person": "x"}],
)
def test_bad_input_stores_nothing(workshop, efua, kofi, client_for, values):
    answer = client_for(efua).post(URL, sent(kofi, **values))
    assert (answer.status_code, workshop.registrations.exists()) == (200, False)
    assert "Please look at this again" in answer.content.decode()


# Ranking


def test_up_and_down_exchange_neighbours(workshop, offices, efua, kofi, client_for):
    ama, esi = (make_person(name, offices["GH"]) for name in ("Ama Boateng", "Esi Owusu"))
    for person in (kofi, ama, esi):
        nominate(workshop, person, by=efua, at=NOW)
    client = client_for(efua)
    client.post(of(esi), {"do": "up"})
    assert ranked(workshop) == ["Kofi", "Esi", "Ama"]
    client.post(of(kofi), {"do": "up"})
    client.post(of(ama), {"do": "down"})
    assert ranked(workshop) == ["Kofi", "Esi", "Ama"]
    answer = client.post(of(kofi), {"do": "down"})
    assert ranked(workshop) == ["Esi", "Kofi", "Ama"]
    assert answer.url.endswith(f"#candidate-{kofi.uuid}")


def ranked(workshop) -> list[str]:
    return [row.person.name.split()[0] for row in workshop.registrations.order_by("rank")]


def test_in_a_shared_quota_a_focal_point_passes_only_her_own(workshop, offices, efua, kofi, amina, dana):
    make_quota(workshop)
    ama = make_person("Ama Boateng", offices["GH"])
    kofis, aminas, amas = (nominate(workshop, person, by=dana, at=NOW) for person in (kofi, amina, ama))
    move_rank(amas, up=True, by=efua)
    assert ranked(workshop) == ["Ama", "Amina", "Kofi"]
    assert (again(aminas).rank, again(kofis).rank) == (2, 3)


# Withdrawing


def test_withdrawing_twice_is_once(workshop, efua, kofi, client_for):
    nominate(workshop, kofi, by=efua, at=NOW)
    for _time in range(2):
        assert client_for(efua).post(of(kofi), {"do": "withdraw"}).status_code == 302
    assert states(workshop) == {"Kofi": "withdrawn"}


def test_who_was_in_the_room_cannot_be_taken_out_of_it(workshop, efua, kofi):
    registration = nominate(workshop, kofi, by=efua, at=NOW)
    values = {"number": "P01", "confirmed_at": NOW, "category": "staff", "sex": "male"}
    Registration.objects.filter(pk=registration.pk).update(state="attended", **values)
    with pytest.raises(Refused, match="“attended”"):
        withdraw(registration, by=efua)


# Who sees whom


def test_accra_sees_nobody_of_nairobi(workshop, offices, efua, kofi, amina, dana, client_for):
    make_quota(workshop)
    make_person("Nia Njoroge", offices["KE"])
    nominate(workshop, amina, by=dana, motivation="Her secret reason", at=NOW)
    nominate(workshop, kofi, by=dana, at=NOW)
    client = client_for(efua)
    pages = [client.get(URL).content.decode(), client.post(URL, sent(amina)).content.decode()]
    pages.append(client.get(reverse("workshops:detail", args=[workshop.code])).content.decode())
    for page in pages:
        assert not any(word in page for word in ("Amina", "amina", "Nia Njoroge", "nia@", "Her secret reason"))
    assert "Kofi Mensah" in pages[0]
    assert "Select a valid choice" in pages[1]


@pytest.mark.parametrize("do", ["up", "down", "withdraw"])
def test_accra_moves_nobody_of_nairobi(workshop, efua, amina, dana, client_for, do):
    registration = nominate(workshop, amina, by=dana, at=NOW)
    assert client_for(efua).post(of(amina), {"do": do}).status_code == 404
    assert again(registration).state == "nominated"


def test_substitutes_of_nairobi_are_not_there_for_accra(workshop, efua, amina, kofi, dana, client_for):
    invited(workshop, amina, dana)
    url = reverse("workshops:substitute", args=[workshop.code, amina.uuid])
    assert client_for(efua).get(url).status_code == 404
    assert client_for(efua).post(url, {"person": kofi.pk, "language": "en"}).status_code == 404
    assert states(workshop) == {"Amina": "invited"}


def test_her_own_part_in_the_workshop_opens_no_other_candidates(workshop, efua, amina, kofi, dana, client_for):
    nominate(workshop, amina, by=dana, at=NOW)
    values = {"role": "co_facilitator", "state": "confirmed", "number": "F01", "confirmed_at": NOW}
    workshop.registrations.create(person=efua, category="staff", sex="female", language="en", **values)
    assert "Amina" not in client_for(efua).get(URL).content.decode()


@pytest.mark.parametrize("name", ["amina", "chen"])
def test_who_is_no_focal_point_has_no_such_page(workshop, name, kofi, request, client_for):
    client = client_for(request.getfixturevalue(name))
    assert client.get(URL).status_code == 404
    assert client.post(URL, sent(kofi)).status_code == 404
    assert not workshop.registrations.exists()


def test_a_focal_point_of_a_region_nominates_from_each_office_below(workshop, offices, kofi, client_for):
    fatou = make_person("Fatou Diop", offices["RO-DKR"])
    focal_point_of(fatou, offices["RO-DKR"])
    assert client_for(fatou).post(URL, sent(kofi)).status_code == 302
    assert states(workshop) == {"Kofi": "nominated"}


# Partners


@pytest.fixture
def adwoa(workshop):
    """The focal point of an organisation."""
    person = affiliate(make_person("Adwoa Sarpong")).person
    make_partner(workshop, focal_point=person)
    make_partner(workshop, "Another Organisation")
    return person


def newcomer(workshop, **values) -> dict:
    own = {"partner": workshop.supporters.get(organisation="Harbour Women").pk, "name": "Abena Ofori"}
    own |= {"email": "abena@example.org", "sex": "female", "organisation_type": "civil_society"}
    own |= {"country": "GH", "language": "en"} | values
    return {"form": "partner", **{f"partner-{name}": value for name, value in own.items()}}


def test_a_partner_nominates_somebody_new_and_that_is_her_endorsement(workshop, adwoa, client_for):
    assert client_for(adwoa).post(URL, newcomer(workshop)).status_code == 302
    registration = workshop.registrations.get()
    assert (registration.state, registration.endorsed_by, registration.office) == ("endorsed", adwoa, None)
    assert registration.person.affiliations.get().organisation == "Harbour Women"
    client_for(adwoa).post(URL, newcomer(workshop))
    assert workshop.registrations.count() == 1


def test_a_partner_learns_nothing_of_others(workshop, adwoa, kofi, amina, dana, client_for):
    nominate(workshop, kofi, by=dana, at=NOW)
    other = workshop.supporters.get(organisation="Another Organisation")
    nominate(workshop, affiliate(amina, "Another Organisation").person, by=dana, partner=other, at=NOW)
    client = client_for(adwoa)
    page = client.get(URL).content.decode()
    assert not any(word in page for word in ("Kofi", "Amina", "Another Organisation"))
    for person in (kofi, amina):
        answer = client.post(URL, newcomer(workshop, email=person.email)).content.decode()
        assert "This address cannot be used here." in answer
        assert person.name not in answer
    assert "Select a valid choice" in client.post(URL, newcomer(workshop, partner=other.pk)).content.decode()
    assert workshop.registrations.count() == 2


@pytest.mark.parametrize("name", ["\u200f\u200f", "  ", "a\x00b", "\u202eabena", "x" * 10_000])
def test_a_name_that_cannot_be_read_is_refused(workshop, adwoa, client_for, name):
    assert client_for(adwoa).post(URL, newcomer(workshop, name=name)).status_code == 200
    assert not workshop.registrations.exists()


# The page


def test_the_page_shows_rank_balance_and_quota(workshop, offices, efua, kofi, client_for):
    make_quota(workshop, offices["GH"], most=4, least=2, least_sex="female", least_percent=50)
    ama = make_person("Ama Boateng", offices["GH"], sex="female", job_title="Trainer", supervisor=kofi)
    for person in (kofi, ama):
        nominate(workshop, person, by=efua, at=NOW)
    page = " ".join(client_for(efua).get(URL).content.decode().split())
    for words in ("0 of 4 seats are taken, 2 are kept", "At least 50% women", "Trainer", "50%", "endorsement awaited"):
        assert words in page, words


def test_the_page_costs_the_same_for_one_and_for_three(
    workshop, offices, efua, kofi, client_for, django_assert_num_queries
):
    client = client_for(efua)
    make_quota(workshop, offices["GH"])
    waiting(workshop, kofi, efua)
    client.get(URL)
    with django_assert_num_queries(18):
        client.get(URL)
    for name in ("Ama Boateng", "Esi Owusu"):
        waiting(workshop, make_person(name, offices["GH"]), efua)
    with django_assert_num_queries(18):
        client.get(URL)
