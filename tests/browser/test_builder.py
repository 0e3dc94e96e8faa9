"""Planning a day from empty, by mouse and by keyboard alone; the builder's pages clean for everyone."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import ALL, LANGUAGES, browser_of, look, of
from tests.browser.steps import complaints, tab_to
from workshops.actions.drafting import draft_of
from workshops.actions.drafting_moves import Editor, Target, lock, move, resize
from workshops.models import AgendaItem, Placement, Workshop, WorkshopText

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
DAY = datetime.date(2026, 9, 14)
ITEMS = [("OPEN", "Opening", 30), ("TALK", "Keynote", 60), ("GRP-A", "Group A", 60), ("GRP-B", "Group B", 60)]
# What both journeys are to bring about, by the clocks of Accra: OPEN, then two groups side by side, then the talk.
PLAN = [
    ("OPEN", "08:30", 45, 0, False),
    ("GRP-A", "09:15", 60, 1, False),
    ("GRP-B", "09:15", 60, 2, False),
    ("TALK", "10:15", 60, 0, True),
]


@pytest.fixture
def accra(offices, dana) -> Workshop:
    """A workshop of two days with a draft and four items that wait at the side."""
    workshop = Workshop.objects.create(
        code="ACC-26", kind="thematic", state="open", zone="Africa/Accra", starts_on=DAY,
        ends_on=DAY + datetime.timedelta(days=1), venue="Accra", capacity=20, languages=["en", "fr"],
        host_office=offices["GH"],
    )  # fmt: skip
    WorkshopText.objects.create(workshop=workshop, language="en", title="Accra 2026")
    for code, title, minutes in ITEMS:
        AgendaItem.objects.create(workshop=workshop, code=code, kind="plenary", titles={"en": title}, minutes=minutes)
    draft_of(workshop, by=dana)
    return workshop


@pytest.fixture
def board(new_context, live_server, accra, client_for, dana) -> Page:
    """The board of that workshop, open before Dana."""
    return opened(new_context(viewport={"width": 1280, "height": 1500}), live_server, client_for(dana), accra)


def opened(context, live_server, client, workshop: Workshop) -> Page:
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("workshops:builder", args=[workshop.code]))
    return page


def block(page: Page, code: str) -> Locator:
    return page.locator(f'[data-item="{code}"]')


def plan(workshop: Workshop) -> list[tuple]:
    rows = Placement.objects.filter(version__workshop=workshop).select_related("item").order_by("order")
    return [(p.item.code, f"{p.start:%H:%M}", p.minutes, p.lane, p.locked) for p in rows]


def drag(page: Page, grip: Locator, to: Locator, *, down: float = 0.5, across: float = 0.5, by: int | None = None):
    """Press on the handle, go to a part of the target, or `by` so many pixels down, and let go there."""
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 10)
    box = to.bounding_box()
    end = (x, y + by) if by is not None else (box["x"] + box["width"] * across, box["y"] + box["height"] * down)
    page.mouse.move(*end, steps=5)
    revision = page.locator("[data-board]").get_attribute("data-revision")
    page.mouse.up()
    settled(page, revision)


def settled(page: Page, revision: str) -> None:
    page.wait_for_function("was => document.querySelector('[data-board]').dataset.revision !== was", arg=revision)


def test_a_day_is_planned_from_empty_by_mouse(board, accra):
    day = board.locator(f'[data-day="{DAY}"]')
    for code, _title, _minutes in (ITEMS[0], ITEMS[1], ITEMS[2]):
        drag(board, block(board, code).locator("[data-grip]"), day, down=0.9)
    drag(board, block(board, "GRP-B").locator("[data-grip]"), block(board, "GRP-A"), across=0.9)
    drag(board, block(board, "TALK").locator("summary"), day, down=0.98)
    drag(board, block(board, "OPEN").locator("[data-resize]"), day, by=24)
    block(board, "TALK").locator("summary").click()
    block(board, "TALK").get_by_role("button", name="Lock", exact=True).click()
    expect(block(board, "TALK").locator("b", has_text="locked")).to_be_visible()
    assert plan(accra) == PLAN
    drag(board, block(board, "OPEN").locator("[data-grip]"), board.locator("[data-waiting]"))
    assert "OPEN" not in [row[0] for row in plan(accra)]
    board.get_by_role("button", name="Undo").click()
    expect(block(board, "OPEN").locator("time")).to_have_text("08:30–09:15")
    assert plan(accra) == PLAN


def test_the_keys_of_the_browser_for_back_and_forward_are_never_let_through(board, accra):
    board.evaluate("window.kept = []; addEventListener('keydown', event => kept.push(event.defaultPrevented))")
    for code in ("OPEN", "TALK"):
        tab_to(board, block(board, code).locator("summary"))
        for keys in ("Alt+ArrowLeft", "Alt+ArrowUp", "Alt+Shift+ArrowLeft", "Alt+Shift+ArrowRight", "Alt+ArrowDown"):
            board.keyboard.press(keys)
            assert board.evaluate("kept.pop()"), keys
    move(accra.versions.get(), "OPEN", Target(DAY + datetime.timedelta(days=1)), editor=Editor(None))
    board.reload()
    board.evaluate("window.kept = []; addEventListener('keydown', event => kept.push(event.defaultPrevented))")
    tab_to(board, block(board, "OPEN").locator("summary"))
    board.keyboard.press("Alt+ArrowRight")
    assert board.evaluate("kept.pop()")


def test_the_focus_is_never_lost_when_a_button_goes(board, accra, dana):
    draft, editor = accra.versions.get(), Editor(dana)
    move(draft, "OPEN", Target(DAY), editor=editor)
    board.reload()
    tab_to(board, board.get_by_role("button", name="Undo"))
    press(board, "Enter")
    expect(board.get_by_role("button", name="Undo")).to_be_disabled()
    expect(board.get_by_role("button", name="Do again")).to_be_focused()
    for code in ("OPEN", "TALK"):
        move(draft, code, Target(DAY), editor=editor)
    lock(draft, "TALK", True, editor=editor)
    resize(draft, "OPEN", 60, editor=editor)
    board.reload()
    tab_to(board, board.get_by_role("button", name="Shorten in proportion"))
    press(board, "Enter")
    expect(board.locator(".builder-seam[data-tone=bad]")).to_have_count(0)
    expect(block(board, "TALK").locator("summary")).to_be_focused()
    Workshop.objects.filter(pk=accra.pk).update(state="cancelled")
    board.keyboard.press("+")
    expect(board.locator("[role=alert]")).to_contain_text("nothing of it is changed any more")
    expect(board.get_by_role("button", name="Undo")).to_have_count(0)


def test_what_takes_long_is_said_and_what_was_said_then_takes_its_place(board, accra):
    board.route("**/builder/edit/", lambda route: (board.wait_for_timeout(1500), route.continue_()))
    tab_to(board, block(board, "OPEN").locator("summary"))
    board.evaluate("""() => {
        const live = document.querySelector("[data-live]");
        new MutationObserver(() => (window.told ??= []).push(live.textContent)).observe(live, { childList: true });
    }""")
    press(board, "Alt+ArrowRight")
    assert [words.split(":")[0] for words in board.evaluate("told.filter(Boolean)")] == ["Saving", "OPEN “Opening”"]


def press(page: Page, keys: str) -> None:
    revision = page.locator("[data-board]").get_attribute("data-revision")
    page.keyboard.press(keys)
    settled(page, revision)


def test_a_day_is_planned_from_empty_by_keyboard_alone(board, accra):
    tab_to(board, block(board, "OPEN").locator("summary"))
    for code in ("OPEN", "TALK", "GRP-A", "GRP-B"):
        tab_back_to(board, block(board, code).locator("summary"))
        press(board, "Alt+ArrowRight")
        expect(block(board, code).locator("summary")).to_be_focused()
    press(board, "Alt+Shift+ArrowRight")
    press(board, "Alt+Shift+ArrowRight")
    board.keyboard.press("ArrowUp")
    press(board, "Alt+Shift+ArrowRight")
    expect(block(board, "GRP-A").locator("summary")).to_be_focused()
    board.keyboard.press("ArrowUp")
    press(board, "Alt+ArrowDown")
    press(board, "l")
    expect(block(board, "TALK").locator("summary")).to_be_focused()
    for _passed in range(3):
        board.keyboard.press("ArrowUp")
    for _times in range(3):
        press(board, "+")
    expect(board.locator("[data-live]")).to_contain_text("OPEN “Opening”: 45 minutes instead of 40")
    for _passed in range(3):
        board.keyboard.press("ArrowDown")
    for _times in range(3):
        press(board, "Alt+ArrowDown")
    assert plan(accra) == PLAN
    for _passed in range(3):
        board.keyboard.press("ArrowUp")
    press(board, "Delete")
    assert [row[0] for row in plan(accra)] == ["GRP-A", "GRP-B", "TALK"]
    press(board, "Control+z")
    press(board, "Control+Shift+Z")
    press(board, "Control+z")
    assert plan(accra) == PLAN


def tab_back_to(page: Page, wanted: Locator) -> None:
    """Arrow up to the first, then down to it."""
    for key in ["ArrowUp"] * 12 + ["ArrowDown"] * 12:
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError("The keyboard does not come there.")


def test_a_second_editor_is_told_and_her_change_is_done_by_one_button(board, accra, chen):
    tab_to(board, block(board, "TALK").locator("summary"))
    move(accra.versions.get(), "OPEN", Target(DAY), editor=Editor(chen))
    board.keyboard.press("Alt+ArrowRight")
    told = board.locator("[data-stale]")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Chen Liang: OPEN “Opening”: now on Monday, September 14 at 08:30.")
    assert [row[0] for row in plan(accra)] == ["OPEN"]
    tab_to(board, told.get_by_role("button", name="Do my change on it"))
    press(board, "Enter")
    assert [row[0] for row in plan(accra)] == ["OPEN", "TALK"]
    expect(block(board, "TALK").locator("summary")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_builder_is_clean_for_everyone(new_context, live_server, accra, client_for, dana, language):
    draft, editor = accra.versions.get(), Editor(dana)
    for code in ("OPEN", "TALK", "GRP-A"):
        move(draft, code, Target(DAY), editor=editor)
    lock(draft, "TALK", True, editor=editor)
    resize(draft, "OPEN", 60, editor=editor)
    rows = of(ALL, language)
    context = browser_of(new_context, live_server.url, rows)
    said = complaints(context)
    page, found = opened(context, live_server, client_for(dana), accra), []
    for name in ("builder", "builder_coverage", "builder_rooms", "builder_add", "builder_item"):
        args = [accra.code, accra.items.get(code="OPEN").pk] if name == "builder_item" else [accra.code]
        page.goto(live_server.url + reverse(f"workshops:{name}", args=args))
        page.locator("main summary").first.click() if page.locator("main summary").count() else None
        if name == "builder":
            block(page, "OPEN").locator("summary").click()
        found += look(page, name, rows)
    assert found == said == []


def test_without_a_script_each_button_is_a_post(new_context, live_server, accra, client_for, dana):
    context = new_context(java_script_enabled=False)
    page = opened(context, live_server, client_for(dana), accra)
    block(page, "OPEN").locator("summary").click()
    block(page, "OPEN").get_by_role("button", name="Put on the agenda").click()
    said = "OPEN “Opening”: now on Monday, September 14 at 08:30."
    expect(page.locator(".notice[role=status]")).to_contain_text(said)
    assert page.url.endswith("#item-OPEN")
    block(page, "OPEN").locator("summary").click()
    block(page, "OPEN").get_by_role("button", name="+5 min").click()
    assert plan(accra) == [("OPEN", "08:30", 35, 0, False)]
