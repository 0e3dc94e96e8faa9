"""Writing, finding and looking at questions in the CMS: nothing that was ready ever changes."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from assessments.actions import publish_quiz, start_attempt
from assessments.models import Category, Question, QuestionVersion, Quiz, QuizSection
from elearning.journal.models import LogEntry
from elearning.people.models import User
from tests.assessments.authors import edit, fields_of, make_bilingual, make_writer, text_of, versions_of
from tests.assessments.factories import make_content, make_question, make_quiz, version_of
from tests.factories import make_person


@pytest.fixture
def writer(author) -> User:
    return make_writer(author)


@pytest.fixture
def category(db) -> Category:
    return Category.objects.create(name="M1")


@pytest.fixture
def question(category) -> Question:
    return make_bilingual(category)


# Writing


def test_a_new_question_is_written_without_any_json(category, writer, client_for):
    sent = {
        "code": "m1-q9",
        "category": category.pk,
        "objective": "M1-O1",
        "kind": "single",
        "points": "2",
        "state": "ready",
        "stem_en": "Is a < b?\r\nSurely?",
        "stem_ar": "هل؟",
        "right_1": "on",
        "general_en": "Read M1.",
    }
    sent |= {
        "text_0_en": "no",
        "text_1_en": "yes",
        "feedback_0_en": "Look again.",
        "text_0_ar": "لا",
        "text_1_ar": "نعم",
    }
    answer = client_for(writer).post(reverse("questions_cms:add"), sent)
    assert answer.url == reverse("questions_cms:list")
    version = QuestionVersion.objects.get(question__code="m1-q9")
    assert (version.number, version.kind, version.state, version.points) == (1, "single", "ready", 2)
    assert version.created_by == writer
    assert version.content == {
        "choices": ["a", "b"],
        "correct": ["b"],
        "texts": {
            "en": {
                "stem": "Is a < b?\nSurely?",
                "choices": {"a": {"text": "no", "feedback": "Look again."}, "b": {"text": "yes", "feedback": ""}},
                "general_feedback": "Read M1.",
            },
            "ar": {
                "stem": "هل؟",
                "choices": {"a": {"text": "لا", "feedback": ""}, "b": {"text": "نعم", "feedback": ""}},
                "general_feedback": "",
            },
        },
    }


def test_the_form_shows_rows_and_what_is_there_in_the_languages_of_the_site(question, writer, client_for):
    page = client_for(writer).get(edit(question))
    said = text_of(page)
    assert [(len(each["rows"]), len(each["spare"])) for each in page.context["form"].sections()] == [(4, 16)]
    assert 'lang="fr" dir="ltr"' in said
    assert 'lang="ar" dir="rtl"' in said
    assert "Which? (fr)" in said
    assert "Choice 20" in said


def test_an_edit_makes_a_version_and_leaves_the_one_that_was_ready(question, writer, client_for):
    before = question.versions.get().content
    client = client_for(writer)
    client.post(edit(question), fields_of(client, edit(question)) | {"stem_fr": "Lequel ?", "points": "3"})
    first, second = question.versions.order_by("number")
    assert (first.content, first.points, first.state) == (before, 1, "ready")
    assert (second.number, second.points, second.state, second.created_by) == (2, 3, "ready", writer)
    assert second.content["texts"]["fr"]["stem"] == "Lequel ?"
    assert second.content["texts"]["en"] == before["texts"]["en"]
    assert LogEntry.objects.get(action="question.written").detail == {"version": 2, "state": "ready"}


def test_nothing_is_written_when_nothing_changed(question, writer, client_for):
    odd = make_content() | {"note": "kept"}
    odd["texts"]["en"]["choices"]["a"] = {"text": "one\nline"}  # as an import may leave it: without feedback
    QuestionVersion.objects.create(question=question, number=2, kind="single", state="ready", content=odd)
    client = client_for(writer)
    sent = fields_of(client, edit(question)) | {"text_0_en": "one\r\nline", "objective": "M1-O2"}
    said = text_of(client.post(edit(question), sent, follow=True))
    assert "It asks what it asked in version 2." in said
    assert (versions_of(question), LogEntry.objects.count()) == ([(1, "ready"), (2, "ready")], 0)
    assert Question.objects.get().objective == "M1-O2"
    client.post(edit(question), fields_of(client, edit(question)) | {"state": "draft"})
    assert versions_of(question) == [(1, "ready"), (2, "ready")]
    assert question.versions.get(number=2).content == odd


def test_a_draft_may_have_gaps_is_changed_in_place_and_made_ready(question, writer, client_for):
    client = client_for(writer)
    client.post(edit(question), fields_of(client, edit(question)) | {"state": "draft", "stem_en": ""})
    assert versions_of(question) == [(1, "ready"), (2, "draft")]
    assert "version 1 is asked" in text_of(client.get(edit(question)))
    client.post(edit(question), fields_of(client, edit(question)) | {"text_1_en": "better"})
    assert question.versions.get(number=2).content["texts"]["en"]["choices"]["b"]["text"] == "better"
    client.post(edit(question), fields_of(client, edit(question)) | {"stem_en": "Which now?", "state": "ready"})
    assert versions_of(question) == [(1, "ready"), (2, "ready")]


def test_choices_keep_their_keys_when_one_goes_and_another_comes(question, writer, client_for):
    client = client_for(writer)
    sent = fields_of(client, edit(question))
    for name in ("text_1_en", "feedback_1_en", "text_1_fr", "feedback_1_fr"):
        sent[name] = ""
    client.post(edit(question), sent | {"text_3_en": "new", "text_3_fr": "neuf", "right_2": "on", "kind": "multiple"})
    content = question.versions.get(number=2).content
    assert (content["choices"], content["correct"]) == (["a", "c", "b"], ["a", "c"])
    assert content["texts"]["fr"]["choices"]["b"] == {"text": "neuf", "feedback": ""}


def test_each_fault_stands_beside_its_field_and_what_was_written_stays(question, writer, client_for):
    client = client_for(writer)
    sent = fields_of(client, edit(question)) | {"stem_fr": "", "text_1_fr": "", "text_2_en": "a in en", "right_1": "on"}
    answer = client.post(edit(question), sent)
    assert answer.context["form"].errors == {
        "stem_fr": ["The question itself is empty in “fr”."],
        "text_1_fr": ["A choice is empty in “fr”."],
        "text_0_en": ["Two choices say the same in “en”."],
        "text_2_en": ["Two choices say the same in “en”."],
        "faults": ["Mark exactly one choice as right."],
    }
    said = text_of(answer)
    assert said.count("Mark exactly one choice as right.") == 1
    assert "c in fr" in said
    assert question.versions.count() == 1


def test_an_empty_question_says_what_it_lacks(category, writer, client_for):
    sent = {"code": "x", "category": category.pk, "kind": "true_false", "points": "0", "state": "ready"}
    answer = client_for(writer).post(reverse("questions_cms:add"), sent)
    assert answer.context["form"].errors == {
        "points": ["Ensure this value is greater than or equal to 0.25."],
        "stem_en": ["Write the question in at least one language."],
        "faults": [
            "True or false has exactly two choices.",
            "Give between 2 and 20 choices.",
            "Mark exactly one choice as right.",
        ],
    }
    assert Question.objects.count() == 0


def test_a_question_that_has_no_version_yet_gets_its_first(category, writer, client_for):
    bare = Question.objects.create(code="bare", category=category)
    client = client_for(writer)
    client.post(edit(bare), fields_of(client, edit(bare)) | {"kind": "single", "stem_en": "What?"})
    assert versions_of(bare) == [(1, "draft")]


def test_a_module_must_exist(question, writer, client_for):
    client = client_for(writer)
    sent = fields_of(client, edit(question)) | {"module_key": "00000000-0000-4000-8000-000000000001"}
    assert "There is no such module." in text_of(client.post(edit(question), sent))


def test_the_second_of_two_editors_is_told_and_keeps_her_text(question, writer, offices, client_for):
    second = make_person("Dora Second", offices["HQ"])
    second.groups.add(Group.objects.get(name="Editors"))
    hers, his = client_for(second), client_for(writer)
    seen_by_both = fields_of(hers, edit(question))
    his.post(edit(question), seen_by_both | {"stem_en": "His?"})
    answer = hers.post(edit(question), seen_by_both | {"stem_en": "Hers?", "objective": "M1-O7"})
    said = text_of(answer)
    assert "Somebody changed this question while you wrote." in said
    assert "Hers?" in said
    assert (versions_of(question), Question.objects.get().objective) == ([(1, "ready"), (2, "ready")], "M1-O1")
    again = {bound.html_name: bound.value() for bound in answer.context["form"]}
    hers.post(edit(question), {name: value for name, value in again.items() if value not in (None, False)})
    newest = question.versions.get(number=3)
    assert (newest.content["texts"]["en"]["stem"], newest.created_by) == ("Hers?", second)


def test_a_draft_that_another_changed_in_place_is_noticed_too(question, writer, client_for):
    client = client_for(writer)
    client.post(edit(question), fields_of(client, edit(question)) | {"stem_en": "Draft?", "state": "draft"})
    seen = fields_of(client, edit(question))
    client.post(edit(question), seen | {"stem_en": "His draft?"})
    assert "while you wrote" in text_of(client.post(edit(question), seen | {"stem_en": "Her draft?"}))
    assert question.versions.get(number=2).content["texts"]["en"]["stem"] == "His draft?"


# Finding and looking


def test_the_bank_is_found_by_code_and_words_and_filtered(question, writer, client_for):
    bank = Category.objects.create(name="Bank")
    Category.objects.filter(pk=question.category_id).update(parent=bank)
    other = make_question("m2-q1", Category.objects.create(name="M2"), kind="multiple", state="draft")
    french = make_content(languages="en fr")
    french["texts"]["fr"]["stem"] = "Où mène le sentier, été comme hiver ?"
    other.versions.update(content=french)

    def found(**query) -> list[str]:
        page = client_for(writer).get(reverse("questions_cms:list"), query)
        return [each.code for each in page.context["object_list"]]

    assert found() == ["m1-q1", "m2-q1"]
    assert found(q="M2-Q") == ["m2-q1"]
    assert found(q="sentier été") == ["m2-q1"]
    assert found(q="sentier nowhere") == []
    assert found(category=bank.pk) == ["m1-q1"]
    assert found(newest_kind="multiple") == ["m2-q1"]
    assert found(newest_state="ready") == ["m1-q1"]
    said = text_of(client_for(writer).get(reverse("questions_cms:list")))
    for word in ("Which? (en)", "Bank › M1", "M1-O1", "one right answer", "ready · 1", "draft · 1"):
        assert word in said


@pytest.mark.parametrize("number", [1, 3])
def test_the_listings_ask_as_much_for_one_as_for_three(number, category, writer, client_for, django_assert_num_queries):
    for place in range(number):
        make_question(f"q{place}", category)
        make_quiz(1)
    client = client_for(writer)
    for name, queries in (("questions_cms", 15), ("categories_cms", 11), ("quizzes_cms", 11)):
        client.get(reverse(f"{name}:list"))
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"{name}:list")).status_code == 200


def test_the_preview_shows_each_language_before_and_after_marking_and_writes_nothing(question, writer, client_for):
    path = reverse("questions_cms:preview", args=[question.pk])
    client = client_for(writer)
    said = text_of(client.get(path, {"language": "fr"}))
    assert "Which? (fr)" in said
    assert "about b" not in said
    assert "about b" in text_of(client.get(path, {"language": "fr", "marked": ""}))
    assert LogEntry.objects.count() == 0
    question.versions.create(number=2, kind="single", content={"choices": ["a"], "correct": [], "texts": {}})
    assert "Version 2, draft" in text_of(client.get(path))
    assert "Which? (en)" in text_of(client.get(path, {"version": "1"}))
    bare = Question.objects.create(code="x", category=question.category)
    assert "has no version" in text_of(client.get(reverse("questions_cms:preview", args=[bare.pk])))


def test_html_in_a_question_is_shown_as_text(question, writer, client_for, amina):
    hostile = make_content()
    hostile["texts"]["en"]["stem"] = "<script>alert(1)</script>"
    hostile["texts"]["en"]["choices"]["a"] = {"text": "<b>bold</b>", "feedback": "<img src=x onerror=alert(2)>"}
    hostile["texts"]["en"]["general_feedback"] = "<i>"
    QuestionVersion.objects.create(question=question, number=2, kind="single", state="ready", content=hostile)
    quiz = Quiz.objects.create(titles={"en": "Quiz"})
    QuizSection.objects.create(quiz=quiz, category=question.category, sort_order=0)
    publish_quiz(quiz, by=None)
    attempt = start_attempt(amina, version_of(Quiz.objects.get()), context_kind="x", context_key="x", language="en")
    reader, preview = client_for(amina), reverse("questions_cms:preview", args=[question.pk])
    pages = [reader.get(reverse("assessments:attempt", args=[attempt.uuid])), client_for(writer).get(preview)]
    reader.post(reverse("assessments:submit", args=[attempt.uuid]))
    pages += [reader.get(reverse("assessments:result", args=[attempt.uuid]))]
    pages += [
        client_for(writer).get(path) for path in (preview + "?marked", edit(question), reverse("questions_cms:list"))
    ]
    for page in pages:
        assert page.status_code == 200
        assert "&lt;script&gt;alert(1)" in page.content.decode()
        for tag in ("<script>alert(1)", "<b>bold", "<img src=x", "<i>"):
            assert tag not in page.content.decode()


def test_the_bank_is_filtered_by_tag_owner_and_the_language_that_is_missing(question, category, writer, client_for):
    other = make_question("m1-q2", category)
    other.tags.add("trust")
    Question.objects.filter(pk=other.pk).update(owner=writer, name="Only its name")
    client = client_for(writer)

    def found(**query) -> list[str]:
        page = client.get(reverse("questions_cms:list"), query)
        return [each.code for each in page.context["object_list"]]

    assert found(missing="fr") == ["m1-q2"]
    assert found(missing="ar") == ["m1-q1", "m1-q2"]
    assert found(tags=other.tags.get().pk) == found(owner=writer.pk) == found(q="only name") == ["m1-q2"]
    assert found(q="nul\0") == ["m1-q1", "m1-q2"]
    said = text_of(client.get(reverse("questions_cms:list")))
    assert "English: complete · French: complete" in said
