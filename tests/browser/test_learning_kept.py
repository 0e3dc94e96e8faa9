"""No answer is ever lost: on a shared device, in a closed tab, when it was finished elsewhere, kept nowhere."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.actions import submit
from assessments.models import AnswerSave, Attempt
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
    faults,
    let_answers_out,
    let_no_answer_out,
    sign_in,
    sign_in_by_form,
    sign_out,
    state,
)
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_what_waits_on_a_shared_device_is_sent_as_hers_alone_when_she_is_back(
    context, live_server, begin, attempt, bruno
):
    site, left_open, page = live_server.url, context.new_page(), context.new_page()
    let_no_answer_out(context)
    sign_in_by_form(page, site, "amina", then=paper(attempt))
    left_open.goto(page.url)
    choose(page, 1, "a")
    expect(state(left_open, 1)).to_have_text(HERE)
    sign_out(page)
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()
    expect(page.get_by_text("Which?")).to_have_count(0)

    sign_in_by_form(page, site, "bruno")
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

    sign_in_by_form(page, site, "amina")
    let_answers_out(left_open)  # it was open all the time, and need not be loaded again
    expect(state(left_open, 1)).to_have_text(SAVED)
    assert (attempt.answers(), AnswerSave.objects.count()) == ({0: ["a"]}, 2)


def test_a_closed_tabs_answers_come_back_when_somebody_else_was_there_in_between(context, live_server, attempt, bruno):
    site, page = live_server.url, context.new_page()
    sign_in_by_form(page, site, "amina", then=paper(attempt))
    context.set_offline(True)
    choose(page, 3, "c")
    expect(state(page, 3)).to_have_text(HERE)
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{site}/courses/")
    sign_out(page)
    sign_in_by_form(page, site, "bruno")
    sign_out(page)
    sign_in_by_form(page, site, "amina", then=paper(attempt))
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
