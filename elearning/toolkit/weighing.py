"""What a first visit of a page costs a reader: bytes over the line, requests; authors see it before they publish."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import brotli
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import Page

from elearning.storage import STYLESHEETS, join

from .pictures import Picture, picture_of

MOST_TEXT, MOST_PICTURES = 60_000, 300_000  # bytes: what quality.md allows, and a minute on a slow line
ASSET = re.compile(rf'(?:href|src)="{settings.STATIC_URL}([^"]+\.(?:css|js|svg))"')
MODULE = re.compile(r'(?:from|import)\s*"(\./[^"]+\.js)"')
READERS = ("css/learning.css", "js/behaviours/reading.js")  # what only people who are signed in load with a module
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


@dataclass(frozen=True)
class Weight:
    """Bytes as they cross the line: pictures in their widest size; downloads and films come only when asked for."""

    html: int
    shared: int  # style sheets, scripts and the icon: fetched once for all pages
    pictures: int
    downloads: int
    requests: int
    heaviest: str = ""  # the title of the heaviest picture
    heaviest_bytes: int = 0

    @property
    def text(self) -> int:
        """All that it takes to read."""
        return self.html + self.shared

    @property
    def total(self) -> int:
        return self.text + self.pictures

    @property
    def text_is_heavy(self) -> bool:
        return self.text > MOST_TEXT

    @property
    def pictures_are_heavy(self) -> bool:
        return self.pictures > MOST_PICTURES


def weight_of(page: Page) -> Weight:
    """What a visitor of this page, as it stands in this object, fetches; kept for each revision."""
    key = f"weight:{page.pk}:{page.latest_revision_id}"
    cache = caches["figures"]
    weight = cache.get(key) if page.latest_revision_id else None
    if weight is None:
        weight = _weigh(page)
        cache.set(key, weight, 86_400)
    return weight


def _weigh(page: Page) -> Weight:
    html = _html_of(page)
    names = _assets(html) | (set(READERS) if page._meta.model_name == "modulepage" else set())
    for name in [each for each in names if each.endswith(".js")]:
        names |= set(_modules(name))
    pictures = sorted(pictures_on(page), key=lambda pair: pair[1].most_bytes)
    title, heaviest = pictures[-1] if pictures else ("", None)
    return Weight(
        html=len(gzip.compress(html.encode(), 6)),
        shared=sum(map(_sent, names)),
        pictures=sum(picture.most_bytes for _title, picture in pictures),
        downloads=sum(document.file_size or 0 for document in _documents(page)),
        requests=1 + len(names) + len(pictures),
        heaviest=title,
        heaviest_bytes=heaviest.most_bytes if heaviest else 0,
    )


def pictures_on(page: Page) -> Iterator[tuple[str, Picture]]:
    """Each picture of the page with its title, in the sizes in which it is sent."""
    photo = getattr(page, "photo", None)
    if photo:
        yield photo.title, picture_of(photo, page.photo_words)
    for block in getattr(page, "body", ()):
        if block.block_type == "figure" and (image := block.value["image"]):
            yield image.title, picture_of(image, image.contextual_alt_text or "")


def _documents(page: Page) -> Iterator:
    for block in getattr(page, "body", ()):
        for name in {"document": ["document"], "video": ["film"]}.get(block.block_type, ()):
            if document := block.value[name]:
                yield document


def _html_of(page: Page) -> str:
    """The page as a visitor gets it, who needs not have the right to: only its bytes are told."""
    request = RequestFactory().get(page.url or "/")
    request.user = AnonymousUser()
    with override(page.locale.language_code):
        context = page.get_context(request)
        return render_to_string(page.get_template(request), context, request)


def _assets(html: str) -> set[str]:
    """The static files that a page names, without the hashes in their names."""
    return {HASH.sub("", name) for name in ASSET.findall(html)}


def _modules(name: str) -> Iterator[str]:
    """The modules that a module imports, and theirs."""
    for found in MODULE.findall(_source(name).decode()):
        other = str(PurePosixPath(name).parent / found[2:])
        yield other
        yield from _modules(other)


def _source(name: str) -> bytes:
    path = finders.find(name)
    return Path(path).read_bytes() if path else b""


@lru_cache(maxsize=256)
def _sent(name: str) -> int:
    """The bytes of a static file as the server sends it: joined, and compressed once for all."""
    if name in STYLESHEETS:
        return len(brotli.compress(join(lambda each: _source(each).decode(), name).encode()))
    return len(brotli.compress(_source(name)))
