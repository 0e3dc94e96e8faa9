"""The papers of a module: who may take them along, what stands in them, and that they follow the text."""

import io
import os
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from defusedxml import ElementTree
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader
from wagtail.models import ReferenceIndex

from elearning.toolkit.papers import keeping
from elearning.toolkit.papers.epub import module_epub
from elearning.toolkit.papers.pdf import marked_lines, module_pdf
from tests.factories import make_person

OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def keep_to_look_at(name: str, data: bytes) -> None:
    if folder := os.environ.get("LOOK"):
        with open(f"{folder}/{name}", "wb") as file:
            file.write(data)


def test_a_text_becomes_lines_with_their_numbers_dots_and_addresses():
    text = '<p>One<br/>two</p><ol><li>a</li><li>b</li></ol><ul><li>c</li></ul><p><a href="https://x.org">x</a></p>'
    assert marked_lines(text) == [
        ("", "One"), ("", "two"), ("1. ", "a"), ("2. ", "b"), ("• ", "c"), ("", "x (https://x.org)"),
    ]  # fmt: skip


def test_the_pdf_holds_every_block_its_address_and_page_numbers(everything, arabic):
    document = module_pdf(everything)
    keep_to_look_at("en.pdf", document)
    reader = PdfReader(io.BytesIO(document))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "Trust & safety", "Language: English", "http://testserver/en/cep/m1/", "Text of:", "Say why trust matters",
        'residents & "neighbours" here.', "the toolkit (http://testserver/en/cep/)", "1. Listen", "2. Act",
        "• Write down", "Key message", "Listen first.", "In Accra", "1. Ask", "[ ] Water", "Amina", "Leads",
        "The harbour IOM", "To rely on others.", "It grows slowly.", "Whom do you trust?", "Handbook. IOM, 2020.",
    ):  # fmt: skip
        assert said in words, said
    assert f"1/{len(reader.pages)}" in words.replace(" ", "")
    assert reader.metadata.title == "Trust & safety"
    assert sum(len(page.images) for page in reader.pages) == 1
    other = module_pdf(arabic)
    keep_to_look_at("ar.pdf", other)
    fonts = {str(font["/BaseFont"]) for page in PdfReader(io.BytesIO(other)).pages
             for font in (each.get_object() for each in page["/Resources"]["/Font"].values())}  # fmt: skip
    assert any("Amiri" in font for font in fonts)


def opened(data: bytes) -> tuple[zipfile.ZipFile, ElementTree]:
    """The book and its package, after the rules that every EPUB 3 keeps."""
    book = zipfile.ZipFile(io.BytesIO(data))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    assert 'full-path="EPUB/package.opf"' in book.read("META-INF/container.xml").decode()
    package = ElementTree.fromstring(book.read("EPUB/package.opf"))
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    listed = {f"EPUB/{item.get('href')}" for item in items.values()}
    assert listed == set(book.namelist()) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    spine = [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]
    assert [item.get("media-type") for item in spine] == ["application/xhtml+xml"]
    assert [item.get("href") for item in items.values() if item.get("properties") == "nav"] == ["nav.xhtml"]
    assert package.get("unique-identifier") == package.find(f".//{DC}identifier").get("id")
    text = ElementTree.fromstring(book.read("EPUB/text.xhtml"), forbid_dtd=False)
    anchors = {each.get("id") for each in text.iter() if each.get("id")}
    for link in ElementTree.fromstring(book.read("EPUB/nav.xhtml")).iter(f"{XHTML}a"):
        path, _hash, anchor = unquote(link.get("href")).partition("#")
        assert PurePosixPath(path).name == "text.xhtml"
        assert not anchor or anchor in anchors
    for image in text.iter(f"{XHTML}img"):
        assert f"EPUB/{image.get('src')}" in listed
        assert image.get("alt")
    return book, package


def test_the_epub_keeps_the_rules_and_says_for_whom_it_is_accessible(everything, arabic):
    data = module_epub(everything)
    keep_to_look_at("en.epub", data)
    book, package = opened(data)
    meta = [(each.get("property"), each.text) for each in package.iter(f"{OPF}meta")]
    assert ("schema:accessMode", "visual") in meta
    assert ("schema:accessibilityFeature", "alternativeText") in meta
    (modified,) = [text for name, text in meta if name == "dcterms:modified"]
    assert modified == f"{everything.last_published_at:%Y-%m-%dT%H:%M:%SZ}"
    text = book.read("EPUB/text.xhtml").decode()
    for said in (
        "<h2 id=\"h0\">After this module you can</h2>", "Officers <b>meet</b> residents &amp;", "☐ Water",
        "<br/>See <a href=\"http://testserver/en/cep/\">", "<th scope=\"row\">Amina</th>", "https://example.org/h?a=1&amp;b=2",
        'alt="A harbour &amp; its &lt;boats&gt;"',
    ):  # fmt: skip
        assert said in text, said
    assert module_epub(everything) == data
    other = module_epub(arabic)
    keep_to_look_at("ar.epub", other)
    book, package = opened(other)
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert package.find(f".//{DC}language").text == "ar"
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in book.read("EPUB/text.xhtml").decode()
    assert "visual" not in book.read("EPUB/package.opf").decode()


@pytest.fixture
def quickly(monkeypatch):
    """Papers that take no time to draw, and say what they were drawn of."""
    monkeypatch.setattr("elearning.toolkit.papers.pdf.module_pdf", lambda page: f"PDF {page.title}".encode())
    monkeypatch.setattr("elearning.toolkit.papers.epub.module_epub", lambda page: f"EPUB {page.title}".encode())


def test_papers_are_for_who_may_read_the_page_and_follow_its_text(
    everything, quickly, amina, client_for, client, django_capture_on_commit_callbacks
):
    address, page_url = reverse("toolkit:paper", args=[everything.pk, "pdf"]), "/en/cep/m1/"
    staff, partner = client_for(amina), client_for(make_person("Guest Person"))
    assert staff.get(address).url == page_url  # not made yet: said, and back to the page
    assert b"Take along" not in staff.get(page_url).content
    assert keeping.catch_up() == 1
    assert keeping.catch_up() == 0
    answer = staff.get(address)
    assert (answer["Content-Type"], answer.getvalue()) == ("application/pdf", b"PDF Trust & safety")
    assert answer["Content-Disposition"] == 'attachment; filename="m1-en.pdf"'
    assert f'href="{address}"' in staff.get(page_url).content.decode()
    assert [client.get(address).status_code, partner.get(address).status_code] == [404, 404]
    assert staff.get(address.replace(".pdf", ".exe")).status_code == 404
    assert staff.post(address).status_code == 405

    everything.title = "Another title"
    everything.save_revision().publish()
    assert staff.get(address).status_code == 302  # never the old text
    assert keeping.catch_up() == 1
    assert staff.get(address).getvalue() == b"PDF Another title"
    assert len(default_storage.listdir(f"papers/{everything.pk}")[1]) == 2

    ReferenceIndex.create_or_update_for_object(everything)
    term = next(block.value["term"] for block in everything.body if block.block_type == "term")
    term.definition = "Something else."
    with django_capture_on_commit_callbacks(execute=True):
        term.save()
    assert keeping.papers_of(everything) == []
    keeping.catch_up()
    with django_capture_on_commit_callbacks(execute=True):
        everything.unpublish()
    assert default_storage.listdir(f"papers/{everything.pk}")[1] == []
    assert staff.get(address).status_code == 404


def test_a_text_that_cannot_be_drawn_keeps_no_other_from_its_papers(everything, arabic, quickly, monkeypatch):
    def draw(page):
        if page.pk == everything.pk:
            raise RuntimeError("too wide")
        return b"PDF"

    monkeypatch.setattr("elearning.toolkit.papers.pdf.module_pdf", draw)
    assert keeping.catch_up() == 1
    assert [keeping.papers_of(everything), len(keeping.papers_of(arabic))] == [[], 2]
