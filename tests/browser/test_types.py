"""Every type of question in a real browser: by keyboard alone, cut off, closed, in two tabs, signed out in between."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments import kinds
from assessments.actions import start_attempt
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
    box["matching"].get_by_label("a in en").select_option("2")
    box["matching"].get_by_label("b in en").select_option("1")
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


def sorted_answers(attempt: Attempt) -> dict[int, list[str]]:
    return {place: sorted(answer) for place, answer in Attempt.objects.get(pk=attempt.pk).answers().items()}


def test_every_type_survives_a_cut_line_and_a_closed_browser(new_context, live_server, attempt, tmp_path):
    context = new_context()
    said, page = complaints(context), opened(context, live_server.url, attempt)
    assert faults(page) == []
    context.set_offline(True)
    answer_all(page)
    for number in NUMBER.values():
        expect(state(page, number)).to_have_text(HERE)
    assert faults(page) == []
    kept = context.storage_state(indexed_db=True)
    context.close()
    assert not AnswerSave.objects.exists()

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
        "matching": ["ArrowDown", "ArrowDown", "Tab", "ArrowDown"],
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
