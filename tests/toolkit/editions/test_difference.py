"""The difference of two texts: nothing is lost in it, and it says what a reader would say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.toolkit.editions.difference import applied, difference, taken_back, words
from elearning.toolkit.editions.paragraphs import Paragraph, digest_of

# Few names, kinds and words, so that paragraphs meet again, move, and share a name that should have been one's own.
TEXT = st.lists(st.sampled_from(["people", "meet", "police", "الشُّرطة", "l’État", ",", " ", "\n"]), max_size=8).map(
    "".join
)
PARAGRAPH = st.builds(
    Paragraph, st.sampled_from(["title", "p-1", "p-2", "p-3"]), st.sampled_from(["text", "heading"]), TEXT
)
TEXTS = st.lists(PARAGRAPH, max_size=8)


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_applying_the_difference_gives_the_new_text_and_taking_it_back_the_old_paragraphs(old, new):
    parts = difference(old, new)
    assert applied(parts) == new
    assert sorted(taken_back(parts)) == sorted(old)
    assert all(
        (part.state == "same") <= (part.old[1:] == part.new[1:] if part.old and part.new else False) for part in parts
    )


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_a_text_does_not_differ_from_itself(text):
    assert {part.state for part in difference(text, text)} <= {"same"}


def test_what_stayed_changed_came_went_and_moved_is_told_apart():
    old = [
        Paragraph("title", "title", "Policing"),
        Paragraph("p-1", "text", "Officers meet residents once a year."),
        Paragraph("p-2", "text", "Write it down."),
        Paragraph("p-3", "heading", "Why it matters"),
        Paragraph("p-4", "text", "Old news."),
    ]
    new = [
        Paragraph("title", "title", "Policing"),
        Paragraph("p-3", "heading", "Why it matters"),
        Paragraph("p-1", "text", "Officers meet residents twice a year."),
        Paragraph("p-2", "text", "Write it down."),
        Paragraph("p-9", "text", "Ask a woman to lead."),
    ]
    parts = difference(old, new)
    assert [(part.state, part.paragraph.anchor) for part in parts] == [
        ("same", "title"),
        ("moved", "p-3"),
        ("changed", "p-1"),
        ("same", "p-2"),
        ("removed", "p-4"),
        ("added", "p-9"),
    ]
    assert [(piece.state, piece.text) for piece in parts[2].pieces] == [
        ("same", "Officers meet residents "),
        ("del", "once"),
        ("ins", "twice"),
        ("same", " a year."),
    ]


def test_a_paragraph_under_a_new_name_is_known_by_its_words():
    old = [Paragraph("p-1", "text", "Officers and residents meet every month in the hall.")]
    new = [Paragraph("p-7", "text", "Officers and residents meet every week in the hall.")]
    assert [part.state for part in difference(old, new)] == ["changed"]


def test_words_keep_their_vowel_marks_and_a_very_long_paragraph_is_not_compared():
    assert [(piece.state, piece.text) for piece in words("الشُّرطة هنا", "الشَّرطة هنا")] == [
        ("del", "الشُّرطة"),
        ("ins", "الشَّرطة"),
        ("same", " هنا"),
    ]
    assert [piece.state for piece in words("a " * 5000, "b " * 5000)] == ["del", "ins"]


def test_a_date_a_code_and_an_address_are_taken_out_and_put_in_whole():
    pieces = words("في 3/11/2026 مع a.b@example.org و CEP-M1", "في 4/12/2026 مع c@example.org و CEP-M2")
    assert [piece.text for piece in pieces if piece.state == "del"] == ["3/11/2026", "a.b@example.org", "CEP-M1"]
    assert [piece.text for piece in pieces if piece.state == "ins"] == ["4/12/2026", "c@example.org", "CEP-M2"]


def test_texts_that_read_the_same_have_one_digest():
    one, other = [Paragraph("p-1", "text", "A")], [Paragraph("p-2", "text", "A")]
    assert digest_of(one) == digest_of(other) != digest_of([Paragraph("p-1", "heading", "A")])
