"""What authors meet in the CMS: the checklist, publication that is refused, the second reader, uses, reviews due."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex, Workflow

from assessments.models import Category, Question
from courses.models import Course, CourseVersion, Step
from elearning.notices.models import Notice
from elearning.toolkit.authoring import reviews, tasks, workflow
from elearning.toolkit.authoring.reading_page import must_be_mended
from elearning.toolkit.authoring.uses import uses_of
from elearning.toolkit.models import LinkCheck, ModulePage
from tests.factories import make_person
from tests.toolkit.test_cms import form_of

GOOD = [("objective", {"code": "M1-O1", "text": "meet residents"})]
AT = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)


def rows_of(client, page) -> str:
    return client.get(f"/cms/authoring/{page.pk}/").content.decode()


@pytest.fixture
def staff(offices) -> dict:
    """One of each group."""
    people = {}
    for name in workflow.ON_PAGES:
        people[name] = make_person(f"{name} Person", offices["HQ"])
        people[name].groups.add(Group.objects.get(name=name))
    return people


def test_the_checklist_says_what_is_wrong_and_an_unready_module_is_not_published(modules, staff, amina, client_for):
    page, publisher = modules["m2"], client_for(staff["Publishers"])
    said = rows_of(publisher, page)
    assert "The module has no objective." in said
    assert "cannot be published" in said
    assert f"/cms/pages/{page.pk}/edit/#:w:contentpath=objectives" in said
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f"/cms/authoring/{page.pk}/" in publisher.get(edit).content.decode()  # the button in the header
    post = form_of(page, title="New", **{"action-publish": "1", "objectives-count": "0", "review_months": ""})
    assert publisher.post(edit, post).headers["Location"] == f"/cms/authoring/{page.pk}/"
    again = ModulePage.objects.get(pk=page.pk)
    assert (again.title, again.get_latest_revision_as_object().title) == ("Secret risks", "New")
    bulk = f"/cms/bulk/wagtailcore/page/publish/?next=/cms/&id={page.pk}"
    publisher.post(bulk, {"include_descendants": ""})
    assert ModulePage.objects.get(pk=page.pk).title == "Secret risks"
    assert publisher.post(edit, post | {"objectives-count": "1"}).status_code == 302
    again = ModulePage.objects.get(pk=page.pk)
    assert (again.title, again.review_months) == ("New", 12)
    assert "Nothing keeps the module" in rows_of(publisher, again)
    staff["Publishers"].groups.add(Group.objects.get(name="Authors"))
    add = reverse("wagtailadmin_pages:add", args=["toolkit", "modulepage", page.get_parent().pk])
    made = form_of(page, slug="made", code="m7", **{"action-publish": "1", "objectives-count": "0"})
    assert client_for(staff["Publishers"]).post(add, made).status_code == 302
    assert [each.live for each in ModulePage.objects.filter(slug="made")] == [False]
    for path in (f"/cms/authoring/{page.pk}/", "/cms/authoring/reviews/"):
        assert client_for(amina).get(path).headers["Location"].startswith("/cms/login/")
    assert publisher.get("/cms/authoring/999999/").status_code == 404
    assert publisher.get(f"/cms/authoring/{page.pk}/links/").status_code == 405


def test_nobody_approves_what_she_submitted_and_an_unready_module_is_not_approved(make_module, staff, client_for):
    page = make_module("m1", objectives=GOOD, title="Before")
    both = staff["Authors"]
    both.groups.add(*Group.objects.filter(name__in=["Reviewers", "Publishers"]))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    code = {"objectives-0-value-code": "M1-O1"}
    client_for(both).post(edit, form_of(page, title="After", **code, **{"action-submit": "1"}))
    page.refresh_from_db()
    state = page.current_workflow_state
    assert (state.workflow.name, state.requested_by) == (workflow.NAME, both)
    task = state.current_task_state
    own = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    client_for(both).post(own, {"comment": ""})
    client_for(both).post(edit, form_of(page, title="Mine", **code, **{"action-publish": "1"}))
    with pytest.raises(PermissionDenied):
        task.specific.task.specific.on_action(task, both, "approve")
    task.refresh_from_db()
    assert (task.status, ModulePage.objects.get(pk=page.pk).title) == ("in_progress", "Before")
    steps = [each.task.specific for each in state.workflow.workflow_tasks.order_by("sort_order")]
    assert [step.get_task_states_user_can_moderate(both).count() for step in steps] == [0, 0]
    assert [name for name, _label, _modal in steps[0].get_actions(page, staff["Reviewers"])] == [
        "reject", "approve", "approve",
    ]  # fmt: skip
    draft = ModulePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.objectives = []
    draft.save_revision()
    unready = ModulePage.objects.get(pk=page.pk)
    assert [name for name, _label, _modal in steps[0].get_actions(unready, staff["Reviewers"])] == ["reject"]
    draft.objectives = GOOD
    draft.save_revision()
    for name in ("Reviewers", "Publishers"):
        task = ModulePage.objects.get(pk=page.pk).current_workflow_state.current_task_state
        path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
        client_for(staff[name]).post(path, {"comment": "Read."})
    assert ModulePage.objects.get(pk=page.pk).title == "Mine"  # the newest text, approved by two others


def test_the_groups_and_the_workflow_are_made_once_and_rule_each_toolkit(toolkit, french_toolkit):
    first = workflow.make_workflow()
    kept = Group.objects.get(name="Reviewers")
    kept.page_permissions.all().delete()
    assert workflow.make_workflow() == first
    assert Workflow.objects.filter(name=workflow.NAME).count() == 1
    assert not kept.page_permissions.exists()  # what was taken away stays away
    assert {link.page_id for link in first.workflow_pages.all()} == {toolkit.pk, french_toolkit.pk}
    publishers = Group.objects.get(name="Publishers").page_permissions.filter(page_id=toolkit.pk)
    assert set(publishers.values_list("permission__codename", flat=True)) == set(workflow.ON_PAGES["Publishers"])
    may = Group.objects.get(name="Authors").permissions.values_list("codename", flat=True)
    assert "access_admin" in may


def test_links_within_are_looked_up_and_those_elsewhere_tried_by_the_worker(make_module, modules, staff, monkeypatch):
    hidden, open_page = modules["m2"], modules["m1"]  # for staff; for everybody
    text = "".join(
        f"<p>{link}</p>"
        for link in (
            f'<a linktype="page" id="{open_page.pk}">open</a>',
            f'<a linktype="page" id="{hidden.pk}">hidden</a>',
            '<a linktype="page" id="999999">gone</a>',
            '<a linktype="document" id="77">file</a>',
            '<a href="/en/cep/m1/">path</a>',
            '<a href="/en/cep/nothing/">no path</a>',
            '<a href="https://un.example/">UN</a>',
            f'<a href="https://long.example/{"x" * 600}">long</a>',
        )
    )
    before = DBTaskResult.objects.filter(task_path__endswith="try_links").count()
    page = make_module("m9", audience="public", objectives=GOOD, body=[("text", text)])
    assert DBTaskResult.objects.filter(task_path__endswith="try_links").count() == before + 1
    wrong = [row.wrong.partition("“")[2].partition("”")[0] for row in must_be_mended(page)]
    assert wrong == ["hidden", "gone", "file", "no path"]
    asked = []
    monkeypatch.setattr(tasks, "reach", lambda url: asked.append(url) or ("broken", 404))
    tasks.try_links.call(page.pk)
    tasks.try_links.call(page.pk)  # so soon again: nobody is asked twice
    assert asked == ["https://un.example/"]
    known = LinkCheck.objects.get()
    assert (known.state, known.answer) == ("broken", 404)
    tasks.try_links.call(999999)


def test_where_a_module_is_used_is_answered_by_the_apps_above(make_module, modules, amina, author, staff, client_for):
    page, key = modules["m1"], modules["m1"].translation_key
    course = Course.objects.create(code="cep", titles={"en": "Policing together"})
    Step.objects.create(course=course, module_key=key)
    steps = [{"uuid": "00000000-0000-4000-8000-0000000000aa", "module": str(key), "required": True, "titles": {}}]
    CourseVersion.objects.create(course=course, number=1, titles={"en": "Policing together"}, steps=steps)
    bank = Category.objects.create(name="Bank")
    Question.objects.create(code="q-1", category=bank, objective="M1-O1", module_key=key)
    linking = make_module("m8", body=[("text", f'<p><a linktype="page" id="{page.pk}">there</a></p>')])
    ReferenceIndex.create_or_update_for_object(linking)  # the worker does
    uses = {(use.kind, use.name, use.keeps) for use in uses_of(ModulePage.objects.get(pk=page.pk), author)}
    assert {
        ("Course", "Policing together", True),
        ("Version of a course", "Policing together · 1", False),
        ("Question", "q-1 · M1-O1", False),
        ("The same module in another language", "La police avec les gens", False),
        ("Editions", "Policing with people", False),
        ("Page that links here", "Module m8", False),
    } <= uses
    said = rows_of(client_for(staff["Authors"]), page)
    assert "Policing together · 1" in said
    assert "/cms/courses/" not in said  # she may not edit courses: named, not linked
    assert uses_of(ModulePage.objects.get(pk=modules["m3"].pk), author)[0].kind == "Editions"


def test_reviews_are_told_once_ahead_and_once_when_due(make_module, author):
    page = make_module("m1", last_revised=datetime.date(2025, 12, 20), responsible=author)
    make_module("m2", last_revised=datetime.date(2026, 11, 1), responsible=author)
    make_module("m3")
    assert reviews.remind(at=AT - datetime.timedelta(days=7)) == 0
    assert [reviews.remind(at=AT), reviews.remind(at=AT + datetime.timedelta(days=1))] == [1, 0]
    due = AT + datetime.timedelta(days=24)  # 20 December
    assert [reviews.remind(at=due), reviews.remind(at=due + datetime.timedelta(days=9))] == [1, 0]
    subjects = Notice.objects.filter(kind="review_due", person=author).order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["A review will be due: Module m1", "A review is due: Module m1"]
    page.last_revised = datetime.date(2026, 12, 20)
    page.save()
    assert reviews.remind(at=due + datetime.timedelta(days=1)) == 0


def test_the_calendar_asks_as_often_for_three_modules_as_for_one(make_module, author, client_for):
    client, numbers, path = client_for(author), [], "/cms/authoring/reviews/"
    make_module("m1", last_revised=datetime.date(2020, 1, 1), responsible=author)
    client.get(path)
    for code in ("", "m2", "m3"):
        if code:
            make_module(code, last_revised=datetime.date(2026, 1, 31), responsible=author, review_months=60)
        with CaptureQueriesContext(connection) as queries:
            said = client.get(path).content.decode()
        numbers.append(len(queries))
    assert numbers[0] == numbers[2]
    assert said.index("Overdue") < said.index("January 2031")
    assert "Module m3" in said
