"""What a new version would change, step by step."""

from dataclasses import replace

from courses.versions import Change, compare
from tests.courses.test_progress import EXTRA, QUIZ, READ_1, READ_2


def found(before, after):
    return [(change.change, change.step.subject, change.place) for change in compare(before, after)]


def test_the_same_steps_are_no_change():
    assert found([READ_1, QUIZ], [READ_1, QUIZ]) == []


def test_a_title_alone_is_no_change_of_the_rule():
    assert found([READ_1], [replace(READ_1, titles={"en": "Another title"})]) == []


def test_added_and_removed_steps_are_named_with_their_places():
    assert found([READ_1, QUIZ], [READ_1, READ_2]) == [
        (Change.ADDED, READ_2.subject, 2),
        (Change.REMOVED, QUIZ.subject, 2),
    ]


def test_a_step_that_only_makes_room_is_not_moved():
    assert found([READ_1, QUIZ], [READ_1, EXTRA, QUIZ]) == [(Change.ADDED, EXTRA.subject, 2)]


def test_two_steps_that_changed_places_are_moved():
    assert found([READ_1, READ_2, QUIZ], [READ_2, READ_1, QUIZ]) == [
        (Change.MOVED, READ_2.subject, 1),
        (Change.MOVED, READ_1.subject, 2),
    ]


def test_required_optional_and_a_newer_quiz_are_named():
    before = [READ_1, EXTRA, QUIZ]
    after = [replace(READ_1, required=False), replace(EXTRA, required=True), replace(QUIZ, quiz_version=2)]
    assert found(before, after) == [
        (Change.NOW_OPTIONAL, READ_1.subject, 1),
        (Change.NOW_REQUIRED, EXTRA.subject, 2),
        (Change.NEW_QUIZ_VERSION, QUIZ.subject, 3),
    ]
