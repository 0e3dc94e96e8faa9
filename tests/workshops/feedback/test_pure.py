"""The figures of a form, and what may be asked and answered: without a database."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from elearning.people.actions.refusal import Refused
from workshops.feedback.figures import figures, without_small
from workshops.feedback.questions import checked, mark_of, refuse_faults
from workshops.feedback.ready import SETS, TITLES, questions_for

SCALE = {"key": "a", "kind": "scale", "texts": {"en": "Useful?"}}
CHOICE = {"key": "b", "kind": "choice", "texts": {"en": "Again?"}, "choices": [{"en": "Yes"}, {"en": "No"}]}
TEXT = {"key": "c", "kind": "text", "texts": {"en": "Why?"}}
ALL = [SCALE, CHOICE, TEXT]


def test_the_ready_made_questions_are_good_and_in_each_language_of_the_site():
    for kind, questions in SETS.items():
        refuse_faults(questions, kind)
        texts = [TITLES[kind], *(q["texts"] for q in questions), *(c for q in questions for c in q.get("choices", []))]
        assert all(set(text) == set(dict(settings.LANGUAGES)) and all(text.values()) for text in texts)
    assert len(SETS["daily"]) == 6
    keys = [question["key"] for question in SETS["final"]]
    assert keys == [
        "relevance", "usefulness", "methods", "facilitation", "interpretation", "logistics", "keep", "change",
        "recommend",
    ]  # fmt: skip
    questions_for("daily")[0]["key"] = "spoilt"
    assert SETS["daily"][0]["key"] == "useful"


def test_counts_means_and_texts():
    answers = [{"a": 5, "b": 0, "c": "beta"}, {"a": 4, "b": 0, "c": "Alpha"}, {"a": 4}, {}]
    scale, choice, text = figures(ALL, answers)
    assert (scale.answered, scale.mean, [c.count for c in scale.cells]) == (3, 4.33, [0, 0, 0, 2, 1])
    assert [cell.percent for cell in scale.cells] == [0, 0, 0, 67, 33]
    assert (choice.mean, [(c.texts["en"], c.count) for c in choice.cells]) == (None, [("Yes", 2), ("No", 0)])
    assert text.words == ("Alpha", "beta")
    assert figures(ALL, [])[0].mean is None


def test_nothing_is_told_of_fewer_than_the_least_and_no_mean_that_tells_a_hidden_cell():
    few = figures(ALL, [{"a": 5, "b": 0}] * 4, least=5)
    assert [(one.hidden, one.cells) for one in few[:2]] == [(True, ()), (True, ())]
    answers = [{"a": 5}] * 9 + [{"a": 4}]
    small = figures([SCALE], answers, least=5, hide_small=True)[0]
    assert [cell.count for cell in small.cells] == [None, None, None, None, 9]
    assert small.mean is None
    assert figures([SCALE], answers, least=5)[0].mean == 4.9


@given(st.lists(st.integers(0, 20), min_size=2, max_size=10))
def test_a_hidden_cell_is_never_alone(counts):
    told = without_small(counts)
    missing = [place for place, count in enumerate(told) if count is None]
    assert len(missing) != 1
    assert all(counts[place] == count for place, count in enumerate(told) if count is not None)
    assert {place for place, count in enumerate(counts) if count < 5} <= set(missing)


def test_answers_are_kept_in_the_order_of_the_questions_and_only_what_is_offered():
    assert list(checked(ALL, {"c": " why\0 ", "a": 3, "b": 0})) == ["a", "b", "c"]
    assert checked(ALL, {"c": " why\0 ", "b": 0}) == {"b": 0, "c": "why"}
    assert checked(ALL, {"c": "  ", "a": None}) == {}
    for wrong in ({"a": 6}, {"a": 0}, {"a": True}, {"a": "5"}, {"b": 2}, {"b": -1}, {"c": "x" * 2001}, {"z": 1}):
        with pytest.raises(Refused):
            checked(ALL, wrong)


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([], "needs a question"),
        ([SCALE | {"key": f"k{n}"} for n in range(7)], "6 questions; there are 7"),
        ([SCALE, SCALE], "same key"),
        ([SCALE | {"kind": "matrix"}], "choose a scale"),
        ([SCALE | {"texts": {"fr": "Utile ?"}}], "in English"),
        ([SCALE | {"texts": {"en": "x" * 301}}], "too long"),
        ([CHOICE | {"choices": [{"en": "Yes"}]}], "2 to 10"),
        ([CHOICE | {"choices": [{"en": "Yes"}, {"fr": "Non"}]}], "2 to 10"),
        ([CHOICE | {"choices": [{"en": "x" * 121}, {"en": "No"}]}], "120"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused_with_a_sentence(questions, words):
    with pytest.raises(Refused, match=words):
        refuse_faults(questions, "daily")


def test_the_mark_tells_another_mode_and_other_questions():
    marks = {mark_of("anonymous", ALL), mark_of("named", ALL), mark_of("anonymous", [TEXT])}
    assert len(marks) == 3
    assert mark_of("anonymous", ALL) == mark_of("anonymous", [dict(q) for q in ALL])
