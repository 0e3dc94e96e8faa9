"""Which static files the app needs, so that its worker can keep all of them on the device."""

import posixpath

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

from elearning.storage import IMPORT

SHEETS = ("css/site.css", "css/workshop-room.css")
ENTRY = "js/room/app.js"
SCRIPTS = (ENTRY, *(f"js/room/{name}.js" for name in (
    "attendance", "base", "camera", "decide", "device", "fold", "line", "people", "roll", "runs", "said", "timer",
)))  # fmt: skip
PICTURES = ("img/logo.svg", "img/favicon.svg", "img/contours.svg", "img/room-192.png", "img/room-512.png")
# Only where the browser reads no QR codes by itself: the page is told where it is.
DECODER = "vendor/jsqr-1.4.0/jsQR.js"


def kept() -> list[str]:
    """The addresses of all files without which the app does not start, in a fixed order."""
    return [static(name) for name in (*sheets(collected=bool(staticfiles_storage.hashed_files)), *SCRIPTS, *PICTURES)]


def decoder() -> list[str]:
    """The reader of QR codes for browsers that have none."""
    return [static(DECODER)]


def sheets(*, collected: bool) -> list[str]:
    """The sheets; where nothing was collected (development, tests) the parts that they import as well."""
    if collected:
        return list(SHEETS)
    found: list[str] = []
    for name in SHEETS:
        with open(finders.find(name), encoding="utf-8") as file:
            parts = IMPORT.findall(file.read())
        found += [name, *(posixpath.join(posixpath.dirname(name), part) for part in parts)]
    return found
