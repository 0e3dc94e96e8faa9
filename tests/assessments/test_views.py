"""The pages of an attempt: with JavaScript off, by a device, and for those who may not."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import AnswerSave, Attempt
from tests.assessments.factories import make_quiz
from tests.factories import PASSWORD


@pytest.fixture
def amina_client(amina, client_for):
    return client_for(amina)


def batch(*answers) -> dict:
    rows = [{"position": p, "answer": a, "uuid": str(uuid.uuid4()), "sequence": n} for n, (p, a) in enumerate(answers)]
    return {"data": json.dumps({"answers": rows}), "content_type": "application/json"}


def main_of(answer) -> str:
    """The page without its frame, whose theme switch has choices of its own."""
    return answer.content.decode().split("<main", 1)[1].split("</main>")[0]


def test_the_whole_way_without_javascript(attempt, amina_client):
    page, submit = (reverse(f"assessments:{name}", args=[attempt.uuid]) for name in ("attempt", "submit"))
    text = amina_client.get(page).content.decode()
    assert text.count('name="q') == 9
    assert text.count("Not answered") >= 3
    assert amina_client.post(page, {"q0": "a", "q1": "a", "save": "1"}).url == page
    assert main_of(amina_client.get(page)).count(" checked>") == 2
    assert (
        amina_client.post(page, {"q0": "a", "was0": '["a"]', "q1": "a", "was1": '["a"]', "submit": "1"}).url == submit
    )
    assert AnswerSave.objects.count() == 2
    text = amina_client.get(submit).content.decode()
    assert "You have answered 2 of 3 questions." in text
    assert "#q3" in text
    result = amina_client.post(submit)
    text = amina_client.get(result.url).content.decode()
    assert "66.67" not in text
    assert "Passed" in text
    assert "2 of 3 points" in text
    assert "about a" in text
    assert amina_client.get(page).url == amina_client.get(submit).url == result.url


def test_an_answer_can_be_taken_back_without_javascript(attempt, amina_client):
    page = reverse("assessments:attempt", args=[attempt.uuid])
    amina_client.post(page, {"q0": "a", "was0": ""})
    amina_client.post(page, {"was0": '["a"]'})
    assert attempt.answers() == {0: []}


def test_feedback_and_right_answers_are_not_in_the_open_paper(attempt, amina_client):
    text = amina_client.get(reverse("assessments:attempt", args=[attempt.uuid])).content.decode()
    assert "about a" not in text
    assert "In general" not in text
    assert amina_client.get(reverse("assessments:result", args=[attempt.uuid])).status_code == 302


def test_the_paper_comes_in_the_readers_language_where_there_is_one(attempt, amina, client_for):
    amina.language = "fr"
    amina.save()
    text = client_for(amina).get(reverse("assessments:attempt", args=[attempt.uuid])).content.decode()
    assert "Le quiz final" in text
    assert 'lang="en"' in text


def test_a_device_gets_a_receipt_for_each_answer(attempt, amina_client):
    url = reverse("assessments:save", args=[attempt.uuid])
    sent = batch((0, ["a"]), (1, ["z"]), (9, ["a"]))
    for _again in range(2):
        said = amina_client.post(url, **sent).json()
        assert [bool(receipt["refused"]) for receipt in said["receipts"]] == [False, True, True]
    assert (AnswerSave.objects.count(), said["open"]) == (1, True)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"answers": 3}', '{"answers": [3]}', '{"answers": [{"position": "0", "answer": [], "uuid": "x"}]}',
     '{"answers": [{"position": true, "answer": [], "uuid": "00000000-0000-4000-8000-000000000001"}]}',
     '{"answers": [{"position": 0, "answer": "a", "uuid": "00000000-0000-4000-8000-000000000001"}]}', "\x00"],
)  # fmt: skip
def test_a_broken_batch_is_answered_with_a_sentence(attempt, amina_client, body):
    url = reverse("assessments:save", args=[attempt.uuid])
    answer = amina_client.post(url, body, content_type="application/json")
    assert answer.status_code == 400
    assert "Load the page again" in answer.json()["fault"]
    assert AnswerSave.objects.count() == 0


def test_a_save_for_someone_elses_attempt_is_a_404_and_changes_nothing(attempt, bruno, dana, client_for):
    for person in (bruno, dana):
        client = client_for(person)
        assert client.post(reverse("assessments:save", args=[attempt.uuid]), **batch((0, ["a"]))).status_code == 404
        for name in ("attempt", "submit", "result"):
            url = reverse(f"assessments:{name}", args=[attempt.uuid])
            assert (client.get(url).status_code, client.post(url, {"q0": "a"}).status_code) == (404, 404)
    assert AnswerSave.objects.count() == 0
    assert Attempt.objects.get().is_open


def test_who_is_signed_out_is_told_and_keeps_her_answers(attempt):
    answer = Client().post(reverse("assessments:save", args=[attempt.uuid]), **batch((0, ["a"])))
    assert answer.status_code == 401
    assert "your answers stay here" in answer.json()["fault"]


def test_an_unknown_attempt_is_a_404(amina_client):
    assert amina_client.get(f"/attempts/{uuid.uuid4()}/").status_code == 404


def test_a_save_costs_at_most_eight_queries_and_a_page_the_same_for_one_and_three(
    quiz, start, amina_client, django_assert_max_num_queries, django_assert_num_queries
):
    attempt = start(quiz)
    amina_client.get("/notices/")
    with django_assert_max_num_queries(8):
        amina_client.post(reverse("assessments:save", args=[attempt.uuid]), **batch((0, ["a"]), (1, ["b"])))
    short = start(make_quiz(1), context_key="y")
    for each in (short, attempt):
        with django_assert_num_queries(7):
            amina_client.get(reverse("assessments:attempt", args=[each.uuid]))


def test_an_older_page_leaves_alone_what_another_device_gave(attempt, amina_client):
    page = reverse("assessments:attempt", args=[attempt.uuid])
    old = {f"was{place}": "[]" for place in range(3)}
    amina_client.post(reverse("assessments:save", args=[attempt.uuid]), **batch((0, ["a"]), (1, ["a"])))
    amina_client.post(page, old | {"q2": "a", "save": "1"})
    assert attempt.answers() == {0: ["a"], 1: ["a"], 2: ["a"]}
    text = main_of(amina_client.get(page))
    assert [f'name="was{place}" value="[&quot;a&quot;]"' in text for place in range(3)] == [True] * 3


def test_a_page_that_arrives_after_the_end_is_kept_and_does_not_count(attempt, amina_client):
    page = reverse("assessments:attempt", args=[attempt.uuid])
    amina_client.post(reverse("assessments:submit", args=[attempt.uuid]))
    answer = amina_client.post(page, {"q0": "a", "save": "1"}, follow=True)
    assert "They are kept, and do not count." in main_of(answer)
    assert [(save.answer, save.late) for save in AnswerSave.objects.all()] == [(["a"], True)]
    attempt.refresh_from_db()
    assert attempt.score == 0


@pytest.mark.parametrize("moment", ["9999-12-31T23:00:00-02:00", "0001-01-01T00:00:00+14:00", "never", 3])
def test_a_devices_impossible_clock_loses_no_answer(attempt, amina_client, moment):
    row = {"position": 0, "answer": ["a"], "uuid": str(uuid.uuid4()), "sequence": 1, "given_at": moment}
    data = {"data": json.dumps({"answers": [row]}), "content_type": "application/json"}
    assert amina_client.post(reverse("assessments:save", args=[attempt.uuid]), **data).status_code == 200
    assert attempt.answers() == {0: ["a"]}


def test_json_of_any_depth_is_answered_with_a_sentence(attempt, amina_client):
    data = {"data": '{"answers": ' + "[" * 100_000, "content_type": "application/json"}
    assert amina_client.post(reverse("assessments:save", args=[attempt.uuid]), **data).status_code == 400


def test_a_page_posted_after_the_session_ended_is_saved_as_its_person_signs_in_again(attempt, amina):
    client, page = Client(), reverse("assessments:attempt", args=[attempt.uuid])
    sent = client.post(page, {"q0": "a", "was0": "[]", "save": "1"})
    assert sent.url == f"/accounts/login/?next={page}"
    assert not AnswerSave.objects.exists()
    signed_in = client.post(sent.url, {"login": amina.email, "password": PASSWORD}, follow=True)
    assert attempt.answers() == {0: ["a"]}
    assert "The answers that you sent before you signed in are saved." in signed_in.content.decode()
    assert AnswerSave.objects.get().given_at is not None


def test_what_was_posted_is_not_saved_for_somebody_else_who_signs_in(attempt, bruno):
    client, page = Client(), reverse("assessments:attempt", args=[attempt.uuid])
    client.post(page, {"q0": "a"})
    client.post("/accounts/login/", {"login": bruno.email, "password": PASSWORD})
    assert not AnswerSave.objects.exists()
    assert "unsent_answers" not in client.session


def test_a_page_that_is_too_long_is_not_kept_and_says_so(attempt):
    client, page = Client(), reverse("assessments:attempt", args=[attempt.uuid])
    answer = client.post(page, {"q0": "x" * 300_000}, follow=True)
    assert "too long to be kept" in answer.content.decode()
    assert "unsent_answers" not in client.session
