"""Transcripts: frozen, signed, checked by the public keys alone; and who may have one."""

import datetime
import hashlib
import io
import unicodedata
import uuid

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from pypdf import PdfReader, PdfWriter

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import Refused, hash_secret
from elearning.records.actions import annul
from elearning.records.models import Transcript, TranscriptLink
from elearning.records.signing import find_token, sign, verify
from elearning.records.transcripts.actions import (
    make_transcript,
    render_transcript,
    revoke_links,
    send_link,
    transcript_link,
)
from elearning.records.transcripts.content import digest_of, signed_line
from elearning.records.transcripts.pdf import CONTENT_KEY, proof_address
from elearning.records.verifying import public_keys
from tests.records.factories import make_record

NOON = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def world(amina):
    """A completion, a participation, and one that somebody annulled; asked for in English."""
    kept = make_record(amina)
    room = make_record(
        amina, kind="participation", subject_kind="workshop", subject_uuid=uuid.uuid4(), title={"en": "Mombasa"}
    )
    gone = make_record(amina, subject_uuid=uuid.uuid4(), title={"en": "Taken back"})
    annul(gone, by=None, reason="Sat by somebody else")
    return {"kept": kept, "room": room, "gone": gone}


def test_it_lists_what_stands_and_is_made_once_a_day(amina, dana, world):
    made = make_transcript(amina, by=amina, at=NOON)
    assert make_transcript(amina, by=dana, at=NOON) == made
    assert made.serial == "TR-2026-1"
    assert [row["title"] for row in made.rows] == ["Mombasa", "Community Engagement and Policing"]
    assert [made.rows[1][name] for name in ("says", "day", "hours", "until")] == [
        "completion", "March 2, 2026", "3.5", "",
    ]  # fmt: skip
    later = make_transcript(amina, by=dana, at=NOON + datetime.timedelta(days=1))
    assert (later.serial, later.made_by) == ("TR-2026-2", dana)
    assert LogEntry.objects.filter(action="records.transcript_made").count() == 2


def test_it_is_frozen_whatever_changes_and_one_number_is_given_once(amina, bruno, world):
    made = make_transcript(amina, by=amina, at=NOON)
    amina.name = "Amina Njeri"
    amina.save()
    made.refresh_from_db()
    assert made.content["name"] == "Amina Odhiambo"
    for deed in (made.save, lambda: made.save(update_fields=["content"]), made.delete):
        with pytest.raises(TypeError):
            deed()
    make_record(bruno)
    assert make_transcript(bruno, by=bruno, at=NOON).serial == "TR-2026-2"


def test_without_a_record_there_is_none(kofi):
    with pytest.raises(Refused, match="Nothing stands in the record yet"):
        make_transcript(kofi, by=kofi)


def test_the_signed_line_stands_for_every_letter_of_the_content():
    content = {"name": "A", "own": "", "day": "2026-11-02", "made": "x", "rows": [{"title": "a"}]}
    other = {**content, "rows": [{"title": "b"}]}
    assert signed_line(content).startswith(f"Transcript 1 {digest_of(content)[:40]}")
    assert signed_line(content) != signed_line(other)
    assert len(signed_line({**content, "rows": [{}] * 9999})) <= 80


def test_the_document_is_stored_once_and_checked_by_the_public_keys_alone(amina, world, tmp_path, capsys):
    made = make_transcript(amina, by=amina, at=NOON)
    document = render_transcript(made)
    assert render_transcript(Transcript.objects.get()) == document
    assert made.sha256 == hashlib.sha256(document).hexdigest()
    (tmp_path / "t.pdf").write_bytes(document)
    call_command("verify_certificate", str(tmp_path / "t.pdf"))
    said = capsys.readouterr().out
    assert "Signed by us: TR-2026-1, Amina Odhiambo" in said
    assert "- Mombasa · participation · March 2, 2026 · 3.5" in said
    pdf = PdfReader(io.BytesIO(document))
    content = pdf.metadata[CONTENT_KEY]
    for altered, complaint in (
        (content.replace("Mombasa", "Nairobi"), "Its list was altered"),
        ("", "Its list was altered"),
    ):
        writer = PdfWriter(clone_from=pdf)
        writer.add_metadata({CONTENT_KEY: altered})
        writer.write(tmp_path / "f.pdf")
        with pytest.raises(CommandError, match=complaint):
            call_command("verify_certificate", str(tmp_path / "f.pdf"))


def test_two_hundred_records_in_arabic_take_pages_each_with_its_head(amina, tmp_path, capsys):
    amina.language, amina.name_own_script = "ar", "أمينة أوديامبو"
    amina.save()
    record = make_record(amina)
    made = make_transcript(amina, by=amina, at=NOON)
    rows = [{**made.rows[0], "record": str(record.uuid), "hours": str(n)} for n in range(200)]
    content = {**made.content, "rows": rows}
    token = sign(
        settings.CERTIFICATE_SIGNING_KEY,
        serial="TR-2026-9",
        name=amina.name,
        salt="00",
        title=signed_line(content),
        date="2026-11-02",
    )
    fields = {"person": amina, "made_by": amina, "language": "ar", "token": token}
    long = Transcript.objects.create(serial="TR-2026-9", code="c" * 20, content=content, **fields)
    document = render_transcript(long)
    pages = PdfReader(io.BytesIO(document)).pages
    assert 4 <= len(pages) <= 12
    texts = [unicodedata.normalize("NFKC", page.extract_text()) for page in pages]
    assert all("العنوان" in text or "العنوان"[::-1] in text for text in texts)
    (tmp_path / "t.pdf").write_bytes(document)
    call_command("verify_certificate", str(tmp_path / "t.pdf"))
    assert "Signed by us: TR-2026-9" in capsys.readouterr().out


def test_verify_answers_a_transcript_honestly(amina, dana, world):
    made = make_transcript(amina, by=amina, at=NOON)
    said = text_of(Client().get(f"/verify/{made.code.upper()}/"))
    for part in ("This transcript is genuine", "Amina Odhiambo", "TR-2026-1"):
        assert part in said
    for secret in (amina.email, "Mombasa", "Kenya"):
        assert secret not in said
    annul(world["room"], by=dana, reason="Another person")
    proof = proof_address(made)
    assert verify(find_token(proof), public_keys()).serial == "TR-2026-1"
    said = text_of(Client().post("/verify/", {"code": proof}))
    for part in ("The text is genuine", "not all of it stands any more", "Mombasa", signed_line(made.content)):
        assert part in said
    assert "Another person" not in said
    said = text_of(Client().post("/verify/", {"code": proof[:-6] + "AAAAAA"}))
    assert said.index("The text is not genuine") < said.index("This transcript is genuine")


def test_she_and_whoever_may_see_her_make_and_download_it_and_nobody_else(
    kofi, efua, dana, amina, client_for, drawn_once
):
    make_record(kofi)
    path = f"/people/{kofi.uuid}/transcripts/"
    for stranger in (amina,):
        assert client_for(stranger).get(path).status_code == client_for(stranger).post(path).status_code == 404
    assert Client().get(path).status_code == 302
    assert Transcript.objects.count() == 0
    for who in (kofi, efua, dana):
        client = client_for(who)
        assert "The transcript is ready" in text_of(client.post(path, follow=True))
        made = Transcript.objects.get()
        answer = client.get(f"/transcripts/{made.uuid}/download/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client_for(amina).get(f"/transcripts/{made.uuid}/download/").status_code == 404
    made.refresh_from_db()
    assert client_for(kofi).get(f"/media/{made.pdf.name}").status_code == 404
    made.pdf.storage.delete(made.pdf.name)
    assert client_for(kofi).get(f"/transcripts/{made.uuid}/download/").status_code == 503


def test_who_left_fetches_hers_by_a_secret_address_until_it_is_closed(amina, dana, efua, client_for, drawn_once):
    make_record(amina)
    path = transcript_link(amina, by=dana, at=NOON)
    link = TranscriptLink.objects.get()
    assert link.secret_hash == hash_secret(path.strip("/").rpartition("/")[2])
    link.expires_at = NOON + datetime.timedelta(days=40_000)
    link.save()
    visitor = Client()
    assert "Download my transcript" in text_of(visitor.get(path))
    assert Transcript.objects.count() == 0
    assert visitor.post(path)["Content-Type"] == "application/pdf"
    assert Transcript.objects.get().made_by == amina
    close, send = f"/people/{amina.uuid}/transcripts/close/", f"/people/{amina.uuid}/transcripts/send/"
    assert [client_for(efua).post(each).status_code for each in (close, send)] == [404, 404]
    assert client_for(amina).post(send).status_code == 404
    client_for(dana).post(send)
    assert visitor.post(path).status_code == 404
    assert Notice.objects.get(kind="transcript_link").person == amina
    assert client_for(amina).post(close).status_code == 302
    assert TranscriptLink.objects.filter(revoked_at=None).count() == 0
    for wrong in ("/transcripts/nothing/", "/transcripts/%00/", f"/transcripts/{'x' * 900}/"):
        assert "This address is closed" in text_of(visitor.get(wrong))


def test_an_address_is_open_for_400_days_and_is_not_sent_to_nobody(amina, dana):
    make_record(amina)
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=401)
    assert Client().get(transcript_link(amina, at=long_ago)).status_code == 404
    assert revoke_links(amina, by=dana) == 0
    amina.email = None
    amina.save()
    with pytest.raises(Refused, match="no e-mail address"):
        send_link(amina, by=dana)
