"""What stays, who may, and how a quiz is published: questions, categories and quizzes in the CMS."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from assessments.models import Attempt, Category, Question, QuestionVersion, Quiz
from elearning.journal.models import LogEntry
from elearning.people.models import User
from tests.assessments.authors import (
    DEEDS,
    edit,
    fields_of,
    make_bilingual,
    make_writer,
    permissions,
    text_of,
    versions_of,
)
from tests.assessments.factories import make_content, make_question, make_quiz, version_of


@pytest.fixture
def writer(author) -> User:
    return make_writer(author)


@pytest.fixture
def category(db) -> Category:
    return Category.objects.create(name="M1")


@pytest.fixture
def question(category) -> Question:
    return make_bilingual(category)


@pytest.fixture
def publisher(writer) -> User:
    writer.user_permissions.add(*permissions("publish_quiz"))
    return writer


# Retiring and deleting


def test_retiring_is_confirmed_tells_who_asks_it_and_is_undone_by_a_version(writer, client_for):
    quiz = make_quiz(1)
    question, client = Question.objects.get(), client_for(writer)
    path = reverse("questions_cms:retire", args=[question.pk])
    said = text_of(client.get(path))
    assert "Version 1 is the one that is ready." in said
    assert "Final quiz" in said
    assert versions_of(question) == [(1, "ready")]
    client.post(path, {"number": "7"})
    assert versions_of(question) == [(1, "ready")]
    assert client.post(path, {"number": "1"}).url == edit(question)
    assert versions_of(question) == [(1, "retired")]
    assert "nothing to retire" in text_of(client.get(path))
    client.post(edit(question), fields_of(client, edit(question)))
    assert versions_of(question) == [(1, "retired")]
    client.post(edit(question), fields_of(client, edit(question)) | {"state": "ready"})
    assert versions_of(question) == [(1, "retired"), (2, "ready")]
    assert version_of(quiz).sections[0]["questions"] == [question.versions.get(number=1).pk]


def test_a_question_that_a_quiz_asks_stays_and_another_goes_with_its_versions(question, writer, client_for):
    make_quiz(1)
    asked, client = Question.objects.exclude(pk=question.pk).get(), client_for(writer)
    for path in (reverse("questions_cms:delete", args=[asked.pk]), bulk(Question, asked, question)):
        assert "stays: a published quiz asks it" in text_of(client.post(path, follow=True))
    assert Question.objects.count() == 2
    client.post(reverse("questions_cms:delete", args=[question.pk]))
    assert list(Question.objects.all()) == [asked]
    assert LogEntry.objects.get(action="question.deleted").detail == {"code": "m1-q1"}


def test_a_question_that_somebody_was_asked_stays(question, writer, amina, client_for):
    quiz = make_quiz(1)
    attempt = Attempt(person=amina, quiz=quiz, quiz_version=version_of(quiz), context_kind="x", context_key="x")
    attempt.paper = [{"version": question.versions.get().pk, "kind": "single", "choices": ["a"], "points": "1"}]
    attempt.save()
    path = reverse("questions_cms:delete", args=[question.pk])
    assert "stays: somebody was asked it" in text_of(client_for(writer).post(path, follow=True))


def test_many_unused_questions_go_at_once(question, category, writer, client_for):
    other = make_question("q2", category)
    client_for(writer).post(bulk(Question, question, other))
    assert (Question.objects.count(), QuestionVersion.objects.count()) == (0, 0)


def test_a_quiz_that_was_published_and_a_category_in_use_stay(writer, client_for):
    published, fresh = make_quiz(1), Quiz.objects.create(titles={"en": "Fresh"})
    held, free = published.sections.get().category, Category.objects.create(name="Free")
    client = client_for(writer)
    for thing, name, why in ((published, "quizzes_cms", "was published"), (held, "categories_cms", "hang on it")):
        for path in (reverse(f"{name}:delete", args=[thing.pk]), bulk(type(thing), thing)):
            assert why in text_of(client.post(path, follow=True))
    client.post(reverse("quizzes_cms:delete", args=[fresh.pk]))
    client.post(reverse("categories_cms:delete", args=[free.pk]))
    assert (list(Quiz.objects.all()), list(Category.objects.all())) == ([published], [held])


def bulk(model: type, *things) -> str:
    path = reverse("wagtail_bulk_action", args=["assessments", model._meta.model_name, "delete"])
    return path + "?" + "&".join(f"id={thing.pk}" for thing in things)


# Categories


def test_categories_do_not_go_round(writer, client_for):
    top = Category.objects.create(name="Top")
    middle = Category.objects.create(name="Middle", parent=top)
    low = Category.objects.create(name="Low", parent=middle)
    client = client_for(writer)
    for parent in (top, low):
        answer = client.post(reverse("categories_cms:edit", args=[top.pk]), {"name": "Top", "parent": parent.pk})
        assert "A category cannot stand within itself." in text_of(answer)
    client.post(reverse("categories_cms:edit", args=[low.pk]), {"name": "Low", "parent": top.pk})
    client.post(reverse("categories_cms:add"), {"name": "New", "parent": low.pk})
    assert set(Category.objects.values_list("name", "parent__name")) == {
        ("Top", None),
        ("Middle", "Top"),
        ("Low", "Top"),
        ("New", "Low"),
    }
    assert "Top › Low › New" in text_of(client.get(reverse("categories_cms:add")))


# Quizzes


def form_of(quiz: Quiz) -> dict:
    sections = list(quiz.sections.all())
    form = {"titles_en": "Another title", "pass_mark": "75", "minutes_between": "5", "shuffle_choices": "on"}
    form |= {"purpose": "graded", "counts": "best", "feedback_during": "nothing", "feedback_after": "all"}
    form |= {"feedback_later": "marks", "feedback_closed": "all"}
    form |= {f"sections-{name}": number for name, number in (("TOTAL_FORMS", 1), ("INITIAL_FORMS", len(sections)))}
    form |= {"sections-MIN_NUM_FORMS": 0, "sections-MAX_NUM_FORMS": 1000}
    for place, section in enumerate(sections):
        form |= {f"sections-{place}-id": section.pk, f"sections-{place}-category": section.category_id}
        form |= {f"sections-{place}-draw": "2", f"sections-{place}-ORDER": place + 1}
    return form


def test_saving_a_quiz_leaves_the_version_in_force(quiz, writer, client_for):
    path, client = reverse("quizzes_cms:edit", args=[quiz.pk]), client_for(writer)
    assert client.get(path).status_code == 200
    assert client.post(path, form_of(quiz)).status_code == 302
    now = Quiz.objects.get()
    assert (now.titles, now.pass_mark, now.minutes_between) == ({"en": "Another title"}, 75, 5)
    assert (now.shuffle_questions, now.sections.get().draw) == (False, 2)
    assert (now.current_version.number, now.current_version.pass_mark) == (1, 60)


def test_publishing_says_first_what_is_frozen_and_changed_then_does_it_on_post(quiz, publisher, client_for, start):
    start(quiz)
    client_for(publisher).post(reverse("quizzes_cms:edit", args=[quiz.pk]), form_of(quiz))
    category = quiz.sections.get().category
    first, second, third = Question.objects.order_by("code")
    first.versions.create(number=2, kind="single", state="ready", content=make_content(correct="b"))
    second.versions.update(state="retired")
    make_question("new", category)
    client, path = client_for(publisher), reverse("quizzes_cms:publish", args=[quiz.pk])
    said = text_of(client.get(path))
    for sentence in (
        "Version 1 is in force, with 1 attempt so far. 1 attempt is under way and keeps its paper.",
        "The title is another.",
        "Pass mark in percent: 75 instead of 60.",
        "Minutes to wait between attempts: 5 instead of 0.",
        "Questions in an order of chance: no instead of yes.",
        "What is shown later: which answers were right instead of right answers and explanations.",
        "A paper has 2 questions, worth 2 points.",
        f"Section “{category}” draws 2 questions instead of all.",
        f"Section “{category}”: new are new.",
        f"Section “{category}”: no longer asked are {second.code}.",
        f"Section “{category}”: asked in another version are {first.code} (1 → 2).",
        "2 of 3",
        f"new (1), {first.code} (2), {third.code} (1)",
    ):
        assert sentence in said
    assert quiz.versions.count() == 1
    assert client.post(path).url == reverse("quizzes_cms:edit", args=[quiz.pk])
    client.post(path)
    assert [(version.number, version.published_by) for version in quiz.versions.all()] == [(1, None), (2, publisher)]
    assert "Nothing has changed since version 2." in text_of(client.get(path))


def test_a_quiz_that_cannot_be_published_says_why(publisher, client_for):
    quiz = Quiz.objects.create(titles={"en": "Empty"})
    client, path = client_for(publisher), reverse("quizzes_cms:publish", args=[quiz.pk])
    assert "Add a section" in text_of(client.get(path))
    assert client.post(path).url == path
    assert quiz.versions.count() == 0


def test_the_form_of_a_quiz_leads_to_the_publication_for_who_may(quiz, publisher, client_for):
    path = reverse("quizzes_cms:publish", args=[quiz.pk])
    form = reverse("quizzes_cms:edit", args=[quiz.pk])
    assert path in text_of(client_for(publisher).get(form))
    publisher.user_permissions.clear()
    publisher = User.objects.get(pk=publisher.pk)
    assert path not in text_of(client_for(publisher).get(form))
    for answer in (client_for(publisher).get(path), client_for(publisher).post(path)):
        assert answer.status_code in (302, 403)


# Permissions


def test_an_author_without_the_permissions_gets_nothing(quiz, author, amina, client_for):
    question, category = Question.objects.first(), Category.objects.get()
    things = {"questions_cms": question, "categories_cms": category, "quizzes_cms": quiz}
    paths = [reverse(f"{name}:{page}") for name in things for page in ("list", "add")]
    paths += [
        reverse(f"{name}:{page}", args=[thing.pk])
        for name, thing in things.items()
        for page in ("edit", "delete", "history", "usage")
    ]
    paths += [reverse(f"questions_cms:{page}", args=[question.pk]) for page in ("preview", "retire", "versions")]
    paths += [reverse("questions_cms:preview_draft"), reverse("pairs_cms:list"), reverse("pairs_cms:add")]
    paths += [f"/cms/snippets/choose/assessments/{name}/" for name in ("question", "category")]
    chooser = "wagtailsnippetchoosers_assessments_question"
    paths += [reverse(f"{chooser}:{page}") for page in ("choose", "choose_results", "chosen_multiple", "create")]
    paths += [reverse(f"{chooser}:chosen", args=[question.pk])]
    for person in (author, amina):
        client = client_for(person)
        for path in paths:
            for answer in (client.get(path), client.post(path, {"number": "1", "question": question.pk})):
                assert answer.status_code in (302, 403, 404, 405), path
                assert question.code not in answer.content.decode()
        client.post(bulk(Question, question))
    assert "Assessments" not in text_of(client_for(author).get(reverse("wagtailadmin_home")))
    assert (versions_of(question), Quiz.objects.count()) == ([(1, "ready")], 1)


def test_who_may_only_add_may_look_but_neither_change_nor_retire(question, author, client_for):
    author.user_permissions.add(*permissions("add_question"))
    client = client_for(author)
    assert client.get(reverse("questions_cms:preview", args=[question.pk])).status_code == 200
    for path in (edit(question), reverse("questions_cms:retire", args=[question.pk])):
        assert client.get(path).status_code in (302, 403)
        assert client.post(path, {"number": "1"}).status_code in (302, 403)
    assert versions_of(question) == [(1, "ready")]


def test_the_permissions_can_be_ticked_on_the_screen_of_a_group(author, client_for):
    author.is_superuser = True
    author.save()
    page = client_for(author).get(reverse("wagtailusers_groups:edit", args=[Group.objects.get(name="Editors").pk]))
    for permission in permissions("publish_quiz", *DEEDS):
        assert f'value="{permission.pk}"' in page.content.decode()
