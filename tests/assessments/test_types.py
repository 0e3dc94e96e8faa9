"""Each type of question on the pages of an attempt: asked, answered without JavaScript, refused, marked, explained."""

import html
import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from assessments import actions, kinds, papers
from assessments.models import Attempt
from tests.assessments.contents import CONTENTS, RIGHT
from tests.assessments.factories import make_quiz_of


@pytest.fixture
def client(amina, client_for):
    return client_for(amina)


def posted(answer: list[str], kind: str) -> dict:
    """What a browser sends for this answer to the first question."""
    if kind in ("matching", "ordering", "gap_text"):
        return {f"q0.{part.partition(':')[0]}": part.partition(":")[2] for part in answer}
    return {"q0": answer}


def main_of(answer) -> str:
    return html.unescape(answer.content.decode().split("<main", 1)[1].split("</main>")[0])


@pytest.mark.parametrize("kind", RIGHT)
def test_the_right_answer_passes_without_javascript_and_the_result_explains_it(kind, start, client):
    attempt = start(make_quiz_of((kind, CONTENTS[kind]("en fr"))))
    page = reverse("assessments:attempt", args=[attempt.uuid])
    before = main_of(client.get(page))
    assert "Not answered" in before
    for secret in ("about a", "The capital.", "Near enough.", "In general."):
        assert secret not in before
    right = papers.given(attempt.paper[0], RIGHT[kind])
    assert client.post(page, posted(right, kind) | {"save": "1"}).url == page
    assert sorted(attempt.answers()[0]) == sorted(right)
    assert "Saved " in main_of(client.get(page))
    submit = reverse("assessments:submit", args=[attempt.uuid])
    assert "You have answered 1 of 1 questions." in main_of(client.get(submit))
    after = main_of(client.post(submit, follow=True))
    assert "100 % (1 of 1 points)" in after
    assert "In general." in after


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_a_page_posted_as_it_was_shown_saves_nothing_and_an_emptied_one_takes_back(kind, start, client):
    attempt = start(make_quiz_of((kind, CONTENTS[kind]())))
    page = reverse("assessments:attempt", args=[attempt.uuid])
    answer = papers.given(attempt.paper[0], RIGHT.get(kind, ["Line one\nline two"]))
    client.post(page, posted(answer, kind))
    shown = client.get(page).context["questions"][0]
    client.post(page, posted(shown.answer, kind) | {"was0": shown.was})
    assert attempt.saves.count() == 1
    client.post(page, {"was0": shown.was})
    assert attempt.answers() == {0: []}


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_each_type_is_asked_in_the_readers_language(kind, start, client):
    attempt = start(make_quiz_of((kind, CONTENTS[kind]("en fr ar"))))
    client.cookies["django_language"] = "ar"
    with translation.override("ar"):
        text = client.get(reverse("assessments:attempt", args=[attempt.uuid])).content.decode()
    assert 'dir="rtl"' in text
    assert 'lang="ar" dir="auto"' in text


def test_what_is_no_number_stays_in_its_field_with_a_sentence_and_the_rest_is_saved(start, client):
    attempt = start(make_quiz_of(("numeric", CONTENTS["numeric"]()), ("single", CONTENTS["single"]())))
    page = reverse("assessments:attempt", args=[attempt.uuid])
    answer = client.post(page, {"q0": "1e999", "q1": "a", "submit": "1"})
    assert answer.status_code == 200
    assert 'value="1e999"' in answer.content.decode()
    assert "“1e999” is not a number. Write one like 12.5." in main_of(answer)
    assert attempt.answers() == {1: ["a"]}
    client.post(page, {"q0": "12.4", "q1": "a", "was0": "[]", "was1": '["a"]'})
    assert attempt.answers()[0] == ["12.4"]


def test_a_gap_that_is_open_is_named_before_the_end(start, client):
    attempt = start(make_quiz_of(("gap_text", CONTENTS["gap_text"]())))
    client.post(reverse("assessments:attempt", args=[attempt.uuid]), {"q0.1": "a", "q0.2": "Nairobi"})
    text = main_of(client.get(reverse("assessments:submit", args=[attempt.uuid])))
    assert "You have answered 0 of 1 questions." in text
    assert "Kenya lies in the ____ (1)" in text
    client.post(reverse("assessments:submit", args=[attempt.uuid]))
    assert Attempt.objects.get().percent == 75


def test_html_of_a_question_is_cleaned_as_it_is_written_and_shown_as_html(start, client):
    content = CONTENTS["single"]()
    content["texts"]["en"] |= {"format": "html", "stem": "<p>Is <b>this</b> safe?<script>alert(1)</script></p>"}
    content["texts"]["en"]["choices"]["a"]["text"] = '<i onclick="x()">yes</i>'
    attempt = start(make_quiz_of(("single", content)))
    text = client.get(reverse("assessments:attempt", args=[attempt.uuid])).content.decode()
    assert "<p>Is <b>this</b> safe?</p>" in text
    assert "<i>yes</i>" in text
    assert "alert(1)" not in text
    assert "Is this safe?" in text.split("<legend")[1].split("</legend>")[0]


def test_plain_text_is_never_html(start, client):
    content = CONTENTS["short_text"]()
    content["texts"]["en"]["stem"] = "Is 1 < 2 & <b>2</b> > 1?"
    attempt = start(make_quiz_of(("short_text", content)))
    page = reverse("assessments:attempt", args=[attempt.uuid])
    client.post(page, {"q0": '"><script>alert(1)</script>'})
    text = client.get(page).content.decode()
    assert "Is 1 &lt; 2 &amp; &lt;b&gt;2&lt;/b&gt; &gt; 1?" in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("kind", RIGHT)
def test_the_points_of_each_answer_are_frozen_with_the_mark(kind, start):
    attempt = start(make_quiz_of((kind, CONTENTS[kind]())))
    right = papers.given(attempt.paper[0], RIGHT[kind])
    actions.save_answer(attempt, position=0, answer=right, uuid=uuid.uuid4())
    marked = actions.mark(actions.submit(attempt))
    assert [each["answer"] for each in marked.marks] == [RIGHT[kind]]
    assert [Decimal(each["earned"]) for each in marked.marks] == [1]


def test_the_open_page_tells_nothing_by_its_keys(start, client):
    """Authors write pairs and orders as they are right: their keys must not be on the page."""
    kinds_of = [("matching", CONTENTS["matching"]()), ("ordering", CONTENTS["ordering"]())]
    attempt = start(make_quiz_of(*kinds_of, shuffle_choices=False))
    text = main_of(client.get(reverse("assessments:attempt", args=[attempt.uuid])))
    ordering = text.split('id="q2"')[1]
    assert 'name="q0.a"' not in text
    assert 'name="q1.c"' not in text
    shown = [attempt.paper[1]["keys"]["choices"][place] for place in "123"]
    assert shown != ["a", "b", "c"]
    places = [ordering.index(f"{key} in en</label>") for key in shown]
    assert places == sorted(places)


def test_practice_shows_during_the_attempt_what_it_is_set_to_show_and_other_quizzes_nothing(start, client):
    contents = [("short_text", CONTENTS["short_text"]()), ("free_text", CONTENTS["free_text"]())]
    open_one = start(make_quiz_of(*contents, purpose="practice", feedback_during="all"))
    actions.save_answer(open_one, position=0, answer=["Mombasa"], uuid=uuid.uuid4())
    page, check = (reverse(f"assessments:{name}", args=[open_one.uuid]) for name in ("attempt", "check"))
    assert check in client.get(page).content.decode()
    text = main_of(client.get(check))
    assert "0.50 of 2 points so far." in text or "0.5 of 2 points so far." in text
    assert "The second city." in text
    assert "All three groups." not in text  # of a question that she has not answered nothing is told
    open_one.refresh_from_db()
    assert (open_one.is_open, open_one.marks) == (True, [])
    graded = start(make_quiz_of(*contents))
    actions.save_answer(graded, position=0, answer=["Mombasa"], uuid=uuid.uuid4())
    page, check = (reverse(f"assessments:{name}", args=[graded.uuid]) for name in ("attempt", "check"))
    assert check not in client.get(page).content.decode()
    assert client.get(check).url == page
