"""The list of participants: by consent for those who take part, of all for the inside; no formula in it."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from workshops.actions.travelling import save_consents

from .papers import BASE, take_part, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(mombasa, amina, kofi, chen):
    """Amina agreed to be named, Kofi did not, Chen leads and did not."""
    registrations = [take_part(mombasa, amina, "A01"), take_part(mombasa, kofi, "A02")]
    take_part(mombasa, chen, "F01", role="lead")
    save_consents(registrations[0], by=amina, in_list=True, photo=False)
    return registrations


def text_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        return words(body)
    if body.startswith(b"PK"):
        return "\n".join(str(row) for row in load_workbook(io.BytesIO(body)).active.values)
    return body.decode()


@pytest.mark.parametrize("kind", ["pdf", "csv", "xlsx"])
def test_participants_get_those_who_agreed(cast, kofi, chen, client_for, kind):
    for reader in (kofi, chen):
        text = text_of(client_for(reader).get(f"{BASE}/participants.{kind}"))
        assert "Amina Odhiambo" in text
        for unnamed in ("Kofi Mensah", "Chen Liang", "Demo Participant", "A01"):
            assert unnamed not in text
    if kind == "pdf":
        assert "52 more people take part and are not named here." in text


@pytest.mark.parametrize("kind", ["pdf", "csv", "xlsx"])
def test_the_inside_gets_all_and_is_told_not_to_pass_it_on(cast, kofi, amina, chen, client_for, kind):
    path = f"{BASE}/participants-internal.{kind}"
    for stranger in (kofi, amina):
        assert client_for(stranger).get(path).status_code == 404
    answer = client_for(chen).get(path)
    assert "internal" in answer["Content-Disposition"]
    text = text_of(answer)
    for name in ("Amina Odhiambo", "Kofi Mensah", "Demo Participant 50"):
        assert name in text
    assert "Do not pass it on." in text
    assert "Do not pass it on." not in text_of(client_for(chen).get(f"{BASE}/participants.{kind}"))


def test_a_consent_taken_back_takes_the_name_out(cast, amina, kofi, client_for):
    save_consents(cast[0], by=amina, in_list=False, photo=False)
    text = text_of(client_for(kofi).get(f"{BASE}/participants.pdf"))
    assert "Amina" not in text
    assert "Nobody has agreed to be named." in text


def test_one_who_withdrew_is_on_no_list(cast, kofi, dana, client_for):
    type(cast[0]).objects.filter(pk=cast[0].pk).update(state="withdrawn")
    for path in ("participants.csv", "participants-internal.csv"):
        assert "Amina" not in text_of(client_for(dana).get(f"{BASE}/{path}"))


def test_a_name_is_no_formula(cast, amina, kofi, client_for):
    amina.name = "=cmd|' /C calc'!A0"
    amina.save()
    assert "'=cmd" in text_of(client_for(kofi).get(f"{BASE}/participants.csv"))
    assert "'=cmd" in text_of(client_for(kofi).get(f"{BASE}/participants.xlsx"))


def test_strangers_get_nothing(cast, bruno, efua, client_for):
    for path in ("papers/", "participants.pdf", "participants.csv"):
        for stranger in (bruno, efua):
            assert client_for(stranger).get(f"{BASE}/{path}").status_code == 404
        assert Client().get(f"{BASE}/{path}").status_code == 302
    assert client_for(bruno).get(f"{BASE}/participants.exe").status_code == 404


def test_the_page_offers_to_each_what_she_may_print(cast, kofi, chen, dana, client_for):
    links = ("participants.pdf", "participants-internal.pdf", "badges.pdf")
    for reader, expected in ((kofi, 1), (chen, 2), (dana, 3)):
        page = client_for(reader).get(f"{BASE}/papers/").content.decode()
        assert [link in page for link in links] == [True] * expected + [False] * (3 - expected)
        assert "1 of 53" in page


def test_the_list_takes_as_many_queries_for_three_as_for_one(cast, kofi, dana, client_for, django_assert_num_queries):
    client = client_for(kofi)
    client.get(f"{BASE}/participants.pdf")
    with django_assert_num_queries(8):
        client.get(f"{BASE}/participants.pdf")
    save_consents(cast[1], by=kofi, in_list=True, photo=True)
    with django_assert_num_queries(8):
        assert "Kofi Mensah" in text_of(client.get(f"{BASE}/participants.pdf"))
