"""What goes wrong on the way: a locked database, a killed server, answers that come twice, late, huge or to nothing."""

import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.models import AnswerSave, Attempt
from assessments.signals import attempt_passed
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_quiz, make_quiz_of


def send(client, attempt, *rows):
    """A batch as a device sends it; each row is a position, an answer and what differs."""
    answers = [
        {"position": position, "answer": answer, "uuid": str(uuid.uuid4()), "sequence": place} | more
        for place, (position, answer, more) in enumerate(rows, start=1)
    ]
    return client.post(
        reverse("assessments:save", args=[attempt.uuid]),
        json.dumps({"answers": answers}),
        content_type="application/json",
    )


def test_a_server_killed_after_the_submission_leaves_the_marking_to_the_sweeper(start, answer, monkeypatch):
    attempt = start(make_quiz())
    answer(attempt)
    actions.submit(attempt)
    assert Attempt.objects.get().state == "submitted"
    assert actions.catch_up() == 1
    assert actions.catch_up() == 0
    assert Attempt.objects.get().percent == 100


def test_a_server_killed_in_the_middle_of_the_marking_marks_nothing_by_half(start, answer):
    attempt = start(make_quiz())
    answer(attempt)
    actions.submit(attempt)

    def killed(sender, **kwargs):
        raise RuntimeError("killed")

    attempt_passed.connect(killed, weak=False, dispatch_uid="test")
    try:
        with pytest.raises(RuntimeError):
            actions.mark(attempt)
    finally:
        attempt_passed.disconnect(dispatch_uid="test")
    left = Attempt.objects.get()
    assert (left.state, left.percent, left.marks) == ("submitted", None, [])
    assert actions.catch_up() == 1
    assert Attempt.objects.get().passed


@pytest.mark.parametrize(
    ("position", "given", "said"),
    [
        (9, ["a"], "This quiz has no such question."),
        (-1, ["a"], "This quiz has no such question."),
        (0, ["z"], "The answer is none of the choices of this question."),
        (0, ["a", "b"], "This question takes one answer."),
        (1, ["1e999"], "“1e999” is not a number."),
        (1, ["NaN"], "“NaN” is not a number."),
        (2, ["x" * 1_000_000], "The answer has 1000000 characters; 20000 are the most."),
        (2, ["a\0b"], "The answer contains a character that no keyboard writes."),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence_and_keeps_no_other_out(
    position, given, said, start, amina, client_for
):
    kinds = ("single", "numeric", "free_text", "multiple")
    attempt = start(make_quiz_of(*((kind, CONTENTS[kind]()) for kind in kinds)))
    answer = send(client_for(amina), attempt, (position, given, {}), (3, ["b"], {}))
    refused, kept = answer.json()["receipts"]
    assert refused["refused"].startswith(said)
    assert (kept["refused"], attempt.answers()) == ("", {3: ["b"]})


def test_numbers_in_other_scripts_and_with_a_comma_are_kept_as_written_and_marked_as_meant(start, amina, client_for):
    content = CONTENTS["numeric"]()
    attempts = [start(make_quiz_of(("numeric", content)), language=language) for language in ("ar", "fr")]
    for attempt, text in zip(attempts, ("١٢٫٥", "12,5"), strict=True):
        send(client_for(amina), attempt, (0, [text], {}))
        marked = actions.mark(actions.submit(attempt))
        assert (marked.percent, marked.marks[0]["answer"]) == (100, [text])


def test_out_of_order_and_twice_the_newest_counts_once(start, amina, client_for):
    attempt, client, same = start(make_quiz()), client_for(amina), str(uuid.uuid4())
    send(client, attempt, (0, ["b"], {"sequence": 9, "uuid": same}))
    send(client, attempt, (0, ["a"], {"sequence": 3}))
    send(client, attempt, (0, ["b"], {"sequence": 9, "uuid": same}))
    assert attempt.answers() == {0: ["b"]}
    assert AnswerSave.objects.count() == 2


def test_an_answer_after_the_end_is_kept_late_and_the_person_is_told(start, amina, client_for):
    attempt, client = start(make_quiz()), client_for(amina)
    actions.mark(actions.submit(attempt))
    given = (timezone.now() - timezone.timedelta(minutes=1)).isoformat()
    said = send(client, attempt, (0, ["a"], {"given_at": given})).json()
    assert (said["open"], said["receipts"][0]["late"]) == (False, True)
    assert attempt.answers() == {}
    posted = client.post(reverse("assessments:attempt", args=[attempt.uuid]), {"q1": "a"}, follow=True)
    assert "wait for a person who decides whether they count" in posted.content.decode()


def test_nobody_saves_into_the_attempt_of_another(start, bruno, client_for, client):
    attempt = start(make_quiz())
    assert send(client_for(bruno), attempt, (0, ["a"], {})).status_code == 404
    assert send(client, attempt, (0, ["a"], {})).status_code == 401
    assert not AnswerSave.objects.exists()


def test_an_attempt_whose_time_is_over_closes_on_view_though_no_sweeper_lives(start, answer, amina, client_for):
    begun = timezone.now() - timezone.timedelta(minutes=11)
    attempt = start(make_quiz(time_limit=10), at=begun)
    answer(attempt, at=begun)
    client, page = client_for(amina), reverse("assessments:attempt", args=[attempt.uuid])
    assert client.get(page).status_code == 200
    assert Attempt.objects.get().state == "overdue"
    Attempt.objects.update(deadline_at=timezone.now() - timezone.timedelta(minutes=3))
    assert client.get(page).url.endswith("/result/")
    assert Attempt.objects.get().state == "marked"
