"""Publication: what is frozen, what forbids it, and that pressing twice makes one version."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from assessments.models import Quiz
from courses.actions import publish_course
from courses.models import Course, Step
from courses.publishing import draft_of
from courses.versions import Change
from elearning.journal.models import LogEntry


def test_a_version_freezes_steps_titles_and_the_version_of_the_quiz(course, modules, quiz):
    first, *_others, last = course.current_version.steps
    assert first == {
        "uuid": str(Step.objects.first().uuid),
        "module": str(modules["M1"].translation_key),
        "required": True,
        "titles": {"en": "Module M1", "fr": "Le module M1"},
    }
    assert (last["quiz"], last["quiz_version"]) == (str(quiz.uuid), quiz.current_version_id)
    assert float(last["pass_mark"]) == 70
    assert (course.current_version.titles, str(course.current_version.hours)) == (course.titles, "3.5")


def test_publishing_without_a_change_makes_no_version(course, dana):
    course.refresh_from_db()
    assert publish_course(course, by=dana) == course.current_version
    assert course.versions.count() == 1
    assert not draft_of(course).differs


def test_a_new_version_is_logged_with_what_it_changes(course, modules, dana):
    step = Step.objects.get(course=course, module_key=modules["M3"].translation_key)
    step.required = True
    step.save()
    assert [(c.change, c.place) for c in draft_of(course).changes] == [(Change.NOW_REQUIRED, 3)]
    version = publish_course(course, by=dana)
    assert (version.number, version.published_by) == (2, dana)
    entry = LogEntry.objects.filter(action="course.published").latest("id")
    assert (entry.actor, entry.detail["version"]) == (dana, 2)
    assert entry.detail["changes"] == [f"now_required:{modules['M3'].translation_key}"]


@pytest.mark.parametrize("deed", ["save", "delete"])
def test_a_version_is_never_changed_or_deleted(course, deed):
    with pytest.raises(TypeError, match="frozen"):
        getattr(course.current_version, deed)()


def test_what_forbids_publication_is_said(db, modules):
    course = Course.objects.create(code="X", titles={"en": "X"})
    Step.objects.create(course=course, module_key=uuid.uuid4(), sort_order=0)
    Step.objects.create(course=course, module_key=modules["M1"].translation_key, sort_order=1)
    Step.objects.create(course=course, module_key=modules["M1"].translation_key, sort_order=2)
    Step.objects.create(course=course, quiz=Quiz.objects.create(titles={"en": "Draft"}), sort_order=3)
    with pytest.raises(ValidationError) as refusal:
        publish_course(course, by=None)
    assert refusal.value.messages == [
        "Step 1 names a module that does not exist. Choose another.",
        "The quiz of step 4 is not published. Publish it first.",
        "Add a required quiz: a certificate of completion needs something that shows what was learned.",
        "A module or a quiz stands here twice. Keep it once.",
    ]
    assert course.versions.count() == 0


def test_a_course_is_not_published_for_people_who_could_not_open_its_modules(make_course, modules):
    with pytest.raises(ValidationError, match="is not open to the whole audience of this course"):
        make_course("WIDE", audience="partners")
    assert Course.objects.get(code="WIDE").current_version is None
