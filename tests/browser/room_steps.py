"""Steps of the journeys in room mode: record somebody, film a badge, tell stories of coming and going."""

import dataclasses
import datetime
import itertools
from pathlib import Path
from typing import Any

import segno
from playwright.sync_api import Locator, Page, expect

from workshops.attendance.checkpoints import Meant
from workshops.attendance.events import Event

WIDTH, HEIGHT = 640, 480


def record(page: Page, code: str, answer: str) -> None:
    """Type a code as somebody at the door would, and wait until it is kept."""
    page.get_by_label("Code or number of the badge").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text(answer)


def unsent(page: Page) -> str:
    return page.locator("[data-queue]").inner_text()


def press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name).click()


def film(path: Path, text: str) -> Path:
    """A film of one frame that shows the QR code of a badge, for the camera of the browser."""
    matrix = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    size = 12
    left, top = (WIDTH - size * len(matrix)) // 2, (HEIGHT - size * len(matrix)) // 2
    grey = bytearray(b"\xeb" * (WIDTH * HEIGHT))
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                for y in range(top + row * size, top + (row + 1) * size):
                    start = y * WIDTH + left + column * size
                    grey[start : start + size] = b"\x10" * size
    frame = b"FRAME\n" + bytes(grey) + b"\x80" * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame)
    return path


NINE = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


def stories() -> list[tuple[list[Event], list[Meant]]]:
    """Every story of up to three comings and goings at six moments, some with a decision or something taken back."""
    items = [_meant("a", 0), _meant("b", 60)]
    facts = [(verb, minute) for minute in (-2000, -10, 4, 20, 56, 118) for verb in ("in", "out")]
    found = []
    for many in range(4):
        for story in itertools.combinations(facts, many):
            events = [
                Event(f"e{place}", verb, "scan", NINE + minute * MINUTE) for place, (verb, minute) in enumerate(story)
            ]
            found += [(events, items), (events, items[:1])]
            if many == 2:
                void = Event("v", "void", "scan", NINE + 90 * MINUTE, voids="e1")
                decision = Event("d", "set", "scan", NINE, value="excused")
                found += [([*events, void], items), ([decision, *events], items)]
    return found


def _meant(key: str, minute: int) -> Meant:
    begins, ends = NINE + minute * MINUTE, NINE + (minute + 60) * MINUTE
    return Meant(key, key, begins.date(), begins.time(), begins, ends, worth=60)


def as_json(thing: Any) -> dict[str, Any]:
    """A fact as the browser gets it."""
    values = dataclasses.asdict(thing)
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
