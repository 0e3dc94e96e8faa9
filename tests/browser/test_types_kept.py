"""No answer of any type is lost: in two tabs, at a pause, as time ends, before scripts come, when signed out."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import AnswerSave, Attempt
from tests.browser.steps import faults, question, sign_in, state
from tests.browser.type_steps import (  # noqa: F401  (a fixture)
    HERE,
    NUMBER,
    RIGHT,
    SAVED,
    answer_all,
    give,
    hide,
    on_device,
    opened,
    paper,
    sorted_answers,
    the_attempt,
)
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_two_tabs_show_what_was_written_in_one_of_them(context, live_server, attempt):
    one = opened(context, live_server.url, attempt)
    other = context.new_page()
    other.goto(live_server.url + paper(attempt))
    box = question(one, NUMBER["short_text"]).get_by_label("Your answer")
    box.fill("Nairobi")
    box.blur()
    expect(question(other, NUMBER["short_text"]).get_by_label("Your answer")).to_have_value("Nairobi")
    expect(state(other, NUMBER["short_text"])).to_have_text(SAVED)
    question(other, NUMBER["ordering"]).get_by_role("button", name=re.compile("^Move up")).nth(1).click()
    expect(state(one, NUMBER["ordering"])).to_have_text(SAVED)
    labels = [question(page, NUMBER["ordering"]).locator("li label").all_inner_texts() for page in (one, other)]
    assert labels[0] == labels[1]


def test_a_long_text_is_kept_while_it_is_written(context, live_server, attempt):
    page = opened(context, live_server.url, attempt)
    box = question(page, NUMBER["free_text"]).get_by_label("Your answer")
    box.press_sequentially("Three")
    expect(state(page, NUMBER["free_text"])).to_have_text(SAVED, timeout=10_000)
    assert sorted_answers(attempt) == {8: ["Three"]}
    box.press_sequentially(" groups.")
    expect(box).to_have_value("Three groups.")
    with page.expect_response("**/answers/"):
        page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    assert sorted_answers(attempt) == {8: ["Three groups."]}


def test_a_short_text_is_kept_at_a_pause_and_half_a_number_is_not_refused(context, live_server, attempt):
    page = opened(context, live_server.url, attempt)
    question(page, NUMBER["short_text"]).get_by_label("Your answer").press_sequentially("Nair")
    expect(state(page, NUMBER["short_text"])).to_have_text(SAVED, timeout=10_000)
    question(page, NUMBER["gap_text"]).get_by_label("Gap 2").press_sequentially("Nai")
    expect(state(page, NUMBER["gap_text"])).to_have_text(SAVED, timeout=10_000)
    box = question(page, NUMBER["numeric"])
    box.get_by_label("Your answer").press_sequentially("1e")
    page.wait_for_timeout(3_500)  # longer than the pause
    expect(state(page, NUMBER["numeric"])).to_have_text("Not answered")
    expect(box.get_by_role("alert")).to_be_hidden()
    box.get_by_label("Your answer").press_sequentially("1")
    hide(page)
    expect(state(page, NUMBER["numeric"])).to_have_text(SAVED)
    assert sorted_answers(attempt) == {5: ["Nair"], 6: ["1e1"], 7: ["2:Nai"]}


def test_what_stands_in_a_field_when_the_time_is_over_is_given(context, live_server, attempt):
    page = context.new_page()
    sign_in(page, live_server.url, "amina")
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now() + datetime.timedelta(seconds=6))
    page.goto(live_server.url + paper(attempt))
    question(page, NUMBER["numeric"]).get_by_label("Your answer").press_sequentially("12.4")
    expect(page.get_by_text("0:00 left")).to_be_visible(timeout=10_000)
    expect(state(page, NUMBER["numeric"])).to_have_text(SAVED)
    assert sorted_answers(attempt) == {6: ["12.4"]}


def test_a_text_that_merely_stands_there_overrides_nothing_when_its_tab_is_hidden(new_context, live_server, attempt):
    office, telephone = (opened(new_context(), live_server.url, attempt) for _device in range(2))
    give(office, "free_text", "Two groups.")
    expect(state(office, NUMBER["free_text"])).to_have_text(SAVED)
    question(office, NUMBER["free_text"]).get_by_label("Your answer").focus()
    give(telephone, "free_text", "Three groups.")
    expect(state(telephone, NUMBER["free_text"])).to_have_text(SAVED)
    hide(office)
    question(office, 1).get_by_label("a in en").check()
    expect(state(office, 1)).to_have_text(SAVED)  # what was given before this was sent before it
    assert sorted_answers(attempt) == {0: ["a"], 8: ["Three groups."]}
    assert AnswerSave.objects.filter(position=8).count() == 2


def test_what_was_chosen_before_the_scripts_came_is_sent(context, live_server, attempt):
    page, held = context.new_page(), []
    sign_in(page, live_server.url, "amina")
    page.route("**/behaviours/quiz.*js", lambda route: held.append(route))
    page.goto(live_server.url + paper(attempt), wait_until="commit")
    question(page, 1).get_by_label("a in en").check()
    question(page, NUMBER["gap_text"]).get_by_label("Gap 1").select_option("a")
    expect(state(page, 1)).to_have_text("Not answered")
    held[0].continue_()
    for number in (1, NUMBER["gap_text"]):
        expect(state(page, number)).to_have_text(SAVED)
    page.reload(wait_until="commit")
    question(page, 1).get_by_label("b in en").check()
    held[1].continue_()
    expect(page.locator("[data-scriptless]")).to_be_hidden()
    expect(question(page, 1).get_by_label("b in en")).to_be_checked()
    page.get_by_role("button", name="Finish…").click()
    expect(page.get_by_text("You have answered 1 of 9 questions.")).to_be_visible()  # two gaps are open
    assert sorted_answers(attempt) == {0: ["b"], 7: ["1:a"]}
    assert AnswerSave.objects.count() == 3


def test_who_is_signed_out_in_the_middle_signs_in_again_in_place_and_loses_nothing(context, live_server, attempt):
    page = opened(context, live_server.url, attempt)
    question(page, 1).get_by_label("a in en").check()
    expect(state(page, 1)).to_have_text(SAVED)
    context.clear_cookies(name="sessionid")
    box = question(page, NUMBER["short_text"]).get_by_label("Your answer")
    box.fill("Nairobi")
    box.blur()
    frame = page.frame_locator("dialog iframe")
    frame.get_by_label("Email").fill("amina@example.org")
    frame.get_by_label("Password").fill(PASSWORD)
    assert faults(page) == []
    frame.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(state(page, NUMBER["short_text"])).to_have_text(SAVED)
    assert sorted_answers(attempt) == {0: ["a"], 5: ["Nairobi"]}


def test_half_a_character_is_replaced_and_the_rest_kept(context, live_server, attempt):
    page = opened(context, live_server.url, attempt)
    question(page, NUMBER["short_text"]).get_by_label("Your answer").evaluate(
        r"field => { field.value = 'Nai\ud83d'; field.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    expect(state(page, NUMBER["short_text"])).to_have_text(SAVED)
    assert sorted_answers(attempt) == {5: ["Nai\ufffd"]}
