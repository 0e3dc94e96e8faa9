"""Files: refused before they are stored if they are not what they say; seen only by their audience."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model

from elearning.toolkit.files import check_document, check_svg
from elearning.toolkit.models import ToolkitDocument, ToolkitImage


def png(size=(8, 8)) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 50).save(file, "PNG")
    return file.getvalue()


def office(folder: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr(f"{folder}document.xml", "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", b"%PDF-1.7 ..."),
        ("docx", office("word/")),
        ("xlsx", office("xl/")),
        ("mp4", b"\0\0\0\x20ftypisom"),
        ("vtt", "\ufeffWEBVTT\n".encode()),
    ],
)
def test_a_file_that_is_what_it_says_is_taken_and_under_another_name_refused(ending, content):
    check_document(io.BytesIO(content), ending)
    for other in {"pdf", "docx", "xlsx", "mp4", "vtt", "exe"} - {ending}:
        with pytest.raises(ValidationError):
            check_document(io.BytesIO(content), other)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"%s</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "><script>alert(1)</script>",
        ' onload="alert(1)">',
        '><a href="https://evil.example"><rect/></a>',
        '><image xlink:href="https://evil.example/x.png"/>',
        "><foreignObject><p/></foreignObject>",
        '><rect fill="url(https://evil.example/x)"/>',
        '><rect style="background: url(javascript:alert(1))"/>',
        "><style>@import 'https://evil.example'</style>",
        '><animate attributeName="href" values="javascript:alert(1)"/>',
    ],
)
def test_a_drawing_that_can_act_is_refused(inside):
    with pytest.raises(ValidationError, match="Save it as plain SVG without it"):
        check_svg(io.BytesIO((SVG % inside).encode()))


@pytest.mark.parametrize(
    "source", ["<svg", '<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>', "GIF89a", "<svg>" + " " * 500_001 + "</svg>"]
)
def test_a_drawing_that_is_none_is_refused(source):
    with pytest.raises(ValidationError):
        check_svg(io.BytesIO(source.encode()))


def test_a_plain_drawing_is_taken():
    check_svg(io.BytesIO((SVG % '><defs><path id="p"/></defs><rect fill="url(#p)"/>').encode()))


@pytest.fixture
def cms(author, client_for):
    author.is_superuser = True
    author.save()
    return client_for(author)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.png", png((64, 64))[:300]),
        ("x.png", b"GIF89a not at all"),
        ("x.svg", (SVG % "><script/>").encode()),
        ("x.jpg", b"<html>"),
    ],
)
def test_the_cms_refuses_a_picture_and_stores_nothing(cms, name, content, settings):
    sent = {"title": "x", "file": SimpleUploadedFile(name, content), "audience": "staff", "description": ""}
    answer = cms.post(reverse("wagtailimages:add"), sent)
    assert answer.status_code == 200
    assert ToolkitImage.objects.count() == 0
    assert not list(settings.MEDIA_ROOT.rglob("x*"))


def test_the_cms_takes_a_whole_picture_and_a_real_document(cms):
    picture = {"title": "Harbour", "file": SimpleUploadedFile("h.png", png()), "audience": "public", "description": ""}
    assert cms.post(reverse("wagtailimages:add"), picture).status_code == 302
    sheet = {"title": "Sheet", "file": SimpleUploadedFile("s.pdf", b"%PDF-1.7"), "audience": "staff"}
    assert cms.post(reverse("wagtaildocs:add"), sheet).status_code == 302
    assert ToolkitImage.objects.get().audience == "public"
    false = {"title": "Sheet", "file": SimpleUploadedFile("s.pdf", b"MZ\x90"), "audience": "staff"}
    answer = cms.post(reverse("wagtaildocs:add"), false)
    assert "This is not a PDF file" in answer.content.decode()
    assert get_document_model().objects.count() == 1


def test_a_picture_is_seen_by_its_audience(picture, amina, client_for, guest):
    for audience, expected in (("staff", [404, 404, 200]), ("partners", [404, 200, 200]), ("public", [200, 200, 200])):
        shown = picture(audience)
        small = shown.get_rendition("max-4x4")
        for url in (shown.file.url, small.url):
            assert [client.get(url).status_code for client in (Client(), guest, client_for(amina))] == expected


def test_nothing_else_in_the_media_folder_is_served(db, amina, client_for, settings):
    folder = settings.MEDIA_ROOT / "certificates"
    folder.mkdir(parents=True)
    (folder / "secret.pdf").write_bytes(b"%PDF")
    client = client_for(amina)
    paths = ("certificates/secret.pdf", "../var/elearning.sqlite3", "..%2fsettings.py", "%00", "nothing.png")
    assert {client.get(f"/media/{path}").status_code for path in paths} == {404}


def test_a_document_is_served_to_its_audience(db, amina, client_for, guest):
    sheet = ToolkitDocument.objects.create(title="s", file=ContentFile(b"%PDF-1", name="s.pdf"), audience="partners")
    assert [c.get(sheet.url).status_code for c in (Client(), guest, client_for(amina))] == [404, 200, 200]


def test_a_drawing_that_brings_its_style_from_elsewhere_is_refused():
    drawing = b'<?xml-stylesheet href="https://evil.example/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>'
    with pytest.raises(ValidationError, match="xml-stylesheet"):
        check_svg(io.BytesIO(drawing))
