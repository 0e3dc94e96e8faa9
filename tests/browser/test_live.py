"""What changes without a new page is said aloud: saved answers, the time left, the cut line, what waits to be sent."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Attempt
from tests.browser.learning_steps import SAVED, paper, the_attempt, the_begin, the_course, the_quiz  # noqa: F401
from tests.browser.steps import choose, complaints, finish, question, sign_in, state, tab_to
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
# Every text that comes into a live region, or with one that is shown, in the order in which it comes.
LISTEN = """
    const live = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]";
    window.heard = [];
    const hear = (region) => {
        const text = region?.checkVisibility() ? region.textContent.trim() : "";
        if (text && heard.at(-1) !== text) heard.push(text);
    };
    new MutationObserver((changes) => {
        for (const { target, type, attributeName } of changes) {
            const node = target.nodeType === 1 ? target : target.parentElement;
            if (type !== "attributes" || attributeName === "hidden") hear(node?.closest(live));
        }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
"""


def heard(page: Page, pattern: str) -> None:
    """It is said sooner or later."""
    page.wait_for_function("pattern => heard.some((text) => new RegExp(pattern).test(text))", arg=pattern)


def test_a_quiz_says_what_is_saved_what_waits_and_how_long_it_lasts(page: Page, live_server, attempt):  # noqa: F811
    said = complaints(page.context)
    sign_in(page, live_server.url, "amina")
    page.add_init_script(LISTEN)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now() + datetime.timedelta(seconds=63))
    page.goto(live_server.url + paper(attempt))
    # By keyboard alone: to the first choice, and one further.
    tab_to(page, question(page, 1).get_by_role("radio").first)
    page.keyboard.press("Space")
    heard(page, "^Your answers are saved")
    expect(state(page, 1)).to_have_text(SAVED)
    page.context.set_offline(True)
    heard(page, "^There is no connection")
    page.keyboard.press("ArrowDown")
    heard(page, "^On this device only: 1")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    heard(page, "^(1:00|0:..) left$")
    assert page.evaluate("heard.filter((text) => / left$/.test(text)).length") <= 2  # and not each second
    expect(state(page, 1)).to_have_text(SAVED)
    for number in (2, 3):
        choose(page, number, "a")
    finish(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert [line for line in said if not re.search("ERR_INTERNET_DISCONNECTED", line)] == []
