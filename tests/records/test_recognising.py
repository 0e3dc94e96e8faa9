"""Learning from elsewhere, its deeds: files judged by their bytes, one answer, one record, and the table."""

import datetime
import io
import struct
import zlib

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.records.actions import annul
from elearning.records.models import Claim, Equivalence, LearningRecord
from elearning.records.recognising.actions import accept, annul_accepted, make_claim, refuse, take_back
from elearning.records.recognising.equivalences import remove_equivalence, save_equivalence, shut_equivalence
from elearning.records.recognising.uploads import MOST_BYTES, take
from elearning.records.recognising.validity import last_day, refuse_days

MARCH = datetime.date(2026, 3, 2)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"


def picture(kind: str, size: tuple[int, int] = (4, 4)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def test_pdf_jpeg_and_png_are_taken_by_their_bytes():
    kinds = [take(data).media_type for data in (PDF, picture("JPEG"), picture("PNG"))]
    assert kinds == ["application/pdf", "image/jpeg", "image/png"]
    assert len(take(PDF).sha256) == 64


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "neither PDF nor JPEG nor PNG"),
        (b"<html>%PDF-", "neither PDF nor JPEG nor PNG"),
        (b"GIF89a", "neither PDF nor JPEG nor PNG"),
        (b"%PDF-" + b"x" * MOST_BYTES, "larger than 5 MB"),
        (b"%PDF-1.4 torn", "a part of it was lost"),
        (b"\x89PNG\r\n\x1a\nnothing", "cannot be read"),
        (b"\xff\xd8\xff" + b"\0" * 40, "cannot be read"),
        (bomb(7000, 7000), "more than 40 million dots"),
        (bomb(100_000, 100_000), "more than 40 million dots"),
    ],
)
def test_other_files_are_refused_with_a_sentence(data, sentence):
    with pytest.raises(Refused, match=sentence):
        take(data)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (MARCH, None, None),
        (MARCH, 12, datetime.date(2027, 3, 1)),
        (datetime.date(2024, 1, 31), 1, datetime.date(2024, 2, 28)),
        (datetime.date(2024, 12, 1), 1, datetime.date(2024, 12, 31)),
    ],
)
def test_the_last_day_of_so_many_months(day, months, last):
    assert last_day(day, months) == last


@pytest.mark.parametrize(
    ("until", "months", "sentence"),
    [
        (datetime.date(2026, 3, 1), None, "ends before the day"),
        (datetime.date(2027, 3, 2), 12, "until March 1, 2027 at the latest"),
        (datetime.date(2099, 1, 1), None, "more than fifty years"),
    ],
)
def test_a_validity_that_cannot_be_is_refused(until, months, sentence):
    with pytest.raises(Refused, match=sentence):
        refuse_days(MARCH, until, months)


@pytest.fixture
def row(dana):
    values = {"titles": {"en": "Basics", "fr": "Bases"}, "provider": "UNITAR", "topic": None, "hours": None}
    return save_equivalence(None, **values, months=12, by=dana)


def claim_of(person, **fields) -> Claim:
    values = {"title": "Basics of trust", "provider": "UNITAR", "achieved_on": MARCH}
    return make_claim(person, take(fields.pop("data", PDF)), **values | fields)


def test_the_same_file_twice_is_one_claim_and_twenty_may_wait(amina, bruno):
    first = claim_of(amina)
    assert claim_of(amina, title="Again") == first
    assert claim_of(bruno) != first
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(person=amina, sha256=first.sha256, achieved_on=MARCH, title="x", provider="y")
    for number in range(19):
        claim_of(amina, data=PDF + b"%d\n" % number)
    with pytest.raises(Refused, match="Twenty certificates"):
        claim_of(amina, data=PDF + b"more")
    Claim.objects.filter(person=amina).update(state=Claim.State.TAKEN_BACK)
    for number in range(20):
        take_back(claim_of(amina, data=PDF + b"again %d\n" % number), by=amina)
    with pytest.raises(Refused, match="tomorrow"):
        claim_of(amina, data=PDF + b"more")
    with pytest.raises(Refused, match="lies in the future"):
        claim_of(bruno, achieved_on=datetime.date(2999, 1, 1))


def test_accepted_it_is_a_record_of_the_row_with_what_it_rests_on(amina, dana, row):
    claim = claim_of(amina, hours="6.5")
    record = accept(claim, equivalence=row, by=dana)
    assert (record.kind, record.subject_kind, record.subject_uuid) == ("recognised", "outside", row.uuid)
    assert (record.achieved_on, record.valid_until) == (MARCH, datetime.date(2027, 3, 1))
    assert (str(record.hours), record.office.code, record.title["fr"]) == ("6.5", "KE", "Bases")
    assert record.basis == {
        "claim": str(claim.uuid), "sha256": claim.sha256, "title": "Basics of trust", "provider": "UNITAR",
    }  # fmt: skip
    claim.refresh_from_db()
    assert (claim.state, claim.record, claim.decided_by) == ("accepted", record, dana)
    notice = Notice.objects.get(person=amina)
    assert (notice.kind, "It is valid until" in notice.text, "Basics" in notice.text) == ("claim_accepted", True, True)
    assert list(LogEntry.objects.filter(action__startswith="records.claim").values_list("actor__name", flat=True)) == [
        "Dana Novak", "Amina Odhiambo",
    ]  # fmt: skip


def test_one_verifier_wins_and_the_other_is_told(amina, dana, efua, row):
    claim = claim_of(amina)
    refuse(claim, reason="Not a certificate", by=dana)
    for deed in (lambda: accept(claim, equivalence=row, by=efua), lambda: refuse(claim, reason="x", by=efua)):
        with pytest.raises(Refused, match="Dana Novak was here first: this claim is refused"):
            deed()
    assert LearningRecord.objects.count() == 0
    assert "Not a certificate" in Notice.objects.get(kind="claim_refused").text


def test_nobody_decides_upon_her_own(dana, row):
    claim = claim_of(dana)
    for deed in (lambda: accept(claim, equivalence=row, by=dana), lambda: refuse(claim, reason="x", by=dana)):
        with pytest.raises(Refused, match="her own claim"):
            deed()


def test_it_is_taken_back_while_it_waits_and_only_by_her(amina, bruno, dana, row):
    claim = claim_of(amina)
    with pytest.raises(Refused, match="Only whoever made"):
        take_back(claim, by=bruno)
    assert take_back(claim, by=amina).state == take_back(claim, by=amina).state == "taken_back"
    with pytest.raises(Refused, match="took this claim back"):
        accept(claim, equivalence=row, by=dana)
    again = claim_of(amina)
    assert again != claim
    refuse(again, reason="No", by=dana)
    with pytest.raises(Refused, match="was here first"):
        take_back(again, by=amina)


def test_accepted_in_error_its_record_is_annulled_and_the_past_stays(amina, dana, row):
    claim = claim_of(amina)
    record = accept(claim, equivalence=row, by=dana)
    before = record.recorded_at
    with pytest.raises(Refused, match="Give the reason"):
        annul_accepted(claim, reason=" ", by=dana)
    annul_accepted(claim, reason="Forged", by=dana)
    claim.refresh_from_db()
    assert (claim.state, claim.record, claim.reason) == ("refused", None, "Forged")
    assert list(LearningRecord.objects.current()) == []
    assert list(LearningRecord.objects.as_of(MARCH, before)) == [record]
    with pytest.raises(Refused, match="nothing to take back"):
        annul_accepted(claim, reason="Twice", by=dana)
    second = accept(claim_of(amina), equivalence=row, by=dana)
    assert second.sequence == 1


def test_after_its_record_was_annulled_elsewhere_the_file_may_be_sent_again(amina, dana, row):
    first = claim_of(amina)
    annul(accept(first, equivalence=row, by=dana), by=dana, reason="A twin of hers")
    again = claim_of(amina)
    first.refresh_from_db()
    assert (again != first, first.state, first.reason) == (True, "refused", "A twin of hers")


def test_one_of_another_day_renews_and_one_of_the_same_day_is_none(amina, dana, row):
    first = accept(claim_of(amina), equivalence=row, by=dana)
    same = claim_of(amina, data=PDF + b"2")
    with pytest.raises(Refused, match="A record of March 2, 2026 stands"):
        accept(same, equivalence=row, by=dana)
    same.refresh_from_db()
    assert (same.state, LearningRecord.objects.count()) == ("waiting", 1)
    renewed = accept(claim_of(amina, data=PDF + b"3", achieved_on=datetime.date(2026, 6, 1)), equivalence=row, by=dana)
    assert (renewed.sequence, renewed.valid_until) == (1, datetime.date(2027, 5, 31))
    assert set(LearningRecord.objects.current()) == {first, renewed}


def test_a_row_that_was_used_is_closed_and_not_removed(amina, dana, row):
    claim = claim_of(amina, equivalence=row)
    with pytest.raises(Refused, match="close it instead"):
        remove_equivalence(row, by=dana)
    shut_equivalence(row, opened=False, by=dana)
    row.refresh_from_db()
    with pytest.raises(Refused, match="is closed"):
        accept(claim, equivalence=row, by=dana)
    unused = save_equivalence(None, titles={"en": "X"}, provider="Y", topic=None, hours=None, months=None, by=dana)
    changed = save_equivalence(unused, titles={"en": "Z"}, provider="Y", topic=None, hours=None, months=6, by=dana)
    assert (changed.titles, changed.months) == ({"en": "Z"}, 6)
    remove_equivalence(changed, by=dana)
    assert list(Equivalence.objects.all()) == [row]
    logged = LogEntry.objects.filter(action__contains="equivalence").order_by("pk")
    assert list(logged.values_list("action", flat=True)) == [
        f"records.equivalence_{deed}" for deed in ("added", "closed", "added", "changed", "removed")
    ]  # fmt: skip
