"""Building a quiz in the CMS: its settings, its sections, what is checked before it is published, pairs of tests."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Category, Quiz, QuizSection, TestPair
from assessments.publishing import draft_of, publish_quiz
from elearning.people.models import User
from tests.assessments.authors import SAMPLES, make_writer, permissions, text_of
from tests.assessments.factories import make_content, make_question, make_quiz


@pytest.fixture
def writer(author) -> User:
    author = make_writer(author)
    author.user_permissions.add(*permissions("add_testpair", "change_testpair", "view_testpair", "publish_quiz"))
    return author


@pytest.fixture
def category(db) -> Category:
    return Category.objects.create(name="M1")


def quiz_with(*sections: dict, **fields) -> Quiz:
    quiz = Quiz.objects.create(**{"titles": {"en": "Quiz"}} | fields)
    for place, section in enumerate(sections):
        QuizSection.objects.create(quiz=quiz, sort_order=place, **section)
    return quiz


def form_with(*sections: dict, **fields) -> dict:
    """What a browser sends of a new quiz."""
    form = {"titles_en": "Quiz", "pass_mark": "80", "minutes_between": "0", "purpose": "graded", "counts": "best"}
    form |= {f"feedback_{phase}": "nothing" for phase in ("during", "after", "later", "closed")}
    form |= {"sections-TOTAL_FORMS": len(sections), "sections-INITIAL_FORMS": 0}
    form |= {"sections-MIN_NUM_FORMS": 0, "sections-MAX_NUM_FORMS": 1000}
    for place, section in enumerate(sections):
        form |= {f"sections-{place}-{name}": value for name, value in section.items()}
        form |= {f"sections-{place}-ORDER": place + 1}
    return form | fields


def faults(answer) -> dict:
    """Every sentence of the form and of its sections."""
    form = answer.context["form"]
    found = dict(form.errors)
    for place, section in enumerate(form.formsets["sections"].errors):
        found |= {f"{place}-{name}": sentences for name, sentences in section.items()}
    return found


# The form


def test_a_quiz_is_built_with_all_its_settings_and_both_kinds_of_sections(category, writer, client_for):
    question = make_question("q1", category)
    sections = (
        {"category": category.pk, "draw": "1"},
        {"question": question.pk, "pinned": "1"},
        {"question": question.pk},
    )
    settings = {"purpose": "practice", "counts": "average", "feedback_during": "all", "second_marker": "on"}
    settings |= {"opens_at": "2026-12-01 08:00", "closes_at": "2026-12-31 18:00", "anonymous_marking": "on"}
    answer = client_for(writer).post(reverse("quizzes_cms:add"), form_with(*sections, **settings))
    assert answer.status_code == 302
    quiz = Quiz.objects.get()
    assert (quiz.purpose, quiz.counts, quiz.feedback_during, quiz.feedback_after) == (
        "practice",
        "average",
        "all",
        "nothing",
    )
    assert (quiz.second_marker, quiz.anonymous_marking, quiz.shuffle_questions) == (True, True, False)
    assert quiz.opens_at.isoformat() == "2026-12-01T08:00:00+00:00"
    assert list(quiz.sections.values_list("category", "draw", "question", "pinned")) == [
        (category.pk, 1, None, None),
        (None, None, question.pk, 1),
        (None, None, question.pk, None),
    ]


def test_what_does_not_go_together_is_said_once_in_a_sentence(category, writer, client_for):
    question = make_question("q1", category)
    sections = (
        {"category": category.pk, "question": question.pk},
        {},
        {"question": question.pk, "pinned": "7"},
        {"question": question.pk, "draw": "2"},
        {"category": category.pk, "pinned": "1"},
        {"category": category.pk, "draw": "0"},
    )
    sent = form_with(*sections, opens_at="2026-12-31 08:00", closes_at="2026-12-01 08:00")
    sent["sections-1-draw"] = "1"
    found = faults(client_for(writer).post(reverse("quizzes_cms:add"), sent))
    assert found == {
        "closes_at": ["The quiz must close after it opened."],
        "0-__all__": ["Choose either a category or one question."],
        "1-__all__": ["Choose either a category or one question."],
        "2-pinned": ["Question q1 has no version 7 that is ready."],
        "3-draw": ["One question is not drawn. Leave this empty."],
        "4-pinned": ["Only one question can be held to a version, not a category."],
        "5-draw": ["Ensure this value is greater than or equal to 1."],
    }
    assert Quiz.objects.count() == 0


def test_a_question_is_chosen_by_words_of_it_and_by_category(category, writer, client_for):
    other = make_question("m2-q1", Category.objects.create(name="M2"))
    french = make_content(languages="en fr")
    french["texts"]["fr"]["stem"] = "Où mène le sentier ?"
    other.versions.update(content=french)
    make_question("m1-q1", category)
    client, path = client_for(writer), reverse("wagtailsnippetchoosers_assessments_question:choose_results")

    def found(**query) -> set[str]:
        said = text_of(client.get(path, query))
        return {code for code in ("m1-q1", "m2-q1") if code in said}

    assert found() == {"m1-q1", "m2-q1"}
    assert found(q="sentier") == {"m2-q1"}
    assert found(q="nul\0") == {"m1-q1", "m2-q1"}
    assert found(category=category.pk) == {"m1-q1"}
    chosen = client.get(reverse("wagtailsnippetchoosers_assessments_question:chosen", args=[other.pk]))
    assert chosen.json()["result"]["string"] == "m2-q1"


def test_who_builds_quizzes_alone_may_choose_questions_too(category, author, client_for):
    path = reverse("wagtailsnippetchoosers_assessments_question:choose")
    assert client_for(author).get(path).status_code in (302, 403)
    author.user_permissions.add(*permissions("change_quiz"))
    assert client_for(User.objects.get(pk=author.pk)).get(path).status_code == 200


# Before publication


def test_everything_that_forbids_a_publication_is_said(category, db):
    make_question("q1", category)
    pinned = make_question("q2", Category.objects.create(name="M2"), content=make_content(languages="fr"))
    type(pinned).objects.filter(pk=pinned.pk).update(objective="")
    quiz = quiz_with(
        {"category": category, "draw": 3},
        {"category": category, "draw": 0},
        {"question": pinned, "pinned": 1},
        {"question": pinned, "pinned": 9},
        titles={"fr": "Quiz"},
        feedback_during="score",
    )
    assert draft_of(quiz).problems == [
        "Feedback during the attempt is for practice only. Show nothing during it, or change the purpose.",
        "The title is not written in English.",
        "“M1” has 1 ready questions, 3 are asked for. Ask for fewer.",
        "“M1” draws no question. Ask for one at least, or leave it empty for all.",
        "Question q1 stands in two sections: somebody could be asked it twice.",
        "Question q2 names no objective.",
        "Question q2 is not written in English.",
        "Question q2 has no such version that is ready.",
    ]


def test_a_question_in_two_versions_is_one_question(category):
    question = make_question("q1", category)
    question.versions.create(number=2, kind="single", state="ready", content=make_content(correct="b"))
    quiz = quiz_with({"question": question, "pinned": 1}, {"question": question})
    draft = draft_of(quiz)
    assert [len(section["questions"]) for section in draft.sections] == [1, 1]
    assert draft.sections[0]["questions"] != draft.sections[1]["questions"]
    assert draft.problems == ["Question q1 stands in two sections: somebody could be asked it twice."]


def test_what_one_should_know_before_a_publication_is_said_and_forbids_nothing(category, writer, client_for):
    make_question("q1", category, content=make_content(languages="en fr"))
    make_question("q2", category, points=2)
    make_question("q3", category, kind="free_text", content=SAMPLES["free_text"], points=3)
    quiz = quiz_with({"category": category, "draw": 2}, closes_at=timezone.now() - datetime.timedelta(days=1))
    draft = draft_of(quiz)
    nobody = "A person has to mark free text, and nobody has the permission to: give it to a group or a person."
    assert (draft.problems, draft.questions, draft.least, draft.most) == ([], 2, 3, 5)
    assert draft.remarks == [
        "The title is not written in French, questions are.",
        "Question q2 is not written in French: who reads that is asked it in English.",
        "Question q3 is not written in French: who reads that is asked it in English.",
        "The quiz closed before now: nobody can begin it.",
        "The questions that are drawn are worth differently: one paper may have 3 points, another 5. "
        "The pass mark is a percentage of each.",
        nobody,
    ]
    said = text_of(client_for(writer).get(reverse("quizzes_cms:publish", args=[quiz.pk])))
    assert nobody in said
    assert "A paper has 2 questions, worth 3 to 5 points." in said
    writer.user_permissions.add(*permissions("mark_attempt"))
    assert nobody not in draft_of(quiz).remarks
    assert publish_quiz(quiz, by=writer).number == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_draft_asks_as_much_for_one_section_as_for_three(number, category, django_assert_num_queries):
    quiz = quiz_with(*({"question": make_question(f"q{place}", category)} for place in range(number)))
    with django_assert_num_queries(4):
        assert draft_of(Quiz.objects.select_related("current_version").get(pk=quiz.pk)).problems == []


def test_nothing_differs_from_a_version_of_before_the_new_settings(db):
    quiz = make_quiz(1)
    old = {
        name: value for name, value in quiz.current_version.rules.items() if name in ("time_limit", "shuffle_choices")
    }
    type(quiz.current_version).objects.filter(pk=quiz.current_version_id).update(rules=old)
    assert not draft_of(Quiz.objects.get()).differs


# Pairs of tests


def test_two_quizzes_are_tied_and_a_difference_of_objectives_is_told(writer, client_for):
    before, after = make_quiz(1), make_quiz(1)
    client, add = client_for(writer), reverse("pairs_cms:add")
    sent = {"titles_en": "Trust", "before": before.pk, "after": after.pk}
    assert "Only the quiz" not in text_of(client.post(add, sent, follow=True))
    pair = TestPair.objects.get()
    assert (pair.titles, pair.before, pair.after) == ({"en": "Trust"}, before, after)
    question = after.sections.get().category.questions.get()
    type(question).objects.filter(pk=question.pk).update(objective="M2-O4")
    said = text_of(client.get(reverse("pairs_cms:edit", args=[pair.pk])))
    assert "Only the quiz before tests M1-O1: what was gained of it cannot be shown." in said
    assert "Only the quiz after tests M2-O4" in said
    type(question).objects.all().update(objective="")
    said = text_of(client.post(reverse("pairs_cms:edit", args=[pair.pk]), sent, follow=True))
    assert "Neither quiz names an objective" in said


def test_a_pair_with_results_from_paper_stays_and_another_goes(writer, amina, client_for):
    writer.user_permissions.add(*permissions("delete_testpair"))
    before, after = make_quiz(1), make_quiz(1)
    held = TestPair.objects.create(titles={"en": "Held"}, before=before, after=after)
    free = TestPair.objects.create(titles={"en": "Free"}, before=after, after=before)
    score = {"side": "before", "person": amina, "score": 3, "max_score": 5, "taken_on": "2026-11-01"}
    held.paper_scores.create(**score, entered_by=writer, context_kind="workshop", context_key="x")
    client = client_for(writer)
    said = text_of(client.post(reverse("pairs_cms:delete", args=[held.pk]), follow=True))
    assert "“Held” stays: results from paper hang on it." in said
    client.post(reverse("pairs_cms:delete", args=[free.pk]))
    assert list(TestPair.objects.all()) == [held]


def test_a_pair_is_of_two_quizzes(writer, client_for):
    quiz = make_quiz(1)
    sent = {"titles_en": "Trust", "before": quiz.pk, "after": quiz.pk}
    answer = client_for(writer).post(reverse("pairs_cms:add"), sent)
    assert answer.context["form"].errors["after"] == ["Choose another quiz: before and after must be two."]
    assert TestPair.objects.count() == 0
