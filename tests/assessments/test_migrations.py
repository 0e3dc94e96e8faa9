"""What the migrations do to attempts of before: marks are written beside them, and no result changes."""

import importlib

from django.apps import apps

from assessments import actions
from assessments.models import Attempt
from tests.assessments.factories import make_quiz


def test_attempts_of_before_get_their_marks_and_keep_their_result(start, answer):
    attempt = start(make_quiz())
    answer(attempt, "a", [0])
    answer(attempt, "b", [1])
    marked = actions.mark(actions.submit(attempt))
    result = (marked.score, marked.percent, marked.passed, marked.marked_at)
    Attempt.objects.update(marks=[])
    importlib.import_module("assessments.migrations.0004_marks_of_attempts_so_far").keep_marks(apps, None)
    after = Attempt.objects.get()
    assert (after.score, after.percent, after.passed, after.marked_at) == result
    assert [(mark["answer"], float(mark["earned"])) for mark in after.marks] == [(["a"], 1), (["b"], 0), ([], 0)]
