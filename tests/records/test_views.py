"""The pages of certificates: what anybody hears of a code, and who may hold, download and correct."""

import datetime

import pytest
from django.test import Client

from elearning.records import verifying
from elearning.records.actions import annul, issue_certificate, reissue, revoke
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


@pytest.fixture
def clock(monkeypatch):
    """Sets the time by which asking is counted, in seconds."""

    def set_to(seconds: float) -> None:
        monkeypatch.setattr(verifying, "time", lambda: seconds)

    set_to(1_790_000_040)
    return set_to


def test_asking_too_often_is_slowed_down_until_the_next_minute(certificate, clock):
    client = Client()
    codes = [client.get(f"/verify/{certificate.code}/").status_code for _ in range(62)]
    assert codes == [200] * 60 + [429] * 2
    assert client.post("/verify/", {"code": certificate.token}).status_code == 429
    clock(1_790_000_100)
    assert client.get(f"/verify/{certificate.code}/").status_code == 200


def test_behind_a_proxy_each_reader_is_counted_by_her_own_address(certificate, clock, settings, monkeypatch):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(verifying, "ASKS_A_MINUTE", 1)
    codes = [ask(certificate, **{"x-forwarded-for": f"9.9.9.9, {ip}"}).status_code for ip in ("1.1.1.1", "2.2.2.2") * 2]
    assert codes == [200, 200, 429, 429]


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


@pytest.mark.parametrize(
    "address", ["https://x.example/verify/{}/", "x.example/verify/{}", "http://x/verify/{}/#v1.cut"]
)
def test_the_address_of_a_certificate_finds_it(certificate, address):
    answer = Client().post("/verify/", {"code": address.format(certificate.code)}, follow=True)
    assert "This certificate is valid" in text_of(answer)


def test_the_text_of_the_qr_code_tells_how_the_certificate_stands(dana, certificate):
    proof = f"https://x.example/verify/{certificate.code}/#{certificate.token}"
    said = text_of(Client().post("/verify/", {"code": proof}))
    assert "This certificate is valid" in said
    revoke(certificate, by=dana, reason="Issued to the wrong person")
    said = text_of(Client().post("/verify/", {"code": certificate.token}))
    for part in ("This certificate was revoked", "Issued to the wrong person", "The text is genuine"):
        assert part in said
    assert 'data-tone="good"' not in said


def test_a_forged_text_behind_the_address_of_a_true_one_is_called_so(certificate):
    forged = f"https://x.example/verify/{certificate.code}/#{certificate.token[:-6]}AAAAAA"
    said = text_of(Client().post("/verify/", {"code": forged}))
    assert said.index("The text is not genuine") < said.index("This certificate is valid")


def test_a_replaced_one_tells_what_became_of_the_last_that_took_its_place(dana, certificate):
    second = reissue(certificate, by=dana, reason="Spelling")
    third = reissue(second, by=dana, reason="Marriage")
    said = text_of(ask(certificate))
    assert ("Ask its holder for the newer one" in said, third.serial in said) == (True, True)
    revoke(third, by=dana, reason="Issued to the wrong person")
    said = text_of(ask(certificate))
    for part in ("This certificate was replaced", third.serial, "revoked", "Issued to the wrong person"):
        assert part in said
    assert "Ask its holder" not in said


def test_one_whose_record_is_annulled_is_revoked_for_everybody(amina, dana, certificate, client_for):
    annul(certificate.record, by=dana, reason="Sat by somebody else")
    for said in (text_of(ask(certificate)), text_of(client_for(amina).get(certificate.get_absolute_url()))):
        assert "revoked" in said
        assert "Sat by somebody else" in said


def test_headquarters_issues_one_anew_that_was_revoked_for_its_spelling(dana, certificate, client_for):
    revoke(certificate, by=dana, reason="The name is wrong")
    client, path = client_for(dana), certificate.get_absolute_url()
    said = text_of(client.get(path))
    assert (f"{path}reissue/" in said, f"{path}revoke/" in said) == (True, False)
    client.post(f"{path}reissue/", {"reason": "Spelling", "name": "Amina A. Odhiambo"})
    newer = Certificate.objects.get(state="issued")
    said = text_of(client.get(path))
    assert (f"{path}reissue/" in said, newer.get_absolute_url() in said) == (False, True)
    said = text_of(ask(certificate))
    assert ("This certificate was revoked" in said, newer.serial in said) == (True, True)


def test_a_lost_document_is_a_pause_with_a_line_in_the_log_and_is_never_drawn_anew(
    amina, certificate, client_for, caplog
):
    client, path = client_for(amina), f"{certificate.get_absolute_url()}download/"
    client.get(path)
    certificate.refresh_from_db()
    certificate.pdf.storage.delete(certificate.pdf.name)
    answer = client.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "3600")
    assert "The document cannot be read just now" in text_of(answer)
    assert f"certificate {certificate.serial} cannot be read" in caplog.text
    assert not certificate.pdf.storage.exists(certificate.pdf.name)
