"""Each paragraph of a module has a name of its own, in the markup that the page had before."""

import re

import pytest

from elearning.templatetags.anchors import anchor_of, with_anchors


@pytest.mark.parametrize(
    ("html", "each", "named"),
    [
        ("<p>A</p><p>B <b>c</b></p><ul><li><p>D</p></li></ul>", True,
         '<p id="p-1">A</p><p id="p-1-2">B <b>c</b></p><ul id="p-1-3"><li><p>D</p></li></ul>'),
        ("<p>A<br>b</p><p>C<br/>d</p>", True, '<p id="p-1">A<br>b</p><p id="p-1-2">C<br/>d</p>'),
        ('\n<figure class="figure"><img src="x"><p>A</p></figure>', False,
         '\n<figure id="p-1" class="figure"><img src="x"><p>A</p></figure>'),
        ('<h2 id="why">Why</h2>', False, '<h2 id="why"><span id="p-1"></span>Why</h2>'),
        ('<section data-id="a"><p id="b">A</p></section>', False,
         '<section id="p-1" data-id="a"><p id="b">A</p></section>'),
        ("", False, '<span id="p-1"></span>'),
        ("only words", True, '<span id="p-1"></span>only words'),
        ("1 < 2", True, '<span id="p-1"></span>1 < 2'),
    ],
)  # fmt: skip
def test_the_names_of_paragraphs(html, each, named):
    assert with_anchors(html, "p-1", each=each) == named


def test_a_block_that_was_never_stored_has_no_name():
    assert anchor_of(None) == ""
    assert anchor_of("0a1b2c3d-0000-4000-8000-000000000000") == "p-0a1b2c3d"


def test_the_page_names_each_block_and_each_paragraph_once(make_module, client):
    module = make_module("m9", audience="public", body=[
        ("heading", "Why"), ("text", "<p>One.</p><p>Two.</p>"), ("reflection", {"key": "r", "prompt": "Who?"}),
    ])  # fmt: skip
    module.refresh_from_db()
    page = client.get(module.get_url()).content.decode()
    heading, text, reflection = (anchor_of(block.id) for block in module.body)
    assert f'<h2 id="why"><span id="{heading}"></span>Why</h2>' in page
    assert f'<p id="{text}">One.</p><p id="{text}-2">Two.</p>' in page
    assert f'id="r"><span id="{reflection}"></span>' in page
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))
