"""Amina reads, is cut off in the middle of the quiz, passes and holds her certificate; without scripts, by keyboard."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from assessments.models import AnswerSave, Attempt
from courses.models import Evidence
from elearning.records.models import Certificate
from tests.browser.learning_steps import (  # noqa: F401  (fixtures)
    HERE,
    NEWER,
    NONE,
    SAVED,
    paper,
    the_attempt,
    the_begin,
    the_course,
    the_quiz,
)
from tests.browser.steps import (
    choose,
    complaints,
    faults,
    finish,
    let_the_worker_work,
    question,
    sign_in,
    sign_in_by_form,
    speak,
    state,
    tab_to,
)
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_amina_reads_is_cut_off_passes_and_holds_a_certificate_that_anybody_can_verify(
    new_context, live_server, course, amina
):
    site, context = live_server.url, new_context()
    said, page = complaints(context), context.new_page()
    sign_in_by_form(page, site, "amina")
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
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")
    assert faults(page) == []
    page.get_by_role("link", name="La police avec les gens").first.click()
    page.locator("form[action$='/read/'] button").click()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
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
    sign_in_by_form(page, live_server.url, "amina", then=paper(attempt))
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
