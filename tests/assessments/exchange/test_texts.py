"""Texts of files: what stays plain, what becomes clean HTML, and which pictures come along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exchange.categories import names_in, path_of
from assessments.exchange.numbers import in_figures, number_in
from assessments.exchange.texts import Refused, Source, plain_of, settle
from elearning.text import clean_html

PNG, MP3 = b"\x89PNG\r\n\x1a\n....", b"ID3...."


def settled(text, form="html", files=None):
    return settle({"stem": Source(text, form, files or {})})


def stem(text, form="html"):
    return settled(text, form).texts


@pytest.mark.parametrize(
    ("form", "text", "plain"),
    [
        ("html", "<p>x</p>", "x"),
        ("html", " <p>caf&eacute; &lt;b&gt;</p>\n", "café <b>"),
        ("html", "<p></p><p class='y'><span>a\n b</span><br></p><p>&nbsp;</p>", "a b"),
        ("html", "a   b\n&amp; c", "a b & c"),
        ("html", "<script>x</script>", ""),
        ("html", "<div><span style='color:red'>x</span></div>", "x"),
        ("moodle", "one\ntwo  three", "one\ntwo  three"),
        ("moodle", "a &lt; b\nc", "a < b\nc"),
        ("plain", "<p>x</p> &amp;", "<p>x</p> &amp;"),
        ("markdown", "just words", "just words"),
        ("html", "&#1;a&#0;", "a\ufffd"),
    ],
)
def test_a_text_stays_plain_where_nothing_is_lost(form, text, plain):
    assert stem(text, form) == {"stem": plain}


@pytest.mark.parametrize(
    ("form", "text", "html"),
    [
        ("html", "<p>a</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("html", "a<br />b", "a<br>b"),
        ("html", "<p>a <strong onclick='x'>b</strong></p>", "<p>a <strong>b</strong></p>"),
        ("moodle", "one <b>two</b>\nthree", "one <b>two</b><br>three"),
        ("moodle", "<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
        ("markdown", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ],
)
def test_else_it_is_clean_html(form, text, html):
    assert stem(text, form) == {"stem": html, "format": "html"}


def test_one_text_that_is_not_plain_makes_html_of_all():
    tree = {
        "stem": Source("<b>a</b>", "html"),
        "choices": {"a": {"text": Source("1 < 2\nlines", "plain"), "feedback": Source("<p>x</p>", "html")}},
        "accepted": [{"text": "R&D", "feedback": Source("&amp;", "moodle")}],
    }
    assert settle(tree).texts == {
        "stem": "<b>a</b>",
        "choices": {"a": {"text": "1 &lt; 2<br>lines", "feedback": "<p>x</p>"}},
        "accepted": [{"text": "R&D", "feedback": "&amp;"}],
        "format": "html",
    }


def test_files_of_the_same_name_get_their_own():
    shown = '<img src="@@PLUGINFILE@@/x.png">'
    other = PNG + b"other"
    tree = {
        "stem": Source(shown, "html", {"x.png": PNG}),
        "general_feedback": Source(shown, "html", {"x.png": other}),
        "model_answer": Source(shown, "html", {"x.png": PNG}),
    }
    found = settle(tree)
    assert [(each.name, each.data) for each in found.pictures] == [("x.png", PNG), ("2-x.png", other)]
    assert found.texts["general_feedback"] == '<img src="media:2-x.png">'
    assert found.texts["model_answer"] == '<img src="media:x.png">'


def test_any_name_of_a_file_becomes_a_safe_one():
    found = settled("<img src='@@PLUGINFILE@@/%D8%A8~%20a.png?time=1'>", files={"ب~ a.png": PNG})
    assert [each.name for each in found.pictures] == ["%D8%A8%7E%20a.png"]
    assert found.texts["stem"] == '<img src="media:%D8%A8%7E%20a.png">'


@pytest.mark.parametrize(
    ("text", "files", "named"),
    [
        ('<img src="@@PLUGINFILE@@/gone.png">', {}, "gone.png"),
        ('<img src="@@PLUGINFILE@@/x.png">', {"x.png": b"<svg/>"}, "x.png"),
        ('<a href="@@PLUGINFILE@@/x.mp3">hear</a>', {"x.mp3": MP3}, "x.mp3"),
        ('<a href="@@PLUGINFILE@@/x.png">see</a>', {"x.png": PNG}, "x.png"),
        ("no word of it", {"x.png": PNG}, "x.png"),
        ('<img alt="x" src="https://example.org/x.png">', {}, "https://example.org/x.png"),
        ("<IMG SRC=//example.org/x.png>", {}, "//example.org/x.png"),
        ('<img src="media:x.png">', {}, "media:x.png"),
        (f'<img src="data:image/png;base64,{"A" * 9999}">', {}, "data:image/png"),
    ],
)
def test_what_does_not_come_along_is_named(text, files, named):
    found = settled(text, files=files)
    assert (found.pictures, [named in note for note in found.notes]) == ((), [True])
    assert "src" not in found.texts["stem"]
    assert "PLUGINFILE" not in found.texts["stem"]


def test_a_file_cannot_name_a_picture_that_is_not_its_own():
    assert settled('<p>a <img src="&#109;edia:x.png"> b</p>').texts["stem"] == "a b"


def test_a_picture_in_markdown_is_named():
    assert len(settled("see ![it](x.png)", "markdown").notes) == 1


@pytest.mark.parametrize(
    ("text", "form"),
    [("<p>" * 20000, "html"), ("<p/" + "a/" * 5000, "html"), ("[" * 20000, "markdown"), ("1. " * 2000, "markdown")],
)
def test_what_would_take_for_ever_is_refused(text, form):
    with pytest.raises(Refused):
        settled(text, form)


def test_the_words_alone():
    assert plain_of(Source("<p>R&amp;D <b>now</b></p>", "html")) == "R&D now"
    assert plain_of(Source("<p>R&amp;D", "plain")) == "<p>R&amp;D"


FORMS = st.sampled_from(["html", "moodle", "plain", "markdown"])


@given(st.text(alphabet="<>&;/pbri\"'= #x1\n\u00a0é[]*-", max_size=60), FORMS)
def test_html_is_always_clean_and_plain_has_nothing_to_lose(text, form):
    found = stem(text, form)
    if "format" in found:
        assert clean_html(found["stem"], pictures=True) == found["stem"]
    else:
        again = settle({"stem": Source(found["stem"], "plain")}).texts
        assert again == found


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("$course$/top/a/b", ("a", "b")),
        ("$system$/a", ("a",)),
        ("a / b", ("a", "b")),
        ("a//b/c", ("a/b", "c")),
        ("top/a", ("top", "a")),
        ("$course$", ()),
        ("", ()),
    ],
)
def test_paths_of_categories(path, names):
    assert names_in(path) == names


@given(
    st.lists(st.text(alphabet="ab/$ top", min_size=1).map(lambda name: " ".join(name.split())).filter(bool), max_size=3)
)
def test_paths_of_categories_there_and_back(names):
    assert names_in(path_of(names)) == tuple(names)


@pytest.mark.parametrize(
    ("text", "figures"),
    [("33.3333300", "33.33333"), ("100", "100"), ("1e3", "1000"), ("-0.50", "-0.5"), (",5", "0.5"), ("0.000", "0")],
)
def test_numbers_in_their_shortest_form(text, figures):
    assert in_figures(number_in(text)) == figures


@pytest.mark.parametrize("text", ["", "x", "1e9999", "nan", "inf", "1.2.3", "1 2", "٣", "9" * 100])
def test_other_texts_are_no_numbers(text):
    assert number_in(text) is None
