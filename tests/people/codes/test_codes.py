"""A printed code opens one account with one PIN, rests after wrong ones, and is made by those who may alone."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused, accept, change_person, invite
from elearning.people.codes.making import LETTERS, Slip, make_code, revoke_codes
from elearning.people.codes.opening import open_with_code, rest_after, tidy_code, tidy_pin
from elearning.people.codes.rules import may_make_code
from elearning.people.codes.slips import slip_pdf
from elearning.people.models import SignInCode, User
from tests.factories import make_person, make_role

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def ada(offices) -> User:
    """Of Ghana, without an e-mail address."""
    return make_person("Ada Owusu", offices["GH"], account=False, name_own_script="عادة")


def slip_for(person: User, by: User, **fields) -> Slip:
    return make_code(person, by=by, press=uuid.uuid4(), **fields)


def wrong(pin: str) -> str:
    return "000000" if pin != "000000" else "111111"


def test_what_is_typed_is_read_as_it_was_meant():
    assert tidy_code(" abcd-2345 ") == tidy_code("ABCD 2345") == "ABCD2345"
    assert [tidy_code(text) for text in ("", "ABCD", "ABCD2340", "é" * 10_000, "\0" * 8, "ABCD2345X")] == [""] * 6
    assert tidy_pin("12 34-56") == tidy_pin("١٢٣٤٥٦") == "123456"
    assert [tidy_pin(text) for text in ("", "12345", "1234567", "²³⁴⁵⁶⁷", "abcdef")] == [""] * 5
    assert not set("0O1ILUV") & set(LETTERS.replace("V", ""))


def test_a_code_rests_longer_each_fifth_time():
    minutes = [rest_after(number) and rest_after(number) / MINUTE for number in (0, 4, 5, 6, 10, 15, 1000)]
    assert minutes == [None, None, 15, None, 30, 60, 1440]


def test_the_right_pin_opens_any_number_of_times_and_each_is_logged(ada, dana):
    slip = slip_for(ada, dana)
    assert open_with_code(slip.code.code.lower(), slip.pin).person == ada
    assert open_with_code(slip.code.code, slip.pin).last_used_at
    assert LogEntry.objects.filter(action="people.code_used", subject_id=str(ada.pk)).count() == 2
    assert slip.pin not in str(list(LogEntry.objects.values())) + str(list(SignInCode.objects.values()))


def test_five_wrong_pins_lock_it_even_for_the_right_one_until_the_time_is_over(ada, dana):
    slip, now = slip_for(ada, dana), timezone.now()
    for _try in range(5):
        assert open_with_code(slip.code.code, wrong(slip.pin), at=now) is None
    assert open_with_code(slip.code.code, slip.pin, at=now + 14 * MINUTE) is None
    assert SignInCode.objects.get().failures == 5  # while it rests nothing is counted
    for _try in range(5):
        open_with_code(slip.code.code, wrong(slip.pin), at=now + 16 * MINUTE)
    assert open_with_code(slip.code.code, slip.pin, at=now + 45 * MINUTE) is None
    assert open_with_code(slip.code.code, slip.pin, at=now + 47 * MINUTE) is not None
    assert SignInCode.objects.get().failures == 0
    assert LogEntry.objects.filter(action="people.code_locked").count() == 2


def test_what_opens_nothing_expired_revoked_renewed_unknown(ada, dana):
    first = slip_for(ada, dana)
    later = first.code.expires_at
    assert open_with_code(first.code.code, first.pin, at=later) is None
    second = slip_for(ada, dana)
    assert open_with_code(first.code.code, first.pin) is None
    assert open_with_code(second.code.code, second.pin)
    assert (revoke_codes(ada, by=dana), revoke_codes(ada, by=dana)) == (1, 0)
    assert open_with_code(second.code.code, second.pin) is None
    assert open_with_code("ABCD2345", "123456") is None


def test_one_live_code_a_person_and_the_same_press_gives_the_same_slip(ada, dana):
    press = uuid.uuid4()
    first, again = (make_code(ada, by=dana, press=press) for _press in range(2))
    assert (first.code, first.pin) == (again.code, again.pin)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInCode.objects.create(
            person=ada, code="ABCD2345", pin_hash="x", made_by=dana, expires_at=timezone.now() + MINUTE
        )
    other = make_code(ada, by=dana, press=press, at=timezone.now() + 11 * MINUTE)
    assert other.code != first.code
    assert ada.sign_in_codes.filter(revoked_at=None).count() == 1


def test_who_has_an_address_a_password_or_duties_gets_none(ada, amina, dana, efua, offices):
    closed = make_person("Cy Clone", account=False, is_active=False)
    focal = make_person("Fo Cal", offices["KE"], account=False)
    make_role(focal, "focal_point", offices["KE"])
    for person, why in ((amina, "account of her own"), (closed, "is closed"), (focal, "has duties")):
        with pytest.raises(Refused, match=why):
            slip_for(person, dana)
    slip = slip_for(ada, efua)
    change_person(ada, by=dana, email="ada@example.org")
    assert open_with_code(slip.code.code, slip.pin) is None
    accept(invite(User.objects.get(pk=ada.pk), by=dana), password="a-long-enough-one")
    assert not ada.sign_in_codes.filter(revoked_at=None).exists()


def test_who_may_make_one(ada, dana, efua, amina, chen, client_for):
    kenyan = make_person("Ken Yan", amina.posting_today.office, account=False)
    assert [may_make_code(each, ada) for each in (dana, efua, amina, chen, ada)] == [True, True, False, False, False]
    assert not may_make_code(efua, kenyan)
    path = f"/code/for/{ada.uuid}/"
    assert client_for(amina).post(path).status_code == 404
    assert client_for(efua).post(f"/code/for/{kenyan.uuid}/").status_code == 404
    assert not SignInCode.objects.exists()
    client, press = client_for(efua), {"press": str(uuid.uuid4())}
    page = client.post(path, press).content.decode()
    code = SignInCode.objects.get()
    assert f"{code.code[:4]}-{code.code[4:]}" in page
    assert client.get(path).content.decode().count("PIN") == page.count("PIN") - 2  # shown once
    paper = client.post(path, press | {"paper": "1"})
    assert paper["Content-Type"] == "application/pdf"
    assert "no-store" in paper["Cache-Control"]
    assert paper.content.startswith(b"%PDF")
    client.post(path, {"revoke": "1"})
    assert not SignInCode.objects.live().exists()
    assert client.post(path, {"press": "no uuid"}).status_code == 200


def test_slips_stand_three_to_a_sheet_each_in_its_own_language(ada, dana, offices):
    from io import BytesIO

    from pypdf import PdfReader

    ada.language = "ar"
    ada.save()
    others = [make_person(f"Person{number}", account=False, language="fr") for number in range(4)]
    slips = [slip_for(person, dana) for person in (ada, *others)]
    reader = PdfReader(BytesIO(slip_pdf(slips)))
    assert len(reader.pages) == 2
    text = "".join(page.extract_text() for page in reader.pages)
    for slip in slips:
        assert slip.pin in text
        assert f"{slip.code.code[:4]}-{slip.code.code[4:]}" in text


def test_the_page_answers_the_same_whatever_was_wrong_and_counts_the_address(ada, dana, monkeypatch):
    from elearning.people.codes import limits

    slip, client, answers = slip_for(ada, dana), Client(), []
    for code, pin in ((slip.code.code, wrong(slip.pin)), ("ABCD2345", "123456"), ("\0", "x" * 10_000), ("x", "y")):
        answer = client.post("/code/", {"code": code, "pin": pin})
        answers.append((answer.status_code, "did not open anything" in answer.content.decode()))
    assert answers == [(200, True), (200, True), (200, False), (200, True)]  # the third is refused by the form
    assert f'value="{slip.code.code}"' in client.get("/code/", {"c": slip.code.code}).content.decode()
    assert "<script>" not in client.get("/code/", {"c": "<script>"}).content.decode()
    monkeypatch.setattr(limits, "TRIES_A_MINUTE", 4)
    assert client.post("/code/", {"code": slip.code.code, "pin": slip.pin}).status_code == 429
