"""The pages for those in charge of quizzes, with something on each: clean for everyone, and walked by keyboard."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.actions import mark, save_answer, start_attempt, submit
from assessments.models import Attempt, Question
from tests.assessments.authors import permissions
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_quiz_of, version_of
from tests.browser.steps import complaints, faults, sign_in, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def waiting(amina, bruno, chen, dana) -> Attempt:
    """Amina's text waits to be marked by Chen; an answer of Bruno's came late; Dana may do everything."""
    rights = permissions("mark_attempt", "accommodate_person", "repair_question", "see_analysis")
    dana.user_permissions.add(*rights)
    chen.user_permissions.add(*permissions("mark_attempt"))
    quiz = make_quiz_of(("free_text", CONTENTS["free_text"]()), ("single", CONTENTS["single"]()), purpose="practice")
    place = {"context_kind": "practice", "context_key": str(quiz.uuid), "language": "en"}
    attempts = [start_attempt(person, version_of(quiz), **place) for person in (amina, bruno)]
    for attempt in attempts:
        save_answer(attempt, position=0, answer=["The boatmen and the police talk."], uuid=uuid.uuid4())
        mark(submit(attempt))
    early = timezone.now() - datetime.timedelta(minutes=1)
    save_answer(attempts[1], position=1, answer=["a"], uuid=uuid.uuid4(), given_at=early)
    return attempts[0]


@pytest.mark.parametrize("setting", [("light", "en", 1280), ("dark", "ar", 360)])
def test_the_desk_is_clean_for_everyone(new_context, live_server, waiting, client_for, dana, setting):
    scheme, locale, width = setting
    context = new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    session = client_for(dana).cookies["sessionid"].value
    for name, value in (("django_language", locale), ("sessionid", session)):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    quiz, question = waiting.quiz.uuid, Question.objects.order_by("code").last()
    addresses = [("practice",), ("start", quiz), ("desk",), ("marking", quiz), ("mark", waiting.uuid), ("late",)]
    addresses += [("allowances",), ("repair", question.uuid), ("analysis", quiz), ("pairs",)]
    page, found, said = context.new_page(), [], complaints(context)
    for name, *keys in addresses:
        page.goto(live_server.url + reverse(f"assessments:{name}", args=keys))
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]
    assert found == said == []


def test_chen_marks_a_text_by_keyboard_and_hands_it_back(page, live_server, waiting):
    sign_in(page, live_server.url, "chen", reverse("assessments:marking", args=[waiting.quiz.uuid]))
    tab_to(page, page.get_by_role("link", name="Amina Odhiambo"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("a in en (0 to 2)"))
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("0.5")
    page.keyboard.press("Tab")
    page.keyboard.type("Say how they report back.")
    tab_to(page, page.get_by_role("button", name="Keep the marks and hand back"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The marks are kept, and the result was handed back.")).to_be_visible()
    assert Attempt.objects.get(pk=waiting.pk).state == "marked"
