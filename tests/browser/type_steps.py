"""A quiz with one question of each type: the attempt at it, and what people do to its answers."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from assessments import kinds, papers
from assessments.actions import start_attempt
from assessments.models import Attempt
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_quiz_of, version_of
from tests.browser.steps import question, sign_in

SAVED, HERE = re.compile(r"^Saved \d\d:\d\d$"), "On this device only"
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


@pytest.fixture(name="attempt")
def the_attempt(amina) -> Attempt:
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
