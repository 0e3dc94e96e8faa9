"""The pages of learning from elsewhere: who may send, see, verify and keep the table; what a browser sends."""

import datetime
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elearning.records.models import Claim, Equivalence, LearningRecord
from tests.records.test_recognising import MARCH, PDF, claim_of, row  # noqa: F401  (fixtures)
from tests.toolkit.conftest import homes, make_module, toolkit  # noqa: F401  (fixtures)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def verifier(chen):
    """A named verifier who is not headquarters."""
    chen.user_permissions.add(Permission.objects.get(codename="verify_claim"))
    return type(chen).objects.get(pk=chen.pk)


def sent(**fields) -> dict:
    file = fields.pop("file", SimpleUploadedFile("../../evil<b>.exe", PDF))
    return {"file": file, "title": "My paper", "provider": "UNITAR", "achieved_on": "2026-03-02"} | fields


def test_a_learner_sends_one_sees_it_and_takes_it_back(amina, bruno, row, client_for):  # noqa: F811
    client = client_for(amina)
    answer = client.post("/learning/", sent(equivalence=row.pk, hours="6"), follow=True)
    assert "with the verifiers" in text_of(answer)
    claim = Claim.objects.get()
    assert (claim.person, claim.equivalence, claim.achieved_on) == (amina, row, MARCH)
    assert claim.file.name == f"claims/{claim.uuid}.pdf"
    file = client.get(f"/learning/claims/{claim.uuid}/file/")
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"] == f'attachment; filename="{claim.uuid}.pdf"'
    assert (file["X-Content-Type-Options"], "sandbox" in file["Content-Security-Policy"]) == ("nosniff", True)
    assert client.get(f"/media/{claim.file.name}").status_code == 404
    for path in ("file/", "", "take-back/"):
        ask = client_for(bruno).post if path == "take-back/" else client_for(bruno).get
        assert ask(f"/learning/claims/{claim.uuid}/{path}").status_code == 404
    assert "My paper" not in text_of(client_for(bruno).get("/learning/"))
    assert "Taken back." in text_of(client.post(f"/learning/claims/{claim.uuid}/take-back/", follow=True))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": SimpleUploadedFile("a.pdf", b"MZ")}, "neither PDF nor JPEG nor PNG"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "The submitted file is empty"),
        ({"achieved_on": "2999-01-01"}, "lies in the future"),
        ({"achieved_on": "0001-01-01"}, "Give a year from 1970 on"),
        ({"achieved_on": "2026-02-30"}, "Enter a valid date"),
        ({"title": "x" * 10_000}, "at most 200 characters"),
        ({"title": "a\0b"}, "Null characters are not allowed"),
        ({"provider": "a\u202eb"}, "hidden control characters"),
        ({"hours": "-5"}, "greater than or equal to 0"),
        ({"hours": "1e99"}, "than or equal to 2000"),
        ({"equivalence": "99999999999999999999"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(amina, client_for, fields, sentence):
    answer = client_for(amina).post("/learning/", sent(**fields))
    assert (answer.status_code, sentence in text_of(answer)) == (200, True)
    assert Claim.objects.count() == 0


def test_the_queue_is_for_verifiers_the_oldest_first_and_costs_the_same(
    amina, bruno, efua, dana, verifier, client_for, django_assert_num_queries
):
    claim_of(amina, title="Second")
    old = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=12)
    Claim.objects.filter(pk=claim_of(bruno, title="=First()").pk).update(made_at=old)
    for stranger in (amina, efua):
        assert client_for(stranger).get("/learning/claims/").status_code == 404
    assert Client().get("/learning/claims/").status_code == 302
    client = client_for(verifier)
    client.get("/learning/claims/")
    with django_assert_num_queries(8):
        said = text_of(client.get("/learning/claims/"))
    assert said.index("=First()") < said.index("Second")
    assert "data-number>12</td>" in said
    claim_of(dana, title="Third")
    with django_assert_num_queries(8):
        client.get("/learning/claims/")
    assert "Nothing here" in text_of(client.get("/learning/claims/?state=accepted"))
    assert "Second" in text_of(client.get("/learning/claims/?state=nonsense"))
    said = text_of(client.get("/learning/claims/?q=bruno&page=999"))
    assert ("=First()" in said, "Second" in said) == (True, False)
    assert client.get("/learning/claims/?q=%00").status_code == 200


def test_a_verifier_accepts_once_and_the_other_is_told(amina, bruno, dana, verifier, row, client_for):  # noqa: F811
    claim, twin = claim_of(amina, equivalence=row), claim_of(bruno)
    path = f"/learning/claims/{claim.uuid}/"
    said = text_of(client_for(verifier).get(path))
    for part in ("The same file was sent by somebody else", "Bruno Machava", 'value="2027-03-01"', "Kenya"):
        assert part in said, part
    late = client_for(verifier).post(f"{path}accept/", {"equivalence": row.pk, "valid_until": "2030-01-01"})
    assert "until March 1, 2027 at the latest" in text_of(late)
    answer = client_for(verifier).post(f"{path}accept/", {"equivalence": row.pk}, follow=True)
    assert "The record is made" in text_of(answer)
    second = client_for(dana).post(f"{path}refuse/", {"reason": "No"})
    assert "Chen Liang was here first" in text_of(second)
    assert LearningRecord.objects.get().valid_until == datetime.date(2027, 3, 1)
    assert "counts" in text_of(client_for(amina).get("/learning/")).lower()
    client_for(dana).post(f"{path}annul/", {"reason": "Forged"})
    claim.refresh_from_db()
    assert (claim.state, LearningRecord.objects.current().count(), twin.state) == ("refused", 0, "waiting")


def test_her_own_claim_and_strangers_are_turned_away(amina, efua, verifier, row, client_for):  # noqa: F811
    own, other = claim_of(verifier), claim_of(amina)
    said = text_of(client_for(verifier).get(f"/learning/claims/{own.uuid}/"))
    assert ("another verifier decides" in said, "Accept<" in said) == (True, False)
    for who, claim in ((verifier, own), (amina, other), (efua, other)):
        for deed in ("accept", "refuse", "annul"):
            answer = client_for(who).post(
                f"/learning/claims/{claim.uuid}/{deed}/", {"equivalence": row.pk, "reason": "x"}
            )
            assert answer.status_code == 404
    assert client_for(verifier).get(f"/learning/claims/{uuid.uuid4()}/").status_code == 404
    assert set(Claim.objects.values_list("state", flat=True)) == {"waiting"}


def test_headquarters_keeps_the_table_verifiers_read_it(
    amina,
    dana,
    verifier,
    toolkit,  # noqa: F811
    client_for,
    django_assert_num_queries,
):
    client, path = client_for(dana), "/learning/equivalences/"
    values = {"titles_en": "Basics", "provider": "UNITAR", "topic": str(toolkit.translation_key), "months": "12"}
    assert "Give at least the English text" in text_of(
        client.post(f"{path}new/", {**values, "titles_en": "", "titles_fr": "Bases"})
    )
    for wrong in ({"months": "0"}, {"months": "99999999999"}, {"topic": str(uuid.uuid4())}, {"hours": "-1"}):
        assert "error-summary" in text_of(client.post(f"{path}new/", {**values, **wrong}))
    assert Equivalence.objects.count() == 0
    client.post(f"{path}new/", values)
    kept = Equivalence.objects.get()
    assert (kept.titles, kept.topic, kept.months) == ({"en": "Basics"}, toolkit.translation_key, 12)
    reader = client_for(verifier)
    with django_assert_num_queries(7):
        said = text_of(reader.get(path))
    assert ("Basics" in said, toolkit.title in said, "Add a row" in said) == (True, True, False)
    Equivalence.objects.bulk_create(
        [Equivalence(titles={"en": "A"}, provider="B"), Equivalence(titles={}, provider="C")]
    )
    with django_assert_num_queries(7):
        reader.get(path)
    one = f"{path}{kept.uuid}/"
    for stranger in (amina, verifier):
        codes = [client_for(stranger).get(f"{path}new/").status_code, client_for(stranger).get(one).status_code]
        codes += [client_for(stranger).post(f"{one}{deed}/").status_code for deed in ("close", "open", "remove")]
        assert codes == [404] * 5
    assert client_for(amina).get(path).status_code == 404
    client.post(f"{one}close/")
    kept.refresh_from_db()
    assert not kept.is_open
    assert "Open it again" in text_of(client.get(one))
    assert "Removed." in text_of(client.post(f"{one}remove/", follow=True))
