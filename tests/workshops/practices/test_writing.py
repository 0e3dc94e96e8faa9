"""Writing a good practice on the phone: saved in parts, with a photograph, sent with consent, then locked."""

import datetime
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from elearning.journal.models import LogEntry
from elearning.people.actions.refusal import Refused
from workshops.actions.practices import mark_of, save_practice, send_practice
from workshops.models import GoodPractice
from workshops.practices.photo import clean_photo
from workshops.practices.reading import practices_of

from .conftest import WRITTEN, photograph, take_part

pytestmark = pytest.mark.django_db
BASE = "/workshops/CEP-2026-ACC/practices"


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def posted(**changes) -> dict:
    """What the browser sends."""
    data = {name: value for name, value in WRITTEN.items() if value is not False}
    return data | {"consent": "on", "key": str(uuid.uuid4()), "seen": "", **changes}


def again(practice: GoodPractice, **changes) -> dict:
    """The same from the page of a practice that is stored."""
    practice.refresh_from_db()
    return posted(key=practice.uuid, seen=mark_of(practice), **changes)


def test_a_photograph_is_drawn_anew_small_and_without_place_time_or_camera():
    clean = clean_photo(upload(photograph()))
    assert all(word not in clean for word in (b"ZZ-camera", b"ZZ-comment", b"Exif"))
    with Image.open(io.BytesIO(clean)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (1600, 800), {})
    for kind in ("PNG", "WEBP"):
        with Image.open(io.BytesIO(clean_photo(upload(photograph(kind, (40, 30)), "x.exe")))) as picture:
            assert (picture.format, picture.size) == ("JPEG", (40, 30))


def test_a_photograph_held_upright_stays_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    with Image.open(io.BytesIO(clean_photo(upload(photograph(size=(80, 40), exif=turned))))) as picture:
        assert picture.size == (40, 80)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload='x'/>", "no photograph"),
        (b"%PDF-1.7", "no photograph"),
        (b"", "no photograph"),
        (photograph()[:3000], "no photograph"),
        (photograph("GIF", (9, 9)), "no photograph"),
        (photograph("PNG", (9000, 7000), colour=1, optimize=True), "60 million"),
        (b"\xff\xd8" + b"x" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
    ids=["svg", "pdf", "empty", "cut", "gif", "bomb", "heavy"],
)
def test_what_is_no_photograph_is_refused_with_a_sentence(content, words):
    with pytest.raises(Refused, match=words):
        clean_photo(upload(content))


def test_a_draft_is_saved_in_parts_and_sent_when_all_is_there(own, workshop, offices, modules, amina, client_for):
    own.office = offices["MZ"]  # as copied at confirmation; she is posted in Nairobi
    own.save()
    client = client_for(amina)
    page = client.get(f"{BASE}/new/").content.decode()
    assert "m1: Policing with people" in page
    first = posted(title="Market", context="", steps="", module_code="", consent="")
    assert client.post(f"{BASE}/new/", first).status_code == 302
    assert client.post(f"{BASE}/new/", first).status_code == 302  # sent twice it is one
    other = first | {"title": "Another"}
    assert client.post(f"{BASE}/new/", other).status_code == 200  # the mark is out of date
    practice = GoodPractice.objects.get()
    assert (practice.state, practice.office, practice.title) == ("draft", offices["MZ"], "Market")
    path = f"{BASE}/{practice.uuid}/"
    more = posted(key=practice.uuid, seen=mark_of(practice), context="", send="1")
    page = client.post(path, more).content.decode()
    assert "It is saved, and not sent yet." in page
    assert "Before it can be sent, fill in: context." in page
    practice.refresh_from_db()
    assert (practice.state, practice.title) == ("draft", WRITTEN["title"])
    seen = mark_of(practice)
    assert f'value="{seen}"' in page
    assert client.post(path, posted(key=practice.uuid, seen=seen, send="1")).status_code == 302
    practice.refresh_from_db()
    assert practice.state == "sent"
    page = client.get(path).content.decode()
    assert "It is being reviewed" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    client.post(path, posted(key=practice.uuid, title="Another"))
    practice.refresh_from_db()
    assert practice.title == WRITTEN["title"]
    assert LogEntry.objects.get(action="workshop.practice_sent").actor == amina


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent": False}, "only if you agree"),
        ({"title": ""}, "Give it a title"),
        ({"module_code": ""}, "module"),
        ({"steps": ""}, "what was done"),
    ],
)
def test_what_is_missing_is_named_before_it_is_sent(write, changes, words):
    with pytest.raises(Refused, match=words):
        write(**changes)


def test_a_photograph_needs_words_and_the_consent_of_those_in_it(write):
    photo = clean_photo(upload(photograph(size=(40, 30))))
    with pytest.raises(Refused, match="everybody in the photograph"):
        write(photo=photo)
    with pytest.raises(Refused, match="what the photograph shows"):
        write(photo=photo, photo_consent=True)
    assert write(photo=photo, photo_consent=True, photo_words="A stall").state == "sent"
    draft = write(send=False, photo=photo)
    for values in ({"consent": False}, {"photo_consent": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GoodPractice.objects.filter(pk=draft.pk).update(state="sent", **{"consent": True, **values})


def test_a_photograph_is_private_replaced_and_taken_away(
    write, workshop, modules, amina, bruno, chen, lead, client_for, django_capture_on_commit_callbacks
):
    practice = write(send=False)
    path, client = f"{BASE}/{practice.uuid}/", client_for(amina)
    take_part(workshop, bruno, "P09")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, again(practice, photo=upload(photograph(size=(40, 30))), photo_words="A stall"))
    practice.refresh_from_db()
    first = practice.photo
    assert client.get(f"{path}photo/")["Content-Type"] == "image/jpeg"
    assert client.get(f"/media/{first.name}").status_code == 404
    for stranger in (bruno, chen):
        assert client_for(stranger).get(f"{path}photo/").status_code == 404
        assert client_for(stranger).get(path).status_code == 404
        assert client_for(stranger).post(path, posted(key=practice.uuid)).status_code == 404
    page = client.post(path, again(practice, photo=upload(b"no picture"))).content.decode()
    assert "no photograph that can be read" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, again(practice, without_photo="on"))
    practice.refresh_from_db()
    assert not practice.photo
    assert not first.storage.exists(first.name)
    assert client.get(f"{path}photo/").status_code == 404


def test_the_key_of_another_persons_draft_opens_nothing(write, workshop, modules, bruno, client_for):
    practice = write(send=False)
    other = take_part(workshop, bruno, "P09")
    with pytest.raises(Refused, match="out of date"):
        save_practice(other, practice.uuid, WRITTEN | {"title": "Stolen"})
    page = client_for(bruno).post(f"{BASE}/new/", posted(key=practice.uuid, title="Stolen")).content.decode()
    assert "out of date" in page
    practice.refresh_from_db()
    assert practice.title == WRITTEN["title"]


def test_two_pages_do_not_overwrite_each_other(write, own):
    practice = write(send=False)
    seen = mark_of(practice)
    save_practice(own, practice.uuid, WRITTEN | {"title": "By the first"}, seen=seen)
    with pytest.raises(Refused, match="another page"):
        save_practice(own, practice.uuid, WRITTEN | {"title": "By the second"}, seen=seen)


def test_the_same_sent_again_from_a_new_page_is_saved_once_and_refused_nothing(write, own):
    """On a bad line: the first answer was lost, the page still says that it saw nothing."""
    photo, values = clean_photo(upload(photograph(size=(40, 30)))), WRITTEN | {"title": "Once"}
    practice = save_practice(own, uuid.uuid4(), values, photo=photo, seen="")
    again = save_practice(own, practice.uuid, values, photo=photo, seen="")
    assert (again.pk, GoodPractice.objects.count()) == (practice.pk, 1)
    for other in ({"values": values | {"title": "Twice"}}, {"values": values, "photo": b"another"}):
        with pytest.raises(Refused, match="another page"):
            save_practice(own, practice.uuid, seen="", **other)


def test_nothing_is_written_before_the_eve_or_after_the_archive(write, own, workshop):
    for state, days in (("open", 0), ("archived", 0), ("confirmed", 5)):
        workshop.state = state
        workshop.starts_on = workshop.ends_on = timezone.now().date() + datetime.timedelta(days=days)
        workshop.save()
        own.workshop = workshop
        with pytest.raises(Refused, match="from the eve"):
            write()


def test_bad_input_is_a_sentence(own, modules, amina, client_for):
    client = client_for(amina)
    for changes in (
        {"title": "\u200f\u200f"}, {"title": "x" * 10_000}, {"context": "x" * 2001}, {"context": "x\0"},
        {"module_code": "m9"}, {"language": "xx"}, {"key": "no-key"},
    ):  # fmt: skip
        answer = client.post(f"{BASE}/new/", posted(**changes))
        assert (answer.status_code, "Please look at this again" in answer.content.decode()) == (200, True), changes
    assert client.get(f"{BASE}/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"{BASE}/nonsense/").status_code == 404
    assert not GoodPractice.objects.exists()


def test_the_report_reads_what_was_sent_in_one_query_and_no_drafts(write, workshop, django_assert_num_queries):
    write(send=False, title="A draft")
    for title in ("B", "A"):
        write(title=title)
    with django_assert_num_queries(1):
        found = practices_of(workshop)
        assert [(row.title, row.state, row.office.name, row.registration.person.name) for row in found] == [
            ("A", "sent", "Kenya", "Amina Odhiambo"), ("B", "sent", "Kenya", "Amina Odhiambo"),
        ]  # fmt: skip


def test_the_list_costs_the_same_for_one_and_for_three(write, amina, modules, client_for, django_assert_num_queries):
    client = client_for(amina)
    write(title="First")
    client.get(f"{BASE}/")
    with django_assert_num_queries(14):
        assert "First" in client.get(f"{BASE}/").content.decode()
    write(title="Second")
    write(title="Third", send=False)
    with django_assert_num_queries(14):
        assert "Third" in client.get(f"{BASE}/").content.decode()


def test_sent_again_it_stays_sent(write, amina):
    practice = write()
    assert send_practice(practice, by=amina).state == "sent"
    assert LogEntry.objects.filter(action="workshop.practice_sent").count() == 1
