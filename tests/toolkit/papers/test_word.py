"""A Word file becomes a draft; files that are bombs, broken or something else are refused with a sentence."""

import hashlib
import io
import re
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from elearning.toolkit.models import ModulePage, ToolkitImage
from elearning.toolkit.papers.word.package import NotReadable
from elearning.toolkit.papers.word.reading import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
STYLES = (
    '<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="My heading"/><w:basedOn w:val="Titre1"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
RELATIONS = (
    f'<Relationship Id="l" Type="{R}/hyperlink" TargetMode="External" Target="https://example.org/a"/>'
    f'<Relationship Id="j" Type="{R}/hyperlink" TargetMode="External" Target="javascript:alert(1)"/>'
    f'<Relationship Id="x" Type="{R}/image" TargetMode="External" Target="http://10.0.0.1/spy.png"/>'
    f'<Relationship Id="p" Type="{R}/image" Target="media/one.png"/>'
    f'<Relationship Id="e" Type="{R}/image" Target="media/two.emf"/>'
    f'<Relationship Id="up" Type="{R}/image" Target="../../../etc/passwd"/>'
)


def run(text: str, how: str = "") -> str:
    return f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, style: str = "", numbered: int = 0) -> str:
    numbers = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbers}</w:pPr>{inside}</w:p>'


def drawing(relation: str, alt: str = "", how: str = "embed") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:blip r:{how}="{relation}"/>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{p(run(cell))}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return file.getvalue()


def word(body: str, *, head: str = "", more: dict[str, bytes | str] | None = None) -> io.BytesIO:
    file = io.BytesIO()
    parts = {
        "[Content_Types].xml": '<Types xmlns="x"/>',
        "word/document.xml": f"{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{NUMBERING}</w:numbering>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{RELATIONS}</Relationships>',
        "word/media/one.png": png(),
        "word/media/two.emf": b"\x01\0\0\0 an EMF",
        "word/footnotes.xml": f'<w:footnotes {SPACES}><w:footnote w:id="2">{p(run("See page 3."))}</w:footnote>'
        "</w:footnotes>",
    } | (more or {})
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    file.seek(0)
    return file


WHOLE = (
    p(run("Working with &lt;people&gt;"), "T")
    + p(run("Why"), "Titre1")
    + p(
        run("We ")
        + run("listen", "<w:b/>")
        + run(" first", '<w:b w:val="0"/>')
        + run("secret", "<w:vanish/>")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    + p(f'<w:hyperlink r:id="l">{run("here")}</w:hyperlink><w:hyperlink r:id="j">{run(" not there")}</w:hyperlink>')
    + p(run("one"), numbered=1) + p(run("two"), numbered=1) + p(run("dot"), numbered=2)
    + p(f"<w:ins>{run('new ')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>{run('text')}")
    + p(run("How"), "Mine")
    + p('<w:r><w:commentReference w:id="1"/></w:r>' + run("<![CDATA[<script>alert(1)</script>]]>"))
    + table(["Who", "What"], ["Amina", "Leads"])
    + table(["a"] * 7, ["b"] * 7)
    + p(drawing("p", "A harbour") + drawing("p") + drawing("e") + drawing("x", how="link") + drawing("up"))
)  # fmt: skip


def test_headings_text_lists_tables_pictures_and_notes_are_found():
    found = read_word(word(WHOLE))
    assert found.title == "Working with <people>"
    assert [kind for kind, _value in found.blocks] == [
        "heading", "text", "heading", "text", "table", "figure", "figure", "heading", "text",
    ]  # fmt: skip
    values = [value for _kind, value in found.blocks]
    assert values[1] == (
        '<p>We <b>listen</b> first [1]</p><p><a href="https://example.org/a">here</a> not there</p>'
        "<ol><li>one</li><li>two</li></ol><ul><li>dot</li></ul><p>new text</p>"
    )
    assert (values[0], values[2]) == ("Why", "How")
    assert "<script" not in values[3]
    assert values[4]["header"] == ["Who", "What"]
    assert values[4]["rows"] == [["Amina", "Leads"]]
    assert [picture.alt for picture in found.pictures] == ["A harbour", ""]
    assert values[7:] == ["Notes", "<ol><li>See page 3.</li></ol>"]
    said = "\n".join(found.lines())
    for words in (
        "http://10.0.0.1/spy.png (image)", "javascript:alert(1)", "Table 2 is left out: it has more than 6 columns",
        "The picture two.emf is no whole PNG", "1 comment is left out", "1 piece of hidden text",
        "1 tracked deletion", "1 tracked insertion",
        "Say what the picture one.png shows",
    ):  # fmt: skip
        assert words in said, words


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def locked() -> io.BytesIO:
    data = bytearray(word("").getvalue())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(sign), bytes(data)):
            data[found.start() + place] |= 1
    return io.BytesIO(bytes(data))


def sheet() -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return file


BAD = {
    "unpacks to far more": lambda: word("", more={"word/media/bomb.png": b"\0" * 5_000_000}),
    "too big once unpacked": lambda: word("", more={f"word/{n}.xml": "" for n in range(1001)}),
    "holds macros": lambda: word("", more={"word/vbaProject.bin": b"x"}),
    "macros: save": lambda: word(
        "", more={"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main"}
    ),
    "locked with a password: save": locked,
    "or an old .doc": lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "60 pictures": lambda: word(p(drawing("p", "x") * 300)),
    "3,000 paragraphs": lambda: word("<w:p/>" * 10_000),
    "declares entities": lambda: word(p(run("&b;")), head=LAUGHS),
    "is damaged": lambda: word("<w:p>"),
    "damaged or no Word": lambda: io.BytesIO(word(WHOLE).getvalue()[:900]),
    "deeply nested": lambda: word("<w:sdt>" * 200 + "</w:sdt>" * 200),
    "no Word file (.docx), whatever": sheet,
    "no Word file (.docx): open": lambda: io.BytesIO(b"hello"),
}


@pytest.mark.parametrize("sentence", BAD)
def test_what_is_no_honest_word_file_is_refused_with_a_sentence(sentence):
    with pytest.raises(NotReadable, match=re.escape(sentence)):
        read_word(BAD[sentence]())


def test_an_author_sees_what_was_found_and_then_makes_the_draft_once(toolkit, author, amina, client_for, client):
    data = word(WHOLE).getvalue()
    digest = hashlib.sha256(data).hexdigest()
    new, make = reverse("word:new", args=[toolkit.pk]), reverse("word:make", args=[toolkit.pk])
    writer, held = client_for(author), f"held/word/{author.pk}/{digest}.docx"
    for other in (client, client_for(amina)):
        assert other.get(new).status_code == 302
        assert other.post(make, {}).status_code == 302
    assert new in writer.get(reverse("wagtailadmin_explore", args=[toolkit.pk])).content.decode()
    assert writer.get(reverse("word:new", args=[toolkit.get_parent().pk])).status_code == 404
    refused = writer.post(new, {"file": SimpleUploadedFile("a.docx", sheet().getvalue())})
    assert "This is no Word file" in refused.content.decode()

    look = writer.post(new, {"file": SimpleUploadedFile("a.docx", data)}).content.decode()
    assert ModulePage.objects.count() == ToolkitImage.objects.count() == 0
    for said in ("3 headings", "1 table", "2 pictures", "spy.png", digest, "Working with &lt;people&gt;"):
        assert said in look, said
    fields = {"sha256": digest, "title": "Working with people", "code": "m9", "summary": "Why and how."}
    assert "This field is required" in writer.post(make, fields | {"code": ""}).content.decode()
    assert writer.post(make, fields | {"sha256": "../../x"}).url == new
    answer = writer.post(make, fields)
    page = ModulePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.owner, page.audience, page.code) == (False, author, "staff", "m9")
    assert page.get_parent().pk == toolkit.pk
    assert ToolkitImage.objects.count() == 2
    assert [block.value["image"].contextual_alt_text for block in page.body if block.block_type == "figure"] == [
        "A harbour", "",
    ]  # fmt: skip
    assert not default_storage.exists(held)
    assert writer.get(answer.url).status_code == 200
    assert writer.post(make, fields).url == new  # pressed twice
    again = writer.post(new, {"file": SimpleUploadedFile("b.docx", data)}).content.decode()
    assert "made of this very file already" in again
    assert writer.post(make, fields).url == new  # by hand all the same
    assert ModulePage.objects.count() == 1
