"""Every type of question in a real browser: by keyboard alone, cut off, closed, in two tabs, signed out in between."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments import kinds, papers
from assessments.actions import start_attempt, submit
from assessments.models import AnswerSave, Attempt
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_quiz_of, version_of
from tests.browser.steps import complaints, faults, finish, question, sign_in, state, tab_to
from tests.factories import PASSWORD

SAVED, HERE = re.compile(r"^Saved \d\d:\d\d$"), "On this device only"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
# Where each type stands on the paper, counted from 1.
NUMBER = {kind: place for place, kind in enumerate(kinds.KINDS, start=1)}
RIGHT = {
    0: ["a"],
    1: ["a", "b"],
    2: ["a"],
    3: ["a:2", "b:1"],
    4: ["a:1", "b:2", "c:3"],
    5: ["Nairobi"],
    6: ["12.4"],
    7: ["1:a", "2:Nairobi", "3:3"],
    8: ["Three groups, and each of them reports back."],
}


@pytest.fixture
def attempt(amina) -> Attempt:
    """Amina's, at a practice quiz with one question of each type."""
    rules = {"purpose": "practice", "shuffle_choices": False, "pass_mark": 50}
    quiz = make_quiz_of(*((kind, CONTENTS[kind]("en ar")) for kind in kinds.KINDS), **rules)
    place = {"context_kind": "practice", "context_key": str(quiz.uuid), "language": "en"}
    return start_attempt(amina, version_of(quiz), **place)


def paper(attempt: Attempt) -> str:
    return reverse("assessments:attempt", args=[attempt.uuid])


def opened(context, site: str, attempt: Attempt) -> Page:
    page = context.new_page()
    sign_in(page, site, "amina", paper(attempt))
    return page


def answer_all(page: Page) -> None:
    """The right answers, as somebody with a mouse would give them."""
    box = {kind: question(page, number) for kind, number in NUMBER.items()}
    box["single"].get_by_label("a in en").check()
    for choice in "ab":
        box["multiple"].get_by_label(f"{choice} in en").check()
    box["true_false"].get_by_label("a in en").check()
    box["matching"].get_by_label("a in en").select_option(label="2 in en")
    box["matching"].get_by_label("b in en").select_option(label="1 in en")
    for place, item in enumerate("abc", start=1):
        box["ordering"].locator("select").nth([*"abc"].index(item)).wait_for()
        box["ordering"].get_by_label(f"{item} in en", exact=True).select_option(str(place))
    box["short_text"].get_by_label("Your answer").fill("Nairobi")
    box["numeric"].get_by_label("Your answer").fill("12.4")
    box["gap_text"].get_by_label("Gap 1").select_option("a")
    box["gap_text"].get_by_label("Gap 2").fill("Nairobi")
    box["gap_text"].get_by_label("Gap 3").fill("3")
    box["free_text"].get_by_label("Your answer").fill(RIGHT[8][0])
    box["free_text"].get_by_label("Your answer").blur()


def give(page: Page, kind: str, text: str) -> None:
    """Write it, and leave the field."""
    box = question(page, NUMBER[kind]).get_by_label("Your answer")
    box.fill(text)
    box.blur()


def hide(page: Page) -> None:
    """As if its tab went to the background."""
    page.evaluate("""
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        delete document.hidden;
    """)


def sorted_answers(attempt: Attempt) -> dict[int, list[str]]:
    """What counts, in the keys of the content: those of a paper are places, and differ from one to the next."""
    found = Attempt.objects.get(pk=attempt.pk).answers()
    return {place: sorted(papers.real(attempt.paper[place], answer)) for place, answer in found.items()}


def on_device(page: Page, position: int) -> list[list[str]]:
    """The answers to one question that wait on this device."""
    entries = page.evaluate("""
        new Promise((resolve) => {
          indexedDB.open("quiz", 1).onsuccess = ({ target: { result: base } }) => {
            base.transaction("answers").objectStore("answers").getAll().onsuccess = ({ target: { result } }) => {
              base.close();
              resolve(result);
            };
          };
        })
    """)
    return [entry["answer"] for entry in entries if entry["position"] == position]


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


def test_half_a_character_is_replaced_and_the_rest_kept(context, live_server, attempt):
    page = opened(context, live_server.url, attempt)
    question(page, NUMBER["short_text"]).get_by_label("Your answer").evaluate(
        r"field => { field.value = 'Nai\ud83d'; field.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    expect(state(page, NUMBER["short_text"])).to_have_text(SAVED)
    assert sorted_answers(attempt) == {5: ["Nai\ufffd"]}


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


@pytest.mark.parametrize(
    "setting", [("light", "en", 1280), ("dark", "en", 360), ("light", "ar", 360), ("dark", "ar", 1280)]
)
def test_every_type_is_clean_for_everyone_as_asked_and_as_marked(
    new_context, live_server, attempt, client_for, setting
):
    scheme, locale, width = setting
    context = new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    session = client_for(attempt.person).cookies["sessionid"].value
    for name, value in (("django_language", locale), ("sessionid", session)):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page, found = context.new_page(), []
    for name in ("attempt", "submit", "result"):
        if name == "result":
            page.locator("form[data-quiz-form] button").click()
            page.wait_for_url("**/result/")
        else:
            page.goto(live_server.url + reverse(f"assessments:{name}", args=[attempt.uuid]))
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]
    assert found == []
    expect(page.locator("section.card")).to_have_count(9)
