"""Amina reads, is cut off in the middle of the quiz, passes and holds her certificate; and no answer is ever lost."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.actions import submit
from assessments.models import AnswerSave, Attempt, Quiz, QuizSection
from assessments.publishing import publish_quiz
from courses.actions import confirm_read, enrol, publish_course, start_quiz
from courses.models import Course, Evidence, Step
from elearning.records.models import Certificate
from tests.assessments.factories import Category, make_content, make_question
from tests.browser.steps import (  # noqa: F401  (a fixture)
    choose,
    complaints,
    faults,
    finish,
    let_answers_out,
    let_no_answer_out,
    let_the_worker_work,
    question,
    sign_in,
    sign_out,
    speak,
    state,
    tab_to,
)
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)

SAVED, HERE, NONE = re.compile(r"^Saved \d\d:\d\d$"), "On this device only", "Not answered"
NEWER = "Changed on another device"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def quiz(db) -> Quiz:
    """Three questions with one right answer, “a”, and a fourth with two, “a” and “b”; 75 % are needed."""
    category = Category.objects.create(name="CEP")
    for place in range(3):
        make_question(f"q{place}", category)
    make_question("q3", category, kind="multiple", content=make_content("ab"))
    orders = {"shuffle_questions": False, "shuffle_choices": False}
    quiz = Quiz.objects.create(titles={"en": "Final quiz", "fr": "Le quiz final"}, pass_mark=75, **orders)
    QuizSection.objects.create(quiz=quiz, category=category, sort_order=0)
    publish_quiz(quiz, by=None)
    return quiz


@pytest.fixture
def course(modules, quiz) -> Course:  # noqa: F811
    """Two modules, the second in French too, and the quiz."""
    course = Course.objects.create(code="CEP", titles={"en": "Policing", "fr": "La police"}, hours="3.5")
    for order, module in enumerate(["m2", "m1"]):
        Step.objects.create(course=course, module_key=modules[module].translation_key, sort_order=order)
    Step.objects.create(course=course, quiz=quiz, sort_order=2)
    publish_course(course, by=None)
    return course


@pytest.fixture
def begin(course):
    """Opens the quiz for a person who has read the modules."""

    def begun(person) -> Attempt:
        enrolment = enrol(person, course)
        *readings, quiz = enrolment.version.rule
        for step in readings:
            confirm_read(enrolment, module_key=step.subject, uuid=uuid.uuid4(), language="en", revision=None)
        return start_quiz(enrolment, step=quiz.uuid, language="en")

    return begun


@pytest.fixture
def attempt(begin, amina) -> Attempt:
    return begin(amina)


def paper(attempt: Attempt) -> str:
    return reverse("assessments:attempt", args=[attempt.uuid])


def test_amina_reads_is_cut_off_passes_and_holds_a_certificate_that_anybody_can_verify(
    new_context, live_server, course, amina
):
    site, context = live_server.url, new_context()
    said, page = complaints(context), context.new_page()
    sign_in(page, site, "amina")
    assert faults(page) == []
    page.get_by_role("link", name="Policing").click()
    assert faults(page) == []
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_text("You are enrolled in “Policing”.")).to_be_visible()
    page.get_by_role("link", name="Secret risks").first.click()
    assert faults(page) == []
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("You read this on")).to_be_visible()
    assert faults(page) == []

    page.goto(f"{site}/courses/CEP/")
    speak(page, "fr")
    expect(page.locator("progress")).to_have_attribute("value", "1")
    assert faults(page) == []
    page.get_by_role("link", name="La police avec les gens").first.click()
    page.locator("form[action$='/read/'] button").click()
    expect(page.locator("progress")).to_have_attribute("value", "2")
    assert faults(page) == []
    assert list(Evidence.objects.values_list("language", flat=True).order_by("occurred_at")) == ["en", "fr"]

    page.goto(f"{site}/courses/CEP/")
    speak(page, "en")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.get_by_role("button", name="Start the quiz").click()
    assert faults(page) == []
    expect(page.get_by_text("Each answer is saved as you give it")).to_be_visible()
    choose(page, 1, "a")
    expect(state(page, 1)).to_have_text(SAVED)
    when = state(page, 1).inner_text()
    context.set_offline(True)
    for number, choices in ((2, "a"), (3, "b"), (4, "ab")):
        choose(page, number, *choices)
        expect(state(page, number)).to_have_text(HERE)
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    assert faults(page) == []
    address, saves = page.url, AnswerSave.objects.count()
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(address)
    for number, choices in ((1, "a"), (2, "a"), (3, "b"), (4, "ab")):
        expect(state(page, number)).to_have_text(SAVED)
        for choice in choices:
            expect(question(page, number).get_by_label(f"{choice} in en")).to_be_checked()
    expect(state(page, 1)).to_have_text(when)
    assert (saves, Attempt.objects.get().answers()) == (1, {0: ["a"], 1: ["a"], 2: ["b"], 3: ["a", "b"]})
    page.get_by_role("button", name="Finish…").click()
    expect(page.get_by_text("You have answered 4 of 4 questions.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.get_by_role("heading", name="Passed")).to_be_visible()
    expect(page.get_by_text("75 % (3 of 4 points)")).to_be_visible()
    assert faults(page) == []

    assert let_the_worker_work() == ["mark_attempt", "record_pass", "issue", "derive_waiting"]
    page.get_by_role("link", name="Back to Policing").click()
    expect(page.get_by_text("You have completed this course.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Open the certificate").click()
    expect(page.get_by_role("heading", name="Certificate of completion")).to_be_visible()
    assert faults(page) == []
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download (PDF)").click()
    assert downloading.value.path().read_bytes().startswith(b"%PDF")
    assert said == []

    stranger = new_context()
    said, page = complaints(stranger), stranger.new_page()
    page.goto(f"{site}/verify/{Certificate.objects.get().code}/")
    expect(page.get_by_role("heading", name="This certificate is valid")).to_be_visible()
    expect(page.get_by_text("Amina Odhiambo")).to_be_visible()
    assert faults(page) == []
    assert [cookie["name"] for cookie in stranger.cookies() if cookie["name"] == "sessionid"] == said == []


def test_an_older_answer_never_overrides_a_newer_one_of_another_device(new_context, live_server, attempt):
    office, telephone = new_context(), new_context()
    telephone.clock.set_fixed_time(datetime.datetime.now() - datetime.timedelta(days=1))  # nobody set its clock
    first, second = office.new_page(), telephone.new_page()
    sign_in(first, live_server.url, "amina", then=paper(attempt))
    choose(first, 1, "b")
    expect(state(first, 1)).to_have_text(SAVED)
    office.set_offline(True)
    choose(first, 2, "b")
    expect(state(first, 2)).to_have_text(HERE)

    sign_in(second, live_server.url, "amina", then=paper(attempt))
    for number in (1, 2):
        choose(second, number, "a")
        expect(state(second, number)).to_have_text(SAVED)
    office.set_offline(False)
    expect(state(first, 2)).to_have_text(NEWER)
    expect(question(first, 2).get_by_label("a in en")).to_be_checked()
    expect(question(first, 1).get_by_label("b in en")).to_be_checked()  # it has not heard of the other answer yet
    finish(first)
    expect(first.get_by_text("50 % (2 of 4 points)")).to_be_visible()
    assert Attempt.objects.get().answers() == {0: ["a"], 1: ["a"]}


def test_two_tabs_show_the_same_answers_and_submitting_in_both_gives_one_result(context, live_server, attempt):
    first, second = context.new_page(), context.new_page()
    sign_in(first, live_server.url, "amina", then=paper(attempt))
    second.goto(first.url)
    choose(first, 1, "b")
    expect(state(second, 1)).to_have_text(SAVED)
    expect(question(second, 1).get_by_label("b in en")).to_be_checked()
    for number, choices in ((1, "a"), (2, "a"), (3, "a"), (4, "ab")):
        choose(second, number, *choices)
        expect(state(second, number)).to_have_text(SAVED)
        expect(state(first, number)).to_have_text(SAVED)
    third = context.new_page()
    third.goto(first.url)
    for page in (first, second):
        page.get_by_role("button", name="Finish…").click()
        expect(page.get_by_text("You have answered 4 of 4 questions.")).to_be_visible()
    for page in (first, second):
        page.get_by_role("button", name="Finish and see the result").click()
        expect(page.get_by_text("100 % (4 of 4 points)")).to_be_visible()

    choose(third, 1, "b")
    expect(third.get_by_text("This quiz was over when your last answers reached us.")).to_be_visible()
    expect(question(third, 1).get_by_label("a in en")).to_be_disabled()
    third.get_by_role("button", name="Finish…").click()
    expect(third.get_by_text("100 % (4 of 4 points)")).to_be_visible()
    assert let_the_worker_work() == ["mark_attempt", "record_pass", "issue", "derive_waiting"]
    assert (Attempt.objects.count(), AnswerSave.objects.filter(late=True).count()) == (1, 1)
    assert Certificate.objects.count() == 1


def test_the_whole_quiz_without_javascript(new_context, live_server, attempt):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url, "amina", then=paper(attempt))
    expect(page.get_by_text("Without scripts, they are saved")).to_be_visible()
    choose(page, 1, "a")
    page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    expect(state(page, 1)).to_have_text(SAVED)
    choose(page, 2, "a")
    choose(page, 4, "a", "b")
    page.get_by_role("button", name="Finish…").click()
    expect(page.get_by_text("You have answered 3 of 4 questions.")).to_be_visible()
    page.get_by_role("link", name="Question 3").click()
    expect(question(page, 2).get_by_label("a in en")).to_be_checked()
    choose(page, 3, "b")
    finish(page)
    expect(page.get_by_role("heading", name="Passed")).to_be_visible()
    assert Attempt.objects.get().answers() == {0: ["a"], 1: ["a"], 2: ["b"], 3: ["a", "b"]}


def test_the_whole_quiz_by_keyboard_alone(page: Page, live_server, attempt):
    sign_in(page, live_server.url, "amina", then=paper(attempt))
    for number, choices in ((1, "a"), (2, "a"), (3, "a"), (4, "ab")):
        for choice in choices:
            tab_to(page, question(page, number).get_by_label(f"{choice} in en"))
            page.keyboard.press("Space")
            expect(state(page, number)).to_have_text(SAVED)
    page.keyboard.press("Tab")
    for name in ("Finish…", "Finish and see the result"):
        button = page.get_by_role("button", name=name)
        tab_to(page, button)
        page.keyboard.press("Enter")
    expect(page.get_by_text("100 % (4 of 4 points)")).to_be_visible()


def test_what_waits_on_a_shared_device_is_sent_as_hers_alone_when_she_is_back(
    context, live_server, begin, attempt, bruno
):
    site, left_open, page = live_server.url, context.new_page(), context.new_page()
    let_no_answer_out(context)
    sign_in(page, site, "amina", then=paper(attempt))
    left_open.goto(page.url)
    choose(page, 1, "a")
    expect(state(left_open, 1)).to_have_text(HERE)
    sign_out(page)
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()
    expect(page.get_by_text("Which?")).to_have_count(0)

    sign_in(page, site, "bruno")
    let_answers_out(left_open)
    expect(left_open.get_by_text("Somebody else is signed in on this device.")).to_be_visible()
    assert page.goto(f"{site}{paper(attempt)}").status == 404
    page.goto(f"{site}{paper(begin(bruno))}")
    for number in range(1, 5):
        expect(state(page, number)).to_have_text(NONE)
    expect(page.locator("[data-position] :checked")).to_have_count(0)
    choose(page, 2, "b")
    expect(state(page, 2)).to_have_text(SAVED)
    assert [save.attempt.person for save in AnswerSave.objects.select_related("attempt__person")] == [bruno]
    sign_out(page)

    sign_in(page, site, "amina")
    let_answers_out(left_open)  # it was open all the time, and need not be loaded again
    expect(state(left_open, 1)).to_have_text(SAVED)
    assert (attempt.answers(), AnswerSave.objects.count()) == ({0: ["a"]}, 2)


def test_a_closed_tabs_answers_come_back_when_somebody_else_was_there_in_between(context, live_server, attempt, bruno):
    site, page = live_server.url, context.new_page()
    sign_in(page, site, "amina", then=paper(attempt))
    context.set_offline(True)
    choose(page, 3, "c")
    expect(state(page, 3)).to_have_text(HERE)
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{site}/courses/")
    sign_out(page)
    sign_in(page, site, "bruno")
    sign_out(page)
    sign_in(page, site, "amina", then=paper(attempt))
    expect(state(page, 3)).to_have_text(SAVED)
    assert attempt.answers() == {2: ["c"]}


def test_nothing_is_finished_while_an_answer_waits_and_what_is_open_is_named_before(context, live_server, attempt):
    site, page = live_server.url, context.new_page()
    sign_in(page, site, "amina", then=paper(attempt))
    context.set_offline(True)
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    page.get_by_role("button", name="Finish…").click()  # nothing waits, and still: no page of the browser's own
    expect(page).to_have_url(f"{site}{paper(attempt)}")
    choose(page, 1, "a")
    page.get_by_role("button", name="Finish…").click()
    expect(page.get_by_text("Some answers are not sent yet.")).to_be_in_viewport()
    expect(page.get_by_text("On this device only: 1")).to_be_visible()
    assert faults(page) == []
    context.set_offline(False)
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    expect(page.get_by_text("There is no connection.")).to_be_hidden()
    page.get_by_role("button", name="Finish…").click()
    expect(page.get_by_text("You have answered 1 of 4 questions.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"^Question \d"))).to_have_text(
        ["Question 2", "Question 3", "Question 4"]
    )
    context.set_offline(True)
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.get_by_text("There is no connection.")).to_be_in_viewport()
    assert Attempt.objects.get().is_open


def test_the_page_that_finishes_sends_what_a_closed_tab_left_before_it_counts(context, live_server, attempt):
    site, page = live_server.url, context.new_page()
    sign_in(page, site, "amina", then=paper(attempt))
    context.set_offline(True)
    choose(page, 2, "a")
    expect(state(page, 2)).to_have_text(HERE)
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{site}{reverse('assessments:submit', args=[attempt.uuid])}")
    expect(page.get_by_text("You have answered 1 of 4 questions.")).to_be_visible()
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.get_by_text("25 % (1 of 4 points)")).to_be_visible()


def test_what_a_closed_tab_left_is_kept_when_the_quiz_was_finished_elsewhere(context, live_server, attempt):
    site, page = live_server.url, context.new_page()
    sign_in(page, site, "amina", then=paper(attempt))
    context.set_offline(True)
    choose(page, 2, "a")
    expect(state(page, 2)).to_have_text(HERE)
    page.close()
    submit(attempt)
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{site}{paper(attempt)}")
    expect(page.get_by_text("This quiz was over when your last answers reached us.")).to_be_visible()
    assert [(save.position, save.answer, save.late) for save in AnswerSave.objects.all()] == [(1, ["a"], True)]
    assert faults(page) == []


def test_a_browser_that_can_keep_nothing_asks_before_an_unsent_answer_is_lost(context, live_server, attempt):
    context.add_init_script("""
        delete Crypto.prototype.randomUUID;
        Object.defineProperty(window, "indexedDB", { value: undefined });
    """)
    page, asked = context.new_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    sign_in(page, live_server.url, "amina", then=paper(attempt))
    choose(page, 1, "b")
    expect(state(page, 1)).to_have_text(SAVED)
    context.set_offline(True)
    choose(page, 1, "a")
    expect(state(page, 1)).to_have_text(HERE)
    page.get_by_role("link", name="Policing").click()
    expect(page).to_have_url(f"{live_server.url}{paper(attempt)}")
    context.set_offline(False)
    expect(state(page, 1)).to_have_text(SAVED)
    assert (asked, attempt.answers()) == (["beforeunload"], {0: ["a"]})
