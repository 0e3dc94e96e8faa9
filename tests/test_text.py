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


PICTURE = '<img src="media:a%20b-1.png" alt="A “b” &amp; c" width="30" height="20">'


def test_a_picture_of_our_own_stays_only_where_it_is_asked_for():
    assert clean_html(f"<p>{PICTURE}</p>", pictures=True) == f"<p>{PICTURE}</p>"
    assert clean_html(f"<p>{PICTURE}</p>") == "<p></p>"


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.example/x.png",
        "//evil.example/x.png",
        "x.png",
        "@@PLUGINFILE@@/x.png",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "media:",
        "media:../x.png",
        "media:x.png?y",
        "media:a b.png",
        "MEDIA:x.png",
        " media:x.png",
    ],
)
def test_any_other_picture_goes_whole(source):
    assert clean_html(f'<p>a<img src="{source}" alt="b" onerror="alert(1)">c</p>', pictures=True) == "<p>ac</p>"
    assert clean_html("a<img>b<img alt='x > y'>c", pictures=True) == "abc"


def test_a_picture_has_a_size_in_digits_and_nothing_else():
    text = '<img src="media:x.png" width="50%" height="9" class="y" style="width:1px" onload="alert(1)" srcset="z">'
    assert clean_html(text, pictures=True) == '<img src="media:x.png" height="9">'


def test_a_link_is_no_way_to_a_picture():
    assert clean_html('<a href="media:x.png">x</a><a href=" me\ndia:y">y</a>', pictures=True) == "<a>x</a><a>y</a>"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_is_left_beside_pictures(text):
    cleaned = clean_html(text + PICTURE, pictures=True)
    assert harmless(cleaned.replace(PICTURE, ""))
    assert clean_html(cleaned, pictures=True) == cleaned
