"""Courses in the CMS: the form with its steps, and the publication that says first what it changes."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from courses.models import Course, Step
from elearning.people.models import User


@pytest.fixture
def editor(author) -> User:
    """An author who may edit courses, but not publish them."""
    group = Group.objects.get(name="Editors")
    group.permissions.add(*Permission.objects.filter(codename__in=["add_course", "change_course", "view_course"]))
    return author


@pytest.fixture
def publisher(editor) -> User:
    editor.user_permissions.add(Permission.objects.get(codename="publish_course"))
    return editor


def form_of(course: Course) -> dict:
    steps = list(Step.objects.filter(course=course))
    form = {
        "code": course.code,
        "titles_en": "Another title",
        "titles_fr": "Un autre titre",
        "toolkit_key": "",
        "audience": "staff",
        "hours": "4",
        "steps-TOTAL_FORMS": len(steps),
        "steps-INITIAL_FORMS": len(steps),
        "steps-MIN_NUM_FORMS": 0,
        "steps-MAX_NUM_FORMS": 1000,
    }
    for number, step in enumerate(steps):
        form |= {
            f"steps-{number}-id": step.pk,
            f"steps-{number}-ORDER": len(steps) - number,
            f"steps-{number}-module_key": str(step.module_key or ""),
            f"steps-{number}-quiz": step.quiz_id or "",
            f"steps-{number}-required": "on",
        }
    return form


def test_saving_turns_the_steps_round_and_leaves_the_version(course, editor, client_for):
    before = course.current_version.steps
    old = list(Step.objects.values_list("uuid", flat=True))
    client = client_for(editor)
    page = client.get(reverse("courses_cms:edit", args=[course.pk]))
    assert page.status_code == 200
    assert "Module M1" in page.content.decode()
    answer = client.post(reverse("courses_cms:edit", args=[course.pk]), form_of(course))
    assert answer.status_code == 302
    course = Course.objects.get()
    assert course.titles == {"en": "Another title", "fr": "Un autre titre"}
    assert list(Step.objects.values_list("uuid", flat=True)) == old[::-1]
    assert (course.current_version.steps, course.versions.count()) == (before, 1)


def test_a_step_needs_a_module_or_a_quiz_and_not_both(course, editor, client_for):
    form = form_of(course) | {"steps-0-module_key": ""}
    answer = client_for(editor).post(reverse("courses_cms:edit", args=[course.pk]), form)
    assert "Choose either a module to read or a quiz to pass." in answer.content.decode()
    assert Course.objects.get().titles["en"] == "Course CEP"


def test_publishing_says_first_what_changes_then_does_it_on_post_alone(course, publisher, client_for, enrolment):
    Step.objects.filter(course=course, sort_order=2).delete()
    client, path = client_for(publisher), reverse("courses_cms:publish", args=[course.pk])
    said = " ".join(client.get(path).content.decode().split())
    assert "1 enrolment that is not finished stays with its version." in said
    assert "Step 3, Module M3: removed" in said
    assert course.versions.count() == 1
    assert client.post(path).url == reverse("courses_cms:edit", args=[course.pk])
    client.post(path)
    assert [(v.number, v.published_by, len(v.steps)) for v in course.versions.all()] == [
        (1, None, 4),
        (2, publisher, 3),
    ]
    assert "Nothing has changed since version 2." in client.get(path).content.decode()


def test_a_course_that_cannot_be_published_says_why(db, publisher, client_for):
    course = Course.objects.create(code="X", titles={"en": "X"})
    client, path = client_for(publisher), reverse("courses_cms:publish", args=[course.pk])
    assert "Add a required quiz" in client.get(path).content.decode()
    assert client.post(path).url == path
    assert course.versions.count() == 0


def test_who_may_edit_may_not_publish(course, editor, amina, client_for):
    path = reverse("courses_cms:publish", args=[course.pk])
    Step.objects.filter(course=course, sort_order=2).delete()
    for person in (editor, amina):
        for send in (client_for(person).get, client_for(person).post):
            assert send(path).status_code in (302, 403)
    assert course.versions.count() == 1
    assert path not in client_for(editor).get(reverse("courses_cms:edit", args=[course.pk])).content.decode()


def test_the_form_leads_to_the_publication(course, publisher, client_for):
    page = client_for(publisher).get(reverse("courses_cms:edit", args=[course.pk]))
    assert reverse("courses_cms:publish", args=[course.pk]) in page.content.decode()


def test_a_published_course_is_not_deleted(course, editor, client_for):
    editor.user_permissions.add(Permission.objects.get(codename="delete_course"))
    client = client_for(User.objects.get(pk=editor.pk))
    answer = client.post(reverse("courses_cms:delete", args=[course.pk]), follow=True)
    assert "what people achieved hangs on it" in answer.content.decode()
    assert Course.objects.count() == 1
