"""What the checklist finds, each with a good and a bad module; how hard a text is; which links it has."""

import datetime

import pytest

from elearning.toolkit.authoring.checking import FINE, MUST, SHOULD, Facts, Film, Objective, Shown, Tried, check
from elearning.toolkit.authoring.formulas import ease_of, syllables
from elearning.toolkit.authoring.links import Link, links_of
from elearning.toolkit.authoring.reviews import due_on

NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
YESTERDAY = NOW - datetime.timedelta(days=1)
EASY = ease_of("The officer meets the people. They talk. " * 40, "en")
GOOD = {
    "code": "m1",
    "objectives": [Objective("M1-O1", "meet residents", "a1")],
    "pictures": [Shown("Harbour", "Two officers talk to a fisher", "b1")],
    "films": [Film("At the harbour", True, True, "c1")],
    "ease": EASY,
    "links": [Tried("the code", "12", True, "alive"), Tried("UN", "https://un.org/", False, "alive", YESTERDAY)],
    "behind": 0,
    "text_is_heavy": False,
    "pictures_are_heavy": False,
    "last_revised": NOW.date(),
    "review_due": NOW.date() + datetime.timedelta(days=300),
    "responsible": "Ines Duarte",
    "now": NOW,
}
DOMINATED = "The institutionalisation of participatory accountability methodologies necessitates interdisciplinary "


def found(**changes) -> list[tuple[str, str, str]]:
    """The faults of a good module with these changes: how grave, what, where."""
    return [(row.level, row.wrong, row.where) for row in check(Facts(**GOOD | changes)) if row.level != FINE]


def test_a_good_module_has_a_row_for_each_subject_and_all_are_fine():
    rows = check(Facts(**GOOD))
    assert [row.level for row in rows] == [FINE] * 8
    assert [row.about for row in rows] == [
        "Objectives", "Descriptions of pictures", "Captions and transcripts", "Reading level", "Links", "Language",
        "Weight", "Care",
    ]  # fmt: skip
    assert check(Facts(**GOOD | {"pictures": [], "films": [], "links": []}))[1].wrong == "No pictures."


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"objectives": []}, (MUST, "The module has no objective.", "objectives")),
        ({"objectives": [Objective("", "x", "a")]}, (MUST, "An objective has no code or no words.", "objectives.a")),
        ({"objectives": [Objective("M2-O1", "x", "a")]},
         (SHOULD, "The code M2-O1 is not of this module.", "objectives.a")),
        ({"pictures": [Shown("Harbour", " ", "b")]}, (MUST, "The picture “Harbour” has no description.", "body.b")),
        ({"pictures": [Shown("Harbour", "IMG_1.JPG", "b")]},
         (SHOULD, "The description of the picture “Harbour” is its name.", "body.b")),
        ({"pictures": [Shown("Harbour", "x" * 251, "b")]},
         (SHOULD, "The description of the picture “Harbour” is very long.", "body.b")),
        ({"films": [Film("F", False, True, "c")]}, (MUST, "The film “F” has no captions.", "body.c")),
        ({"films": [Film("F", True, False, "c")]}, (MUST, "The film “F” has no transcript.", "body.c")),
        ({"links": [Tried("it", "7", True, "broken", None, "d")]},
         (MUST, "The link “it” leads to a page or file that readers of this module cannot open.", "body.d")),
        ({"links": [Tried("it", "http://x/", False, "broken", YESTERDAY)]},
         (SHOULD, "The link “it” is broken: http://x/", "body")),
        ({"links": [Tried("it", "http://x/", False, "silent", YESTERDAY)]},
         (SHOULD, "The link “it” did not answer: http://x/", "body")),
        ({"links": [Tried("it", "http://x/", False, "refused", YESTERDAY)]},
         (SHOULD, "The link “it” leads to an address that is not public: http://x/", "body")),
        ({"links": [Tried("it", "http://x/", False, "alive", NOW - datetime.timedelta(days=31))]},
         (SHOULD, "Nobody tried the link “it” in the last month: http://x/", "body")),
        ({"behind": 2}, (SHOULD, "The source changed materially 2 times since this text.", "")),
        ({"text_is_heavy": True}, (SHOULD, "The text is heavy.", "body")),
        ({"pictures_are_heavy": True}, (SHOULD, "The pictures are heavy.", "body")),
        ({"last_revised": None, "review_due": None},
         (SHOULD, "Nobody said when the module was last revised.", "last_revised")),
        ({"review_due": NOW.date()}, (SHOULD, "A review of the module is due.", "last_revised")),
        ({"responsible": ""}, (SHOULD, "Nobody is responsible for the module.", "responsible")),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_place(changes, fault):
    assert found(**changes) == [fault]


def test_two_objectives_of_one_code_are_two_faults_and_the_gravest_comes_first():
    twice = [Objective("M1-O1", "x", "a"), Objective("M1-O1", "y", "b")]
    assert [level for level, _wrong, _where in found(objectives=twice, behind=1)] == [MUST, MUST, SHOULD]


def test_the_reading_level_follows_the_formula_of_the_language():
    assert (EASY.formula, EASY.words, EASY.sentences, EASY.is_hard) == ("Flesch", 280, 80, False)
    assert EASY.score == round(206.835 - 1.015 * 3.5 - 84.6 * 10 / 7, 1)  # of-fi-cer, peo-ple: ten syllables of seven
    hard = ease_of((DOMINATED + "reconceptualisation. ") * 12, "en")
    assert hard.is_hard
    assert found(ease=hard)[0][1].startswith("0 of 100 by the formula Flesch; 9.0 words in a sentence.")
    names = {code: ease_of("La casa. " * 60, code).formula for code in ("fr", "es", "pt", "ar")}
    assert names == {
        "fr": "Kandel–Moles", "es": "Fernández Huerta", "pt": "Flesch, Martins et al. 1996", "ar": "",
    }  # fmt: skip
    arabic = ease_of("يلتقي رجال الشرطة بالسكان. " * 40, "ar")
    assert (arabic.score, arabic.words_a_sentence) == (None, 4.0)
    (row,) = [row for row in check(Facts(**GOOD | {"ease": arabic})) if row.about == "Reading level"]
    assert (row.level, row.wrong) == (FINE, "No formula for this language; 4.0 words in a sentence.")
    long_winded = ease_of("le chat va " * 20 + ". " + "le chat va " * 20 + ".", "fr")
    assert (long_winded.is_hard, long_winded.is_long_winded) == (False, True)
    assert found(ease=long_winded)[0][0] == SHOULD
    assert ease_of("", "en").words_a_sentence == 0.0


@pytest.mark.parametrize(
    ("language", "word", "number"),
    [("en", "made", 1), ("en", "table", 2), ("en", "wanted", 2), ("en", "houses", 2), ("en", "hmm", 1),
     ("fr", "police", 2), ("fr", "rencontrent", 2), ("es", "policía", 4), ("es", "ciudad", 2),
     ("pt", "polícia", 3), ("pt", "coração", 3)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(language, word, number):
    assert syllables(word, language) == number


def test_the_links_of_a_text_are_read_out_of_its_stored_form():
    text = (
        '<p><a linktype="page" id="3">the <b>page</b></a> <a href="mailto:a@b.org">a</a> <a href="/en/cep/">ours</a>'
        '<a href="https://here.org/fr/x/?a=1">here</a> <a href="http://[bad/">odd</a>'
        '<a linktype="document" id="9">d</a></p>'
    )
    blocks = [
        {"type": "text", "value": text, "id": "b1"},
        {"type": "sources", "id": "b2", "value": [{"type": "item", "value": {"title": "T", "url": "https://un.org/"}}]},
    ]
    assert links_of(blocks, {"here.org"}) == [
        Link("page", "3", "the page", "b1"),
        Link("inside", "/en/cep/", "ours", "b1"),
        Link("inside", "/fr/x/", "here", "b1"),
        Link("outside", "http://[bad/", "odd", "b1"),
        Link("document", "9", "d", "b1"),
        Link("outside", "https://un.org/", "T", "b2"),
    ]


def test_a_review_is_due_so_many_months_later_even_at_the_end_of_a_short_month():
    assert due_on(datetime.date(2026, 8, 31), 6) == datetime.date(2027, 2, 28)
    assert due_on(datetime.date(2026, 1, 15), 12) == datetime.date(2027, 1, 15)
    assert due_on(None, 12) is None
    assert due_on(datetime.date(9999, 6, 1), 12) is None
