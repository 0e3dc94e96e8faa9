"""The pages of certificates: what anybody hears of a code, and who may hold, download and correct."""

import datetime

import pytest
from django.test import Client

from elearning.records.actions import issue_certificate, reissue, revoke
from elearning.records.models import Certificate, LearningRecord
from tests.records.factories import make_record


@pytest.fixture
def certificate(amina):
    return issue_certificate(make_record(amina))


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def ask(certificate: Certificate, **headers):
    return Client().get(f"/verify/{certificate.code}/", headers=headers)


def test_a_valid_one_says_name_title_kind_and_date_and_nothing_else(amina, certificate):
    amina.staff_number = "S-4711"
    amina.save()
    said = text_of(ask(certificate))
    for part in ("This certificate is valid", "Amina Odhiambo", "Community Engagement and Policing", "of completion"):
        assert part in said
    for secret in (amina.email, "S-4711", "Kenya", certificate.serial, "3.5", "female"):
        assert secret not in said


def test_each_other_state_is_told_in_words(amina, dana, certificate):
    newer = reissue(certificate, by=dana, reason="Marriage", name="Amina Njeri")
    assert "This certificate was replaced" in text_of(ask(certificate))
    assert newer.serial in text_of(ask(certificate))
    assert "This certificate is valid" in text_of(ask(newer))
    revoke(newer, by=dana, reason="Issued by mistake")
    assert "This certificate was revoked" in text_of(ask(newer))
    assert "Issued by mistake" in text_of(ask(newer))
    old = make_record(amina, kind="participation", valid_until=datetime.date(2026, 4, 1))
    assert "This certificate has expired" in text_of(ask(issue_certificate(old)))


def test_an_unknown_code_gets_a_calm_answer_of_the_same_shape(db):
    for code in ("nothing", "0" * 20, "x" * 500, "<script>", "é", "%00"):
        answer = Client().get(f"/verify/{code}/")
        assert (answer.status_code, "No certificate has this code" in text_of(answer)) == (404, True), code


def test_the_answer_is_in_the_readers_language(certificate):
    assert 'lang="fr"' in text_of(ask(certificate, **{"accept-language": "fr"}))


def test_asking_too_often_is_slowed_down(certificate):
    client = Client()
    codes = [client.get(f"/verify/{certificate.code}/").status_code for _ in range(62)]
    assert codes == [200] * 60 + [429] * 2


def test_a_code_can_be_typed_as_it_is_printed(certificate):
    printed = "-".join(certificate.code[i : i + 4] for i in range(0, 20, 4)).upper()
    answer = Client().post("/verify/", {"code": f" {printed} "}, follow=True)
    assert "This certificate is valid" in text_of(answer)


def test_the_text_of_the_qr_code_proves_itself(certificate):
    said = text_of(Client().post("/verify/", {"code": f"http://x/verify/y/#{certificate.token}"}))
    assert "The text is genuine" in said
    assert certificate.serial in said
    forged = certificate.token[:-6] + "AAAAAA"
    assert "The text is not genuine" in text_of(Client().post("/verify/", {"code": forged}))


@pytest.mark.parametrize("code", ["", "x" * 3000, "/../", "?", "\x00"])
def test_bad_input_is_answered_calmly(db, code):
    assert Client().post("/verify/", {"code": code}, follow=True).status_code in (200, 404)


def test_the_holder_downloads_the_same_bytes_twice(amina, certificate, client_for):
    client = client_for(amina)
    path = f"{certificate.get_absolute_url()}download/"
    first, second = client.get(path), client.get(path)
    assert first.content == second.content
    assert first.content.startswith(b"%PDF")
    assert first.headers["Content-Disposition"] == f'attachment; filename="{certificate.serial}.pdf"'


def test_nobody_else_opens_it_but_headquarters_and_her_focal_point(certificate, bruno, efua, dana, kofi, client_for):
    path = certificate.get_absolute_url()
    codes = {who: client_for(who).get(path).status_code for who in (bruno, efua, dana)}
    assert codes == {bruno: 404, efua: 404, dana: 200}
    of_kofi = issue_certificate(make_record(kofi))
    assert client_for(efua).get(of_kofi.get_absolute_url()).status_code == 200
    assert Client().get(path).url.startswith("/accounts/login/")


def test_the_file_itself_has_no_address_of_its_own(certificate, amina, client_for):
    client_for(amina).get(f"{certificate.get_absolute_url()}download/")
    certificate.refresh_from_db()
    assert client_for(amina).get(f"/media/{certificate.pdf.name}").status_code == 404


def test_only_headquarters_corrects(amina, efua, kofi, dana, client_for):
    certificate = issue_certificate(make_record(kofi))
    path = certificate.get_absolute_url()
    for who in (kofi, efua, amina):
        for deed in ("revoke", "reissue"):
            assert client_for(who).post(f"{path}{deed}/", {"reason": "x", "name": "y"}).status_code == 404
    certificate.refresh_from_db()
    assert certificate.standing == "valid"
    answer = client_for(dana).post(f"{path}reissue/", {"reason": "Spelling", "name": "Kofi A. Mensah"}, follow=True)
    assert "A new certificate is issued" in text_of(answer)
    newer = Certificate.objects.get(state="issued")
    client_for(dana).post(f"{newer.get_absolute_url()}revoke/", {"reason": "Not his", "not_earned": "on"})
    assert LearningRecord.objects.current().count() == 0


def test_a_correction_without_its_reason_is_refused_with_a_sentence(dana, certificate, client_for):
    answer = client_for(dana).post(f"{certificate.get_absolute_url()}revoke/", {}, follow=True)
    assert "Reason: This field is required." in text_of(answer)
    certificate.refresh_from_db()
    assert certificate.standing == "valid"


def test_the_page_of_a_certificate_costs_few_queries(amina, certificate, client_for, django_assert_num_queries):
    client = client_for(amina)
    client.get(certificate.get_absolute_url())
    with django_assert_num_queries(7):
        client.get(certificate.get_absolute_url())
