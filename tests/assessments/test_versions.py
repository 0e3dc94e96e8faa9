"""What a new version of a quiz or of a question changes, where it is used, and the tree of categories."""

import copy
import dataclasses
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments import drawers
from assessments.editors import differences
from assessments.editors.progress import in_short, progress_of
from assessments.editors.usage import sections_with, uses_of
from assessments.models import Category, Question, QuestionVersion, Quiz, QuizSection
from assessments.publishing import publish_quiz
from assessments.readiness import readied
from assessments.versions import Frozen, compare
from tests.assessments.authors import SAMPLES, make_writer, text_of
from tests.assessments.factories import make_content, make_question, make_quiz

NAMES = {1: ("q1", 1), 2: ("q2", 1), 3: ("q2", 2), 4: ("q3", 1)}
LABELS = {"pass_mark": "Pass mark", "time_limit": "Time limit", "shuffle": "Shuffled"}


def section(category: str, *questions: int, draw: int | None = None) -> dict:
    return {"category": category, "draw": draw, "questions": list(questions)}


BASE = Frozen({"en": "Quiz"}, Decimal("80.00"), {"time_limit": None, "shuffle": True}, [section("A", 1, 2)])


def changes(**fields) -> list[str]:
    return compare(BASE, dataclasses.replace(BASE, **fields), NAMES, LABELS)


def test_the_same_is_no_change():
    assert changes() == []
    assert changes(pass_mark=Decimal(80)) == []


def test_settings_are_told_with_what_they_were():
    rules = {"time_limit": 30, "shuffle": False}
    assert changes(titles={"en": "Q"}, pass_mark=Decimal("72.5"), rules=rules) == [
        "The title is another.",
        "Pass mark: 72.5 instead of 80.",
        "Time limit: 30 instead of none.",
        "Shuffled: no instead of yes.",
    ]


def test_sections_are_told_by_their_questions():
    assert changes(sections=[section("A", 3, 4, draw=1)]) == [
        "Section “A” draws 1 questions instead of all.",
        "Section “A”: new are q3.",
        "Section “A”: no longer asked are q1.",
        "Section “A”: asked in another version are q2 (1 → 2).",
    ]
    assert changes(sections=[section("A", 1, 2), section("A", 1, 2)]) == ["Section “A” is new."]
    assert changes(sections=[section("B", 4)]) == ["Section “B” is new.", "Section “A” is no longer there."]


def test_another_order_of_the_sections_is_a_change():
    two = dataclasses.replace(BASE, sections=[section("A", 1), section("B", 4)])
    turned = dataclasses.replace(BASE, sections=[section("B", 4), section("A", 1)])
    assert compare(two, turned, NAMES, LABELS) == ["The sections stand in another order."]


def test_drawers_stand_in_drawers_and_a_ring_does_not_hang():
    parents = {1: None, 2: 1, 3: 2, 4: None}
    assert drawers.way_up(3, parents) == [3, 2, 1]
    assert drawers.within(2, parents) == {2, 3}
    assert drawers.within(1, parents) == {1, 2, 3}
    assert drawers.paths([(1, None, "CEP"), (2, 1, "M1"), (3, 2, "a"), (4, None, "Other")]) == {
        1: "CEP",
        2: "CEP › M1",
        3: "CEP › M1 › a",
        4: "Other",
    }
    assert drawers.way_up(5, {5: 6, 6: 5}) == [5, 6]


def test_values_of_a_list_and_moments_are_told_in_words():
    before = dataclasses.replace(BASE, rules={"purpose": "graded", "opens_at": None})
    after = dataclasses.replace(BASE, rules={"purpose": "practice", "opens_at": "2026-12-01T08:30:00+00:00"})
    labels = LABELS | {"purpose": "Purpose", "opens_at": "Opens"}
    assert compare(before, after, NAMES, labels, {"purpose": {"graded": "for marks", "practice": "to try"}}) == [
        "Purpose: to try instead of for marks.",
        "Opens: Dec. 1, 2026, 8:30 a.m. (UTC) instead of none.",
    ]


# Versions of questions


def version(kind: str, content: dict, points: int = 1) -> QuestionVersion:
    return QuestionVersion(kind=kind, content=content, points=Decimal(points))


def changed(kind: str, change) -> list[str]:
    """What is said of a sample once it was changed."""
    after = copy.deepcopy(SAMPLES[kind])
    change(after)
    return differences.facts(version(kind, SAMPLES[kind]), version(kind, after))


def test_what_holds_in_every_language_is_told_in_sentences():
    old, new = make_content(), make_content(correct="bc")
    assert differences.facts(version("single", old), version("multiple", new, 2)) == [
        "Type: “several right answers” instead of “one right answer”.",
        "Points: “2” instead of “1”.",
        "Right: “b in en; c in en” instead of “a in en”.",
    ]
    assert differences.facts(version("single", old), version("single", old)) == []
    assert changed("matching", lambda c: c["pairs"].update(a="1")) == [
        "To “Kenya” belongs: “Lomé” instead of “Nairobi”."
    ]
    assert changed("ordering", lambda c: c.update(items=["a", "b", "c"], scoring="all")) == [
        "The right order: “step a → step b → step c” instead of “step c → step a → step b”.",
        "How it is marked: “all or nothing: the right choices and no other” instead of "
        "“a share for each right choice; choosing too many costs (for several right answers)”.",
    ]
    assert changed("short_text", lambda c: c.pop("fold_case")) == [
        "Capitals or small letters: no difference: “yes” instead of “no”."
    ]
    assert changed("numeric", lambda c: c["accepted"][0].update(value="3")) == [
        "Accepted numbers: “3 ± 0.01 (100 %); * (0 %)” instead of “3.140 ± 0.01 (100 %); * (0 %)”."
    ]
    assert changed("gap_text", lambda c: c["gaps"]["1"]["shares"].update(b="50")) == [
        "Gap 1: “one of a list is chosen, weight 1, Kenya (100 %); Togo (50 %)” instead of "
        "“one of a list is chosen, weight 1, Kenya (100 %); Togo (0 %)”."
    ]
    assert changed("free_text", lambda c: c["rubric"].pop()) == [
        "Rubric, with points: “a reason (2)” instead of “a reason (2); an example (1.5)”."
    ]


def test_texts_are_compared_word_by_word_in_each_language():
    old, new = make_content(languages="en fr"), make_content(languages="en")
    new["texts"]["en"]["stem"] = "Which one? (en)"
    new["texts"]["en"]["choices"]["b"]["feedback"] = "about"
    english, french = differences.texts(old, new)
    assert [(text.label, text.before, text.after) for text in english.texts] == [
        (
            "Question",
            [("same", "Which"), ("same", "? (en)")],
            [("same", "Which"), ("new", " one"), ("same", "? (en)")],
        ),
        ("Choice 2 feedback", [("same", "about"), ("gone", " b")], [("same", "about")]),
    ]
    assert (french.name, len(french.texts)) == ("French", 8)
    assert french.texts[0].after == []


def test_a_share_is_told_with_its_text_and_a_gap_by_its_number():
    after = copy.deepcopy(SAMPLES["gap_text"])
    after["texts"]["en"]["gaps"]["2"]["accepted"][0]["share"] = "50"
    after["texts"]["en"]["gaps"]["1"]["choices"]["b"]["text"] = "Benin"
    (english,) = differences.texts(SAMPLES["gap_text"], after)
    assert [text.label for text in english.texts] == ["Gap 1 Choice 2", "Gap 2 Answer 1"]
    assert english.texts[1].after[0] == ("new", "50%: ")


def test_two_long_texts_do_not_take_for_ever():
    old, new = ({"texts": {"en": {"stem": sign * 3_000}}} for sign in ("a ", "b "))
    (english,) = differences.texts(old, new)
    assert [kind for kind, _words in english.texts[0].before] == ["gone"]


def test_each_language_says_how_far_it_is_and_whether_english_changed_since():
    def said(content: dict | None, before: dict | None = None) -> list[str]:
        content = readied(content, before) if before else content
        return [each.label for each in progress_of("single", content)]

    first = make_content(languages="en fr")
    rest = ["not written"] * 3
    assert said(first) == ["complete", "complete", *rest]
    second = copy.deepcopy(first)
    second["texts"]["en"]["stem"] = "Which now?"
    assert said(second, first) == ["complete", "English changed since", *rest]
    third = copy.deepcopy(second)
    third["texts"]["fr"]["choices"]["a"]["text"] = ""
    assert said(third, second) == ["complete", "has gaps", *rest]
    assert said(None) == ["not written"] * 5
    assert in_short(progress_of("single", first)) == "English: complete · French: complete"


def test_a_question_shows_its_versions_their_difference_and_who_uses_them(author, start, amina, bruno, client_for):
    quiz, drawn = make_quiz(1), make_quiz(2, draw=1)
    question = (
        quiz.current_version
        and QuestionVersion.objects.get(pk=quiz.current_version.sections[0]["questions"][0]).question
    )
    start(quiz), start(quiz, bruno), start(drawn)
    question.versions.create(
        number=2, kind="single", state="ready", content=make_content(correct="b"), created_by=author
    )
    QuizSection.objects.create(quiz=drawn, question=question, pinned=2, sort_order=1)
    client = client_for(make_writer(author))
    said = text_of(client.get(reverse("questions_cms:versions", args=[question.pk])))
    for sentence in (
        "Version 2 compared with version 1",
        "Right: “b in en” instead of “a in en”.",
        "Ines Duarte",
        "Final quiz: this question in version 2",
        "Final quiz: questions of",
    ):
        assert sentence in said
    (use,) = uses_of(list(question.versions.all()))
    assert (use.quiz, use.number, use.in_force, use.asks, use.attempts) == (quiz, 1, True, 1, 2)
    versions = QuestionVersion.objects.filter(pk__in=drawn.current_version.sections[0]["questions"])
    assert sorted(use.attempts for use in uses_of(list(versions))) == [0, 1]
    for query in ({"from": "2", "to": "1"}, {"from": "x", "to": "99"}, {"from": "1", "to": "1"}):
        assert client.get(reverse("questions_cms:versions", args=[question.pk]), query).status_code == 200
    bare = Question.objects.create(code="bare", category=question.category)
    assert "asks nothing yet" in text_of(client.get(reverse("questions_cms:versions", args=[bare.pk])))


@pytest.mark.parametrize("number", [1, 3])
def test_use_is_read_with_as_few_queries_for_three_quizzes_as_for_one(number, db, django_assert_num_queries):
    question = make_question("q", Category.objects.create(name="C"))
    for _place in range(number):
        quiz = Quiz.objects.create(titles={"en": "Quiz"})
        QuizSection.objects.create(quiz=quiz, question=question, sort_order=0)
        publish_quiz(quiz, by=None)
    with django_assert_num_queries(3):
        assert len(uses_of(list(question.versions.all()))) == number
    with django_assert_num_queries(2):
        assert len([str(section) + str(section.quiz) for section in sections_with(question)]) == number
