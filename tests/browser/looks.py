"""How the walks look at a page: loaded once in each language, then seen in each width and medium without a reload."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import BrowserContext, Page

from tests.browser import probes
from tests.browser.steps import faults

LANGUAGES = ["en", "ar"]  # one for each direction
# Only the styles follow the width and the medium, no script does: what is seen after a change is what a load gives.
# The colours of links and buttons go over from one to the other, and axe must not meet them on their way.
SETTLE = """() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""
WIDE, ZOOMED = {"width": 1280, "height": 1024}, {"width": 320, "height": 256}  # 1280 px wide at 400 %
NORMAL = {"color_scheme": "light", "forced_colors": "none"}


class Row(NamedTuple):
    """One way to see each page: in a language and with it a direction, so wide, in a medium as Playwright names it."""

    language: str
    width: int
    media: dict[str, str]

    @property
    def name(self) -> str:
        return "-".join([self.language, str(self.width), *self.media.values()])

    def options(self) -> dict:
        """For a browser that begins so."""
        return {**NORMAL, **self.media, "viewport": {"width": self.width, "height": 800}}


LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
FORCED = {"forced_colors": "active"}  # as Windows' high contrast: one language is enough
# What every page of the walk is seen in: a further variant is one more row.
ROWS = [
    Row("en", 1280, LIGHT),
    Row("en", 360, DARK),
    Row("en", 1280, FORCED),
    Row("ar", 360, LIGHT),
    Row("ar", 1280, DARK),
]
# Each width in each scheme, for pages that lay out more.
ALL = [Row(language, width, media) for language in LANGUAGES for width in (360, 1280) for media in (LIGHT, DARK)]


def of(rows: list[Row], language: str) -> list[Row]:
    return [row for row in rows if row.language == language]


def put_on(page: Page, row: Row) -> None:
    """Show the page that is open as this row says, with every transition at its end."""
    page.set_viewport_size(row.options()["viewport"])
    page.emulate_media(**NORMAL | row.media)
    page.evaluate(SETTLE)


def wrong(page: Page) -> list[str]:
    """What axe finds on the page as it stands, and whether it is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]


def look(page: Page, name: str, rows: list[Row]) -> list[str]:
    """What is wrong with the page that is open, in any of these rows; afterwards it stands in the first again."""
    found = []
    for row in rows:
        put_on(page, row)
        found += [f"{name} {row.name}: {fault}" for fault in wrong(page)]
    put_on(page, rows[0])
    return found


def probe(page: Page) -> list[str]:
    """What axe cannot see on the page that is open: order, names, focus, size, zoom, spacing, stillness, tongues."""
    page.emulate_media(**NORMAL)
    page.set_viewport_size(WIDE)
    page.keyboard.press("Tab")
    page.evaluate(probes.SEEN)
    found = [*page.evaluate(probes.ORDER), *page.evaluate(probes.TONGUES), *page.evaluate(probes.TARGETS)]
    for medium, media in {"light": LIGHT, "dark": DARK, "forced colours": FORCED}.items():
        page.emulate_media(**NORMAL | media)
        page.evaluate(SETTLE)
        found += [f"{fault} ({medium})" for fault in page.evaluate(probes.FOCUS)]
    page.emulate_media(**NORMAL, reduced_motion="reduce")
    found += page.evaluate(probes.STILL)
    words = page.evaluate(probes.WORDS)
    page.set_viewport_size(ZOOMED)
    lost = set(words) - set(page.evaluate(probes.WORDS))
    found += [f"lost at 400 %: {sorted(lost)}"] if lost else []
    found += [f"at 400 %: {fault}" for fault in page.evaluate(probes.FITS)]
    page.evaluate(probes.SPACE)
    found += [f"with wide spacing: {fault}" for fault in page.evaluate(probes.FITS)]
    page.evaluate(probes.UNSPACE)
    page.emulate_media(**NORMAL, reduced_motion="no-preference")
    return found


def browser_of(
    new: Callable[..., BrowserContext], site: str, rows: list[Row], session: str = "", **options
) -> BrowserContext:
    """A browser in the first of these rows, in their language, and signed in where a session is given."""
    context = new(**rows[0].options(), **options)
    values = {"django_language": rows[0].language, **({"sessionid": session} if session else {})}
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in values.items()])
    return context
