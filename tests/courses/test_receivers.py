"""What courses answer to the apps below: the panel of a module page, the way back, the use of a module."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from assessments.signals import attempt_context
from courses.actions import enrol
from courses.models import Step
from elearning.toolkit.editions.status import editions_on
from elearning.toolkit.models import ModulePage
from elearning.toolkit.signals import module_in_use, page_panels
from tests.factories import make_person


def answers(signal, **asked) -> list:
    return [answer for receiver, answer in signal.send(**asked) if receiver.__module__.startswith("courses.")]


@pytest.fixture
def panel():
    """The panel of a page for a person, rendered; empty where there is none."""

    def shown(page: ModulePage, user) -> str:
        request = RequestFactory().get("/")
        request.user = user
        (answer,) = answers(page_panels, sender=ModulePage, page=page, user=user, titles={})
        if answer is None:
            return ""
        return " ".join(render_to_string(answer["template"], {"panel": answer["context"]}, request=request).split())

    return shown


def test_a_reader_who_has_not_begun_may_enrol_and_come_back(panel, course, modules, amina):
    said = panel(modules["M1"], amina)
    assert "enrol first" in said
    assert "I have read this" not in said
    assert 'action="/courses/CEP/enrol/"' in said


def test_a_learner_confirms_with_a_fresh_id_each_time(panel, enrolment, modules, amina):
    first, second = panel(modules["M2"], amina), panel(modules["M2"], amina)
    assert "I have read this" in first
    assert first != second
    assert f'name="module" value="{modules["M2"].translation_key}"' in first
    assert f'name="revision" value="{modules["M2"].live_revision_id}"' in first
    assert "Where you left:" in first
    assert "Module M1" in first


def test_what_is_read_says_when_and_in_which_language_on_every_translation(panel, enrolment, modules, amina, read):
    read(enrolment, "M1", language="fr")
    for page in ModulePage.objects.filter(translation_key=modules["M1"].translation_key):
        said = panel(page, amina)
        assert "You read this on" in said
        assert "in French" in said
        assert "I have read this" not in said
        assert "Module M2" in said


def test_nobody_sees_another_persons_progress(panel, enrolment, modules, bruno, read):
    read(enrolment, "M1")
    assert "You read this on" not in panel(modules["M1"], bruno)


def test_a_visitor_hears_of_public_courses_alone(panel, make_course, modules):
    make_course("INNER")
    assert panel(modules["M1"], AnonymousUser()) == ""
    assert panel(modules["M1"], make_person("Pat Partner")) == ""
    ModulePage.objects.update(audience="public")
    make_course("OPEN", audience="public")
    said = panel(modules["M1"], AnonymousUser())
    assert "Sign in to follow the course" in said
    assert "INNER" not in said


def test_a_module_of_no_course_has_no_panel(panel, modules, amina):
    assert panel(modules["M1"], amina) == ""


def test_the_panel_costs_the_same_however_much_was_read(
    panel, enrolment, modules, amina, read, django_assert_num_queries
):
    panel(modules["M1"], amina)
    editions_on(modules["M1"])  # the page has read them when it comes to its panel
    for code in ("M1", "M2", "M3"):
        with django_assert_num_queries(4):
            panel(modules["M1"], amina)
        read(enrolment, code)


def test_the_way_back_is_told_to_who_may_see_the_enrolment(enrolment, amina, bruno, dana):
    def way(user, kind="course", key=str(enrolment.uuid)):
        (answer,) = answers(attempt_context, sender=None, kind=kind, key=key, user=user)
        return answer

    expected = {"title": "Course CEP", "url": "/courses/CEP/"}
    assert (way(amina), way(bruno)) == (expected, None)
    assert (way(amina, kind="workshop"), way(amina, key="nothing")) == (None, None)


def test_a_module_in_use_is_named_with_its_course(course, modules, amina):
    def use() -> str | None:
        (answer,) = answers(module_in_use, sender=ModulePage, page=modules["M1"])
        return answer

    assert use() == "The course “Course CEP” has this module as a step."
    Step.objects.filter(course=course).delete()
    assert use() is None
    enrol(amina, course)
    assert use() == "People follow “Course CEP” with this module as a step."


def test_the_page_of_a_module_carries_the_panel(enrolment, modules, amina, bruno, client_for):
    """The toolkit knows no course: what it shows came by the signal."""
    said = {who: client_for(who).get("/en/cep/m1/").content.decode() for who in (amina, bruno)}
    assert "I have read this" in said[amina]
    assert 'action="/courses/CEP/read/"' in said[amina]
    assert "enrol first" in said[bruno]
    assert 'name="next" value="/en/cep/m1/#panel"' in said[bruno]
