"""A question is ready per language: no reader is given a text that is older than the one that it follows."""

import copy
import random
import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.actions import publish_quiz, save_answer, start_attempt
from assessments.drawing import draw
from assessments.exchange.applying import apply_plan
from assessments.exchange.planning import plan
from assessments.models import Category, Question, QuestionVersion
from assessments.publishing import draft_of
from assessments.readiness import how_many, is_ready, language_for, readied, source_of
from assessments.schemas import problems
from assessments.showing import show_paper
from tests.assessments.authors import edit, fields_of, make_bilingual, make_writer, permissions, text_of
from tests.assessments.exchange.samples import given as in_file
from tests.assessments.exchange.samples import reading
from tests.assessments.factories import make_content, make_question, make_quiz, version_of


def changed(content: dict, language: str = "en", stem: str = "Which one now?") -> dict:
    """The same content with another question in this language."""
    content = copy.deepcopy(content)
    content["texts"][language]["stem"] = stem
    return content


def stale() -> dict:
    """A content whose French text follows an older English one."""
    first = make_content(languages="en fr ar")
    return readied(changed(changed(first), "ar", "أيها؟"), first)


# Pure


def test_a_translation_waits_until_it_is_written_anew_checked_or_the_source_says_again_what_it_said():
    first = make_content(languages="en fr ar")
    second = stale()
    assert second["unready"] == {"fr": first["texts"]["en"]}
    assert (is_ready(second, "fr"), is_ready(second, "ar"), is_ready(second, "en")) == (False, True, True)
    assert [language_for(second, code) for code in ("fr", "ar", "pt-br", "en")] == ["en", "ar", "en", "en"]
    third = readied(changed(second, "en", "And now?"), second)
    assert third["unready"] == {"fr": first["texts"]["en"], "ar": second["texts"]["en"]}  # each since its own text
    assert readied(third, third) == third
    assert list(readied(third, third, {"fr"})["unready"]) == ["ar"]
    assert "unready" not in readied(changed(second, "fr", "Lequel ?"), second)
    back = readied(changed(second, "en", first["texts"]["en"]["stem"]), second)
    assert list(back["unready"]) == ["ar"]  # which followed the text of in between
    assert how_many([first, second]) == [("en", 2), ("fr", 1), ("ar", 2)]


def test_blanks_and_quotation_marks_are_no_change_and_what_is_right_is_no_text():
    first = changed(make_content(languages="en fr"), "en", 'It\'s "a"?')
    same = changed(first, "en", " It’s  “a”? ") | {"correct": ["b"]}
    assert readied(same, first) == same
    for stem in ('It\'s "b"?', 'It isn\'t "a"?', 'It\'s "A"?'):
        assert list(readied(changed(first, "en", stem), first)["unready"]) == ["fr"]


def test_what_was_written_before_is_ready_and_only_a_translation_can_wait():
    old = make_content(languages="fr es")
    assert readied(old, old) == old
    assert source_of(old) == language_for(old, "ar") == "fr"
    assert is_ready(old, "es")
    assert "unready" not in readied(make_content(languages="fr es en"), old)  # English came beside them
    texts = old["texts"]["fr"]
    assert problems("single", old | {"unready": {"es": texts}}) == []
    for wrong in ({"fr": texts}, {"pt": texts}, ["es"]):
        assert problems("single", old | {"unready": wrong}) == [
            "Only a translation that is there can wait to be checked."
        ]
    assert readied({**stale(), "texts": {"fr": texts}}, stale()) == {**make_content(), "texts": {"fr": texts}}


def test_a_draw_takes_what_is_new_first_and_of_that_what_is_ready():
    pool = [1, 2, 3, 4, 5, 6]
    for seed in range(20):
        chance = random.Random(seed)
        assert draw(pool, 2, {1, 2}, chance, {1, 3, 4}) == [3, 4]
        assert draw(pool, 3, {1, 2, 4}, chance, {1, 3, 4})[0] == 3
        assert set(draw(pool, 5, {1, 2}, chance, {1, 3, 4})) == {1, 3, 4, 5, 6}
        assert draw(pool, 1, set(pool), chance, {5}) == [5]
        assert draw(pool, None, set(), chance, set()) == pool


# Papers


@pytest.fixture
def quiz(db):
    """Draws two of four; all are written in French, and two of them are stale."""
    quiz = make_quiz(0, publish=False)
    category = quiz.sections.get().category
    for place in range(4):
        content = stale() if place % 2 else make_content(languages="en fr")
        make_question(f"r{place}", category, content=content)
    quiz.sections.update(draw=2)
    publish_quiz(quiz, by=None)
    quiz.refresh_from_db()
    return quiz


def shown(attempt, language: str) -> list[tuple[str, str, str]]:
    with translation.override(language):
        return [(each.language, each.stem, each.instead) for each in show_paper(attempt)]


def test_a_paper_in_french_holds_no_stale_french(quiz, start):
    attempt = start(quiz, language="fr")
    codes = QuestionVersion.objects.filter(pk__in=[each["version"] for each in attempt.paper])
    assert set(codes.values_list("question__code", flat=True)) == {"r0", "r2"}
    assert shown(attempt, "fr") == [("fr", "Which? (fr)", "")] * 2
    quiz.sections.update(draw=None)
    publish_quiz(quiz, by=None)
    quiz.refresh_from_db()
    all_of_them = shown(start(quiz, language="fr", context_key="all"), "fr")
    assert sorted(each[:2] for each in all_of_them) == [("en", "Which one now?")] * 2 + [("fr", "Which? (fr)")] * 2
    assert {each[2] for each in all_of_them if each[0] == "fr"} == {""}
    assert all(each[2] for each in all_of_them if each[0] == "en")


def test_the_language_changes_in_the_middle_and_paper_answers_and_marks_stay(quiz, start, amina, client_for):
    quiz.sections.update(draw=None)
    publish_quiz(quiz, by=None)
    quiz.refresh_from_db()
    attempt = start(quiz, language="fr")
    paper = copy.deepcopy(attempt.paper)
    for place in range(2):
        save_answer(attempt, position=place, answer=["a"], uuid=uuid.UUID(int=place + 1))
    client = client_for(amina)
    address = reverse("assessments:attempt", args=[attempt.uuid])
    in_portuguese = text_of(client.get(address, headers={"accept-language": "pt"}))
    in_english = text_of(client.get(address, headers={"accept-language": "en"}))
    for said in (in_portuguese, in_english):
        assert said.count('value="a" checked>') == 2
        assert "Which? (fr)" not in said
    assert "This question is not yet in" not in in_english
    with translation.override("pt"):
        assert [each.answer for each in show_paper(attempt)] == [["a"], ["a"], [], []]
        again = start_attempt(amina, version_of(quiz), context_kind="practice", context_key="x", language="pt")
    assert (again.pk, again.paper, again.language) == (attempt.pk, paper, "fr")


def test_a_version_that_becomes_stale_changes_no_paper_that_was_drawn(start, quiz):
    attempt = start(quiz, language="fr")
    before = shown(attempt, "fr")
    for question in Question.objects.all():
        old = question.versions.get()
        content = readied(changed(old.content, "en", "Otherwise?"), old.content)
        question.versions.create(number=2, kind="single", state="ready", content=content)
    publish_quiz(quiz, by=None)
    attempt.refresh_from_db()
    assert shown(attempt, "fr") == before


# Authors


def test_an_author_changes_english_and_a_translator_finds_and_checks_the_french(author, amina, client_for, db):
    question = make_bilingual(Category.objects.create(name="M1"))
    client = client_for(make_writer(author))
    client.post(edit(question), fields_of(client, edit(question)) | {"stem_en": "Which one <now>?"})
    assert list(question.versions.get(number=2).content["unready"]) == ["fr"]
    bank = reverse("questions_cms:list")
    said = text_of(client.get(bank, {"stale": "fr"}))
    for words in ("m1-q1", "French (1)", "Spanish (0)", "French: English changed since"):
        assert words in said
    assert "m1-q1" not in text_of(client.get(bank, {"stale": "es"}))
    said = text_of(client.get(edit(question)))
    for words in ("French waits to be checked: English changed since.", "<ins> one &lt;now&gt;", "<dt>Question</dt>"):
        assert words in said
    ticked = fields_of(client, edit(question)) | {"fr_checked": "on"}
    assert client_for(amina).post(edit(question), ticked).status_code in (302, 403)
    assert question.versions.count() == 2
    client.post(edit(question), ticked)
    third = question.versions.get(number=3)
    assert (third.state, "unready" in third.content) == ("ready", False)
    assert third.content["texts"]["fr"] == question.versions.get(number=1).content["texts"]["fr"]
    assert "French (0)" in text_of(client.get(bank))
    client.post(edit(question), fields_of(client, edit(question)) | {"stem_en": "Again?", "fr_checked": "on"})
    assert "unready" not in question.versions.get(number=4).content


def test_a_publication_says_which_languages_are_not_complete_and_goes_on(quiz, author, client_for):
    quiz.sections.update(draw=None)
    draft = draft_of(quiz)
    assert [(each.name, each.ready, each.asked) for each in draft.languages] == [
        ("English", 4, 4),
        ("French", 2, 4),
        ("Arabic", 2, 4),
    ]
    assert draft.incomplete
    sentence = "Question r1 changed since its text in French: who reads that gets the new text."
    assert (draft.problems, sentence in draft.remarks) == ([], True)
    author.user_permissions.add(*permissions("publish_quiz", "change_quiz"))
    said = text_of(client_for(make_writer(author)).get(reverse("quizzes_cms:publish", args=[quiz.pk])))
    assert "French: 2 of 4 ready" in said
    assert publish_quiz(quiz, by=None).number == 2


def test_an_import_of_the_source_alone_lets_the_translations_wait(db):
    question = make_question("q1", Category.objects.create(name="CEP"), content=make_content(languages="en fr es"))

    def take(content: dict):
        asked = plan(reading(in_file(content=content, code="q1")), bank="CEP", language="en")
        apply_plan(asked, by=None)
        return asked.items[0]

    english = {**make_content(), "texts": {"en": changed(make_content())["texts"]["en"]}}
    notes = take(english).notes
    assert sorted(question.versions.get(number=2).content["unready"]) == ["es", "fr"]
    assert any("fr" in note for note in notes)
    assert take(english).outcome == "unchanged"
    both = changed(changed(make_content(languages="en fr"), "en", "And now?"), "fr", "Et maintenant ?")
    take(both)
    assert list(question.versions.get(number=3).content["unready"]) == ["es"]
