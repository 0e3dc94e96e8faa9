"""What pages cost over the line, in bytes and requests, the first time and again: measured by a real browser."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.browser.addresses import of_anybody, of_people, signed_in
from tests.browser.production import collect, server_of_production
from tests.browser.world import *  # noqa: F403  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
ICON = re.compile(r"/favicon[^/]*$")  # a browser fetches it once, when it likes: counting it would count chance
SECRET = re.compile(r"(?<=/)(?:[0-9a-f-]{36}|[0-9A-Za-z]{20}|[0-9A-Za-z:_-]{60,})(?=/)")


class Budget(NamedTuple):
    """The most that a page may take, pictures apart: kB (thousand bytes, with headers) and requests."""

    cold: int
    cold_requests: int
    warm: int
    warm_requests: int


USUAL = Budget(25, 8, 10, 1)
MODULE = "/en/cep/m1/"
# What may cost more than usual: the limits of quality.md.
BUDGETS = {MODULE: Budget(60, 8, 15, 1)}


class Cost(NamedTuple):
    """What a page took: bytes and requests, pictures apart, and the fonts among them."""

    bytes: int
    requests: int
    fonts: int


class Meter:
    """Counts what crosses the line into a tab, the icon apart; what comes from the browser's own store crosses none."""

    def __init__(self, line: CDPSession):
        self.kinds: dict[str, str] = {}
        self.sizes: dict[str, float] = {}
        self.line = line
        line.on("Network.responseReceived", self.received)
        line.on("Network.requestServedFromCache", lambda event: self.stored(event["requestId"]))
        line.on("Network.loadingFinished", self.finished)
        line.send("Network.enable")

    def received(self, event: dict) -> None:
        answer = event["response"]
        if answer["url"].startswith("http") and not ICON.search(answer["url"]):
            self.kinds.setdefault(event["requestId"], event["type"])
        if answer.get("fromDiskCache") or answer.get("fromPrefetchCache"):
            self.stored(event["requestId"])

    def stored(self, request: str) -> None:
        self.kinds[request] = "Stored"

    def finished(self, event: dict) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def cost_of(self, page: Page, address: str) -> Cost:
        self.kinds, self.sizes = {}, {}
        assert page.goto(address, wait_until="load").status in (200, 403, 404), address
        self.line.send("Runtime.evaluate", {"expression": "1"})  # what was said before this has arrived after it
        sent = {each: kind for each, kind in self.kinds.items() if kind not in ("Image", "Stored")}
        size = sum(self.sizes.get(each, 0) for each in sent)
        return Cost(int(size), len(sent), list(sent.values()).count("Font"))

    def forget(self) -> None:
        self.line.send("Network.clearBrowserCache")


def measure(context: BrowserContext, site: str, paths: list[str]) -> dict[str, tuple[Cost, Cost]]:
    """The cost of each page to somebody who was never here, and to the same a moment later."""
    page = context.new_page()
    meter, found = Meter(context.new_cdp_session(page)), {}
    for path in paths:
        meter.forget()
        cold = meter.cost_of(page, site + path)
        found[SECRET.sub("…", path)] = cold, meter.cost_of(page, site + path)
    page.close()
    return found


def table(costs: dict[str, tuple[Cost, Cost]]) -> str:
    """To be read with `pytest -s`: kB and requests, the first time and again."""
    rows = [
        f"| {path:<32} | {cold.bytes / 1000:5.1f} | {cold.requests:2} | {warm.bytes / 1000:5.1f} | {warm.requests:2} |"
        for path, (cold, warm) in costs.items()
    ]
    head = ["| page | cold kB | requests | warm kB | requests |", "|---|---:|---:|---:|---:|"]
    return "\n".join([*head, *rows])


def over(costs: dict[str, tuple[Cost, Cost]]) -> list[str]:
    faults = []
    for path, (cold, warm) in costs.items():
        budget = BUDGETS.get(path, USUAL)
        taken = (cold.bytes / 1000, cold.requests, warm.bytes / 1000, warm.requests)
        heavy = any(one > most for one, most in zip(taken, budget, strict=True))
        faults += [f"{path}: {taken} over {tuple(budget)}"] if heavy else []
        faults += [f"{path} fetches a font"] if cold.fonts + warm.fonts else []
    return faults


def pictures_of(context: BrowserContext, site: str) -> int:
    """How many pictures come to somebody who was never here, and reads the module to its end."""
    page = context.new_page()
    meter = Meter(context.new_cdp_session(page))
    meter.forget()
    page.goto(site + MODULE)
    page.evaluate("for (const one of document.querySelectorAll('main img')) one.scrollIntoView()")
    page.wait_for_function("() => [...document.querySelectorAll('main img')].every((one) => one.naturalWidth)")
    page.close()
    return list(meter.kinds.values()).count("Image")


def test_no_page_costs_more_than_its_budget(new_context, request, settings, tmp_path, world, client_for, amina):
    settings.STATIC_ROOT = tmp_path
    collect(tmp_path)
    with server_of_production() as site:
        context = new_context(locale="en")
        costs = measure(context, site, of_anybody(world, "en"))
        for session, paths in signed_in(of_people(world, "en"), world, request):
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
            found = measure(context, site, paths).items()
            costs |= {path: max(cost, costs.get(path, cost)) for path, cost in found}  # of two people the heavier
        with_pictures, client = pictures_of(context, site), client_for(amina)
        client.post("/people/text-only/", {"on": "1", "next": "/"})  # in another browser: this one has no cookie of it
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        without = pictures_of(context, site)
    print(f"\n{table(costs)}")  # noqa: T201 (for `pytest -s`)
    assert over(costs) == []
    cold, warm = costs[MODULE]
    assert (with_pictures, without) == (1, 0)
    assert 5_000 < warm.bytes < cold.bytes  # it was measured at all
