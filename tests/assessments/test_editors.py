"""The form of each type of question in the CMS, its preview, and what it does with hostile input."""

import pytest
from django.urls import reverse

from assessments.models import Category, Question, QuestionVersion
from assessments.schemas import problems
from elearning.journal.models import LogEntry
from elearning.people.models import User
from tests.assessments.authors import SAMPLES, edit, fields_of, make_bilingual, make_writer, text_of, versions_of
from tests.assessments.factories import make_content, make_question


@pytest.fixture
def writer(author) -> User:
    return make_writer(author)


@pytest.fixture
def category(db) -> Category:
    return Category.objects.create(name="M1")


@pytest.fixture
def question(category) -> Question:
    return make_bilingual(category)


def test_a_new_question_is_asked_for_its_type_first(writer, client_for):
    client, path = client_for(writer), reverse("questions_cms:add")
    for answer in (client.get(path), client.get(path, {"kind": "essay"}), client.post(path, {"kind": "essay\0"})):
        assert answer.status_code == 200
        assert "?kind=gap_text" in text_of(answer)
    assert "Put into quotation marks" in text_of(client.get(path, {"kind": "gap_text"}))
    assert Question.objects.count() == 0


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_form_of_each_type_gives_back_what_it_was_given(kind, category, writer, client_for):
    question = make_question("q", category, kind=kind, content=SAMPLES[kind])
    client = client_for(writer)
    shown = fields_of(client, edit(question))
    client.post(edit(question), shown)
    assert versions_of(question) == [(1, "ready")]
    client.post(edit(question), shown | {"general_en": "Another."})
    second = question.versions.get(number=2)
    assert (second.kind, second.state) == (kind, "ready")
    assert second.content == {
        **SAMPLES[kind],
        "texts": {"en": SAMPLES[kind]["texts"]["en"] | {"general_feedback": "Another."}},
    }


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_type_is_written_anew_and_says_what_it_lacks(kind, category, writer, client_for):
    sample = make_question("sample", category, kind=kind, content=SAMPLES[kind])
    client, path = client_for(writer), reverse("questions_cms:add")
    written = {name: value for name, value in fields_of(client, edit(sample)).items() if "key_" not in name}
    answer = client.post(path, written | {"code": "new", "seen": ""})
    assert answer.status_code == 302
    version = QuestionVersion.objects.get(question__code="new")
    assert problems(kind, version.content) == []
    empty = {"code": "empty", "category": category.pk, "kind": kind, "points": "1", "state": "ready"}
    said = client.post(path, empty).context["form"].errors
    assert said["stem_en"] == ["Write the question in at least one language."]
    client.post(path, empty | {"state": "draft"})
    assert versions_of(Question.objects.get(code="empty")) == [(1, "draft")]


def test_faults_of_other_types_stand_beside_their_fields(category, writer, client_for):
    client = client_for(writer)

    def faults(kind: str, **changes) -> dict:
        question = make_question(f"q-{kind}", category, kind=kind, content=SAMPLES[kind])
        return client.post(edit(question), fields_of(client, edit(question)) | changes).context["form"].errors

    assert faults("matching", option_text_1_en="", stem_fr="Et ?") == {
        "prompt_text_0_fr": ["A choice is empty in “fr”."],
        "prompt_text_1_fr": ["A choice is empty in “fr”."],
        "faults": ["Each thing on the left needs one on the right that belongs to it."],
    }
    assert faults("numeric", value_0="three", factor_0="-1") == {"value_0": ["“three” is no number."]}
    assert faults("short_text", share_0_en="90") == {"text_0_en": ["No answer is wholly right in “en”."]}
    assert faults("free_text", text_1_en="") == {"text_1_en": ["A line of the rubric is empty in “en”."]}
    assert faults("gap_text", stem_en="In [[1]].", answers_2_en="many # Well counted.") == {
        "answers_2_en": ["Line 1: “many” is no number."]
    }


def test_a_type_changes_only_into_one_that_is_answered_in_the_same_way(question, category, writer, client_for):
    client = client_for(writer)
    for asked, kind, other in ((question, "single", "matching"), (None, "ordering", "single")):
        asked = asked or make_question("o", category, kind=kind, content=SAMPLES[kind])
        answer = client.post(edit(asked), fields_of(client, edit(asked)) | {"kind": other, "stem_en": "New?"})
        assert list(answer.context["form"].errors) == ["kind"]
        assert list(asked.versions.values_list("kind", flat=True)) == [kind]


def test_a_number_is_read_as_the_author_writes_it(category, writer, client_for):
    question = make_question("n", category, kind="numeric", content=SAMPLES["numeric"])
    client = client_for(writer)
    client.post(edit(question), fields_of(client, edit(question)) | {"value_0": "1,200.5", "tolerance_0": ""})
    assert question.versions.get(number=2).content["accepted"][0]["value"] == "1200.5"


def test_html_is_edited_as_its_source_and_cleaned(category, writer, client_for):
    content = make_content()
    content["texts"]["en"] |= {"format": "html", "stem": "<p>Is it <b>so</b>?</p>"}
    question = make_question("h", category, content=content)
    client = client_for(writer)
    page = text_of(client.get(edit(question)))
    assert "The texts in English are HTML" in page
    assert "&lt;p&gt;Is it &lt;b&gt;so&lt;/b&gt;?&lt;/p&gt;" in page
    hostile = {"stem_en": "<p>Is it <b>so</b>?</p><script>alert(1)</script>"}
    client.post(edit(question), fields_of(client, edit(question)) | hostile)
    assert versions_of(question) == [(1, "ready")]
    client.post(edit(question), fields_of(client, edit(question)) | {"text_0_en": "<i>one</i><img src=x onerror=a>"})
    said = question.versions.get(number=2).content["texts"]["en"]
    assert (said["format"], said["choices"]["a"]["text"]) == ("html", "<i>one</i>")


def test_name_tags_and_owner_are_kept_and_a_change_of_them_is_noticed(category, writer, amina, client_for):
    client, path = client_for(writer), reverse("questions_cms:add")
    sent = {"code": "t", "category": category.pk, "kind": "single", "points": "1", "state": "draft", "stem_en": "?"}
    client.post(path, sent | {"name": "Trust", "tags": "trust, border line"})
    question = Question.objects.get()
    assert (question.name, question.owner, sorted(question.tags.names())) == ("Trust", writer, ["border line", "trust"])
    seen = fields_of(client, edit(question))
    client.post(edit(question), seen | {"tags": "trust"})
    assert sorted(question.tags.names()) == ["trust"]
    assert "while you wrote" in text_of(client.post(edit(question), seen | {"name": "Other"}))
    answer = client.post(edit(question), fields_of(client, edit(question)) | {"owner": amina.pk})
    assert list(answer.context["form"].errors) == ["owner"]
    assert versions_of(question) == [(1, "draft")]


@pytest.mark.parametrize("kind", ["single", *SAMPLES])
def test_hostile_input_is_refused_in_words_and_never_a_fault(kind, category, writer, client_for):
    client, paths = client_for(writer), [reverse("questions_cms:add"), reverse("questions_cms:preview_draft")]
    form = client.get(paths[0], {"kind": kind}).context["form"]
    names = [name for name in form.fields if name not in ("kind", "seen", "state", "category")]
    for text in ("a\0b", "x" * 1_000_000, "-1", "[[[[1]]", "99999999999999999999", '"'):
        few = names if len(text) < 100 else names[:1] + [name for name in names if name.endswith("_en")][:2]
        sent = dict.fromkeys(few, text) | {"kind": kind, "category": category.pk, "state": "ready", "seen": text[:9]}
        for path in paths:
            assert client.post(path, sent | {"question": text[:30]}).status_code in (200, 404)
    assert QuestionVersion.objects.count() == 0


def test_rows_that_an_author_has_are_kept_though_another_took_some_away(category, writer, client_for):
    accepted = [{"text": f"city {place}", "share": "100", "feedback": ""} for place in range(25)]
    content = {"texts": {"en": {"stem": "Which?", "general_feedback": "", "accepted": accepted}}}
    question = make_question("many", category, kind="short_text", content=content)
    client = client_for(writer)
    seen = fields_of(client, edit(question))
    client.post(edit(question), {name: value for name, value in seen.items() if not name.endswith("_24_en")})
    for place in range(3, 24):
        seen[f"text_{place}_en"] = f"town {place}"
    answer = client.post(edit(question), seen)
    assert "while you wrote" in text_of(answer)
    assert answer.context["form"]["text_24_en"].value() == "city 24"


# The preview beside the form


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_stands_in_the_form_is_shown_as_the_learner_sees_it(kind, category, writer, client_for):
    question = make_question("q", category, kind=kind, content=SAMPLES[kind])
    client, path = client_for(writer), reverse("questions_cms:preview_draft")
    general = {"general_en": "Nobody saved this."}
    written = fields_of(client, edit(question)) | {"question": question.pk} | general
    before, after = client.post(path, written), client.post(path, written | {"preview_marked": "1"})
    assert "Nobody saved this." not in text_of(before)
    assert "Nobody saved this." in text_of(after)
    assert ("Not marked yet" if kind == "free_text" else "Right") in text_of(after)
    assert 'href="/static/css/site' in text_of(before)
    assert (versions_of(question), LogEntry.objects.count()) == ([(1, "ready")], 0)


def test_the_preview_speaks_the_language_that_is_chosen_and_bears_an_empty_form(question, writer, client_for):
    client, path = client_for(writer), reverse("questions_cms:preview_draft")
    written = fields_of(client, edit(question)) | {"question": question.pk, "preview_language": "fr"}
    said = text_of(client.post(path, written | {"stem_fr": "<b>Lequel ?"}))
    assert '<html lang="fr"' in said
    assert "&lt;b&gt;Lequel ?" in said
    for kind in ("single", "true_false", *SAMPLES):
        for sent in (
            {"kind": kind},
            {"kind": kind, "stem_en": "[[1]]", "preview_marked": "1", "preview_language": "xx"},
        ):
            assert client.post(path, sent).status_code == 200
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_form_and_preview_ask_as_much_for_one_version_as_for_three(
    number, question, writer, client_for, django_assert_num_queries
):
    for place in range(2, number + 1):
        question.versions.create(number=place, kind="single", state="ready", content=make_content())
    client = client_for(writer)
    written = fields_of(client, edit(question)) | {"question": question.pk}
    with django_assert_num_queries(22):
        client.get(edit(question))
    with django_assert_num_queries(13):
        client.post(reverse("questions_cms:preview_draft"), written)
