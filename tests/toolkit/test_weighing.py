"""What a page costs: the pictures in their sizes, the weight that authors see, and the switch to text only."""

import io
import random
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from elearning.people.models import User
from elearning.toolkit.models import ToolkitDocument, ToolkitImage
from elearning.toolkit.pictures import picture_of
from elearning.toolkit.weighing import weight_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><path d="M0 0h9v9z"/></svg>'
FIGURE = {"caption": "A harbour", "credit": "The authors"}


def drawn(title: str, size: tuple[int, int]) -> ToolkitImage:
    """A picture with grain, which compresses as a photograph does."""
    grain = random.Random(7).randbytes(64 * 64 * 3)
    file = io.BytesIO()
    Image.frombytes("RGB", (64, 64), grain).resize(size).save(file, "JPEG", quality=92)
    return ToolkitImage.objects.create(
        title=title, file=ImageFile(io.BytesIO(file.getvalue()), name=f"{title}.jpg"), audience="public"
    )


def uploaded(name: str, content: bytes) -> ToolkitDocument:
    file = ContentFile(content, name=name)
    return ToolkitDocument.objects.create(title=name, file=file, file_size=len(content), audience="public")


@pytest.fixture
def illustrated(make_module):
    """A module with a large picture, a small one, a drawing, a film and a file."""
    drawing = ToolkitImage.objects.create(
        title="Drawing", file=ImageFile(io.BytesIO(SVG), name="drawing.svg"), audience="public"
    )
    images = [drawn("large", (1600, 1000)), drawn("small", (300, 200)), drawing]
    for image in images:
        image.contextual_alt_text = f"What {image.title} shows"
    film = {
        "title": "The market",
        "film": uploaded("a.mp4", b"\0" * 5000),
        "captions": uploaded("a.vtt", b"WEBVTT"),
        "transcript": "<p>They meet at dawn.</p>",
    }
    body = [("figure", FIGURE | {"image": image}) for image in images]
    body += [("video", film), ("document", {"document": uploaded("a.pdf", b"%PDF-" + b"0" * 2000), "title": "Guide"})]
    return make_module("m1", audience="public", body=[("heading", "Why"), *body])


def test_a_picture_comes_in_the_widths_that_it_fills_and_a_drawing_as_it_is(illustrated):
    large, small, drawing = (
        picture_of(block.value["image"], "words") for block in illustrated.body if block.block_type == "figure"
    )
    assert [each.width for each in large.renditions] == [480, 800, 1200]
    assert re.fullmatch(r"\S+\.webp 480w, \S+\.webp 800w, \S+\.webp 1200w", large.srcset)
    assert large.renditions[0].file.size < large.bytes < large.most_bytes
    assert [each.width for each in small.renditions] == [300]
    assert (small.srcset, small.sizes) == ("", "")
    assert (drawing.widest.file.name.endswith(".svg"), drawing.srcset) == (True, "")


def test_a_page_shows_pictures_late_and_with_their_measures(illustrated):
    text = Client().get(illustrated.url).content.decode()
    shown = re.findall(r"<img [^>]+>", text)
    assert len(shown) == 3
    assert [each for each in shown if not re.search(r'width="\d+" height="\d+" alt="[^"]+" loading="lazy"', each)] == []
    assert "800w" in shown[0]
    assert 'sizes="(min-width: 45rem) 42rem, 100vw"' in shown[0]


def test_the_weight_of_a_page_counts_what_a_visitor_fetches(illustrated, author, client_for):
    weight = weight_of(illustrated)
    sizes = [picture_of(block.value["image"], "").most_bytes for block in illustrated.body[1:4]]
    assert weight.pictures == sum(sizes)
    assert (weight.heaviest, weight.heaviest_bytes) == ("large", max(sizes))
    assert weight.downloads == 5000 + 2005
    assert weight.requests == 1 + 2 + 2 + 1 + 3  # the page, two sheets, two scripts, the icon, three pictures
    assert weight.total == weight.html + weight.shared + weight.pictures
    assert 3_000 < weight.text < 30_000
    assert not weight.text_is_heavy
    before = illustrated.latest_revision_id
    illustrated.summary = "A far longer summary, of words that stand nowhere else: zebra, quartz, jungle, oxygen."
    illustrated.save_revision()
    assert illustrated.latest_revision_id > before
    assert weight_of(illustrated).html > weight.html + 40


def test_an_author_sees_the_weight_and_which_picture_is_too_heavy(illustrated, author, client_for, monkeypatch):
    address = reverse("wagtailadmin_pages:edit", args=[illustrated.pk])
    text = client_for(author).get(address).content.decode()
    assert "a first visit takes 9 requests" in text
    assert "The heaviest is" not in text
    monkeypatch.setattr("elearning.toolkit.weighing.MOST_PICTURES", 1000)
    assert "The heaviest is “large” with" in client_for(author).get(address).content.decode()
    create = reverse("wagtailadmin_pages:add", args=["toolkit", "modulepage", illustrated.get_parent().pk])
    assert "a first visit takes" not in client_for(author).get(create).content.decode()


def test_text_only_sends_words_and_links_in_the_place_of_pictures_and_films(illustrated):
    visitor = Client()
    answer = visitor.post("/people/text-only/", {"on": "1", "next": illustrated.url})
    assert (answer.status_code, answer.url) == (302, illustrated.url)
    text = visitor.get(illustrated.url).content.decode()
    assert re.findall(r"<(?:img|video|source|picture|track)\b", text) == []
    link = re.search(r'<a href="(/media/[^"]+\.webp)">Show this picture \(\d+\.\d\xa0KB\)</a>', text)
    assert visitor.get(link[1]).headers["Content-Type"] == "image/webp"
    assert "<p>What large shows</p>" in text
    assert "<details open>" in text
    assert "Fetch the film “The market” (4.9\xa0KB)" in text
    visitor.post("/people/text-only/", {"on": "0", "next": illustrated.url})
    assert len(re.findall(r"<img\b", visitor.get(illustrated.url).content.decode())) == 3


def test_a_person_keeps_text_only_on_every_device_and_changes_nobody_elses(illustrated, amina, bruno, client_for):
    client_for(amina).post("/people/text-only/", {"on": "1", "next": "/my-day/"})
    assert list(User.objects.filter(text_only=True)) == [amina]
    assert "<img" not in client_for(amina).get(illustrated.url).content.decode()
    assert "<img" in client_for(bruno).get(illustrated.url).content.decode()
    client_for(amina).post("/people/text-only/", {"on": "nonsense", "next": "/my-day/"})
    assert not User.objects.filter(text_only=True).exists()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "", "javascript:alert(1)"])
def test_the_switch_leads_nowhere_else(db, address):
    assert Client().post("/people/text-only/", {"on": "1", "next": address}).url == "/"
    assert Client().get("/people/text-only/").status_code == 405


def test_the_statement_is_open_to_everybody_and_names_whom_to_write_to(db, settings):
    assert "focal point of your office" in Client().get("/accessibility/").content.decode()
    settings.CONTACT_EMAIL = "access@example.org"
    text = Client().get("/accessibility/").content.decode()
    assert '<a href="mailto:access@example.org" dir="ltr">' in text
    assert "Nov. 26, 2026" in text
