"""Every type of question in a real browser: by keyboard alone, cut off, closed, refused; and clean for everyone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.actions import submit
from assessments.models import AnswerSave
from tests.browser.looks import LANGUAGES, ROWS, browser_of, look, of
from tests.browser.steps import complaints, faults, finish, question, sign_in, state, tab_to
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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_every_type_survives_a_cut_line_and_a_closed_browser(new_context, live_server, attempt, tmp_path):
    context = new_context()
    said, page = complaints(context), opened(context, live_server.url, attempt)
    assert faults(page) == []
    context.set_offline(True)
    answer_all(page)
    for number in NUMBER.values():
        expect(state(page, number)).to_have_text(HERE)
    assert faults(page) == []
    for _turn in range(200):  # its line says so since the first of its three gaps
        if any(len(answer) == 3 for answer in on_device(page, 7)):
            break
        page.wait_for_timeout(50)
    kept = context.storage_state(indexed_db=True)
    assert not AnswerSave.objects.exists()
    context.close()  # which gives the line back for a moment: what is sent then and once more later is one

    context = new_context(storage_state=kept)
    page = context.new_page()
    page.goto(live_server.url + paper(attempt))
    for number in NUMBER.values():
        expect(state(page, number)).to_have_text(SAVED)
    assert sorted_answers(attempt) == RIGHT
    expect(question(page, NUMBER["free_text"]).get_by_label("Your answer")).to_have_value(RIGHT[8][0])
    finish(page)
    expect(page.get_by_text("A person marks some of your answers.")).to_be_visible()
    assert faults(page) == []
    assert said == []


def test_every_type_by_keyboard_alone(page: Page, live_server, attempt):
    sign_in(page, live_server.url, "amina", paper(attempt))
    keys = page.keyboard
    for kind, presses in {
        "single": ["Space"],
        "multiple": ["Space", "Tab", "Space"],
        "true_false": ["Space"],
        "matching": ["2", "Tab", "1"],
    }.items():
        box = question(page, NUMBER[kind])
        tab_to(page, box.locator("input:not([type=hidden]), select").first)
        for press in presses:
            keys.press(press)
        keys.press("Tab")
        expect(state(page, NUMBER[kind])).to_have_text(SAVED)
    labels = question(page, NUMBER["ordering"]).locator("li label")
    for _swap in range(3):  # three items are in order after three swaps of neighbours at most
        texts = labels.all_inner_texts()
        if higher := [one for one, other in zip(texts, texts[1:], strict=False) if one > other]:
            down = question(page, NUMBER["ordering"]).get_by_role("button", name=f"Move down: {higher[0]}")
            tab_to(page, down)
            keys.press("Enter")
            expect(state(page, NUMBER["ordering"])).to_have_text(SAVED)
            assert down.evaluate("node => node === document.activeElement")
    assert labels.all_inner_texts() == ["a in en", "b in en", "c in en"]
    for kind, text in (("short_text", "nairobi"), ("numeric", "12.5"), ("free_text", "Three groups.")):
        tab_to(page, question(page, NUMBER[kind]).get_by_label("Your answer"))
        keys.type(text)
        keys.press("Tab")
        expect(state(page, NUMBER[kind])).to_have_text(SAVED)
    tab_to(page, question(page, NUMBER["gap_text"]).get_by_label("Gap 1"))
    for press in ("ArrowDown", "Tab"):
        keys.press(press)
    keys.type("Nairobi")
    keys.press("Tab")
    keys.type("3")
    keys.press("Tab")
    expect(state(page, NUMBER["gap_text"])).to_have_text(SAVED)
    found = sorted_answers(attempt)
    assert found | {5: ["Nairobi"], 6: ["12.4"], 8: RIGHT[8]} == RIGHT
    assert (found[5], found[6], found[8]) == (["nairobi"], ["12.5"], ["Three groups."])


def test_what_is_no_number_stays_in_its_field_and_says_why(context, live_server, attempt):
    page = opened(context, live_server.url, attempt)
    box = question(page, NUMBER["numeric"])
    box.get_by_label("Your answer").fill("1e999")
    box.get_by_label("Your answer").blur()
    expect(state(page, NUMBER["numeric"])).to_have_text("Not accepted")
    expect(box.get_by_role("alert")).to_have_text("“1e999” is not a number. Write one like 12.5.")
    expect(box.get_by_label("Your answer")).to_have_value("1e999")
    assert faults(page) == []
    box.get_by_label("Your answer").fill("12")
    box.get_by_label("Your answer").blur()
    expect(state(page, NUMBER["numeric"])).to_have_text(SAVED)
    expect(box.get_by_role("alert")).to_be_hidden()


def test_a_refused_answer_is_mended_before_the_quiz_is_finished_and_in_any_tab(context, live_server, attempt):
    page, other = opened(context, live_server.url, attempt), context.new_page()
    other.goto(page.url)
    give(page, "numeric", "5")
    expect(state(page, NUMBER["numeric"])).to_have_text(SAVED)
    box, field = question(page, NUMBER["numeric"]), question(page, NUMBER["numeric"]).get_by_label("Your answer")
    field.fill("about 12.5")
    for name in ("Finish…", "Save and stay"):
        page.get_by_role("button", name=name).click()
        expect(box.get_by_role("alert")).to_have_text("“about 12.5” is not a number. Write one like 12.5.")
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport()
        field.blur()
    expect(page).to_have_url(live_server.url + paper(attempt))
    expect(page.get_by_text("Your answers are saved.")).to_be_hidden()
    expect(question(other, NUMBER["numeric"]).get_by_role("alert")).to_be_visible()
    give(other, "numeric", "12.5")
    expect(box.get_by_role("alert")).to_be_hidden()
    expect(field).to_have_value("12.5")
    page.get_by_role("button", name="Finish…").click()
    expect(page.get_by_text("You have answered 1 of 9 questions.")).to_be_visible()
    assert sorted_answers(attempt) == {6: ["12.5"]}


@pytest.mark.parametrize("name", ["submit", "result"])
def test_a_page_without_the_questions_says_why_an_answer_of_a_closed_tab_is_refused(
    context, live_server, attempt, name
):
    page = opened(context, live_server.url, attempt)
    context.set_offline(True)
    give(page, "numeric", "about 12.5")
    expect(state(page, NUMBER["numeric"])).to_have_text(HERE)
    page.close()
    if name == "result":
        submit(attempt)
    context.set_offline(False)
    page, loads = context.new_page(), []
    page.on("load", lambda page: loads.append(page))
    page.goto(live_server.url + reverse(f"assessments:{name}", args=[attempt.uuid]))
    fault = page.locator("[data-fault]")
    expect(fault).to_have_text("“about 12.5” is not a number. Write one like 12.5.")
    assert faults(page) == []  # takes longer than a reload would
    expect(fault).to_be_visible()
    assert len(loads) == 1
    if name == "submit":
        page.get_by_role("button", name="Finish and see the result").click()
        page.wait_for_url("**/result/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_is_clean_for_everyone_as_asked_and_as_marked(
    new_context, live_server, attempt, client_for, language
):
    rows = of(ROWS, language)
    session = client_for(attempt.person).cookies["sessionid"].value
    page, found = browser_of(new_context, live_server.url, rows, session).new_page(), []
    for name in ("attempt", "submit", "result"):
        if name == "result":
            page.locator("form[data-quiz-form] button").click()
            page.wait_for_url("**/result/")
        else:
            page.goto(live_server.url + reverse(f"assessments:{name}", args=[attempt.uuid]))
        found += look(page, name, rows)
    assert found == []
    expect(page.locator("section.card")).to_have_count(9)
