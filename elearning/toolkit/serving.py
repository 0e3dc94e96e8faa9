"""Finds the page that an address means, in the reader's language or instead in another."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from wagtail.models import Page

from .languages import address_of, tail_of
from .models import GoodPracticePage, HomePage, ModulePage, PlainPage, ToolkitPage

# What may stand so many steps below the front door, the likeliest first.
KINDS = {0: [HomePage], 1: [ToolkitPage, PlainPage], 2: [ModulePage, PlainPage], 3: [GoodPracticePage, PlainPage]}
TOP = 2  # the depth of the front doors in Wagtail's tree


def also_serve(kind: type[Page], *, steps: int) -> None:
    """An app above the toolkit has pages of its own so many steps below the front door."""
    if kind not in KINDS[steps]:
        KINDS[steps].append(kind)


def find_page(path: str, language: str) -> Page | None:
    """The published page at this path, with its translations left on it; in `language` if one is there.

    One query for each kind that may stand at this depth, instead of Wagtail's two for each step of the path.
    """
    parts = [part for part in path.split("/") if part]
    for kind in KINDS.get(len(parts), [PlainPage]):
        here = kind.objects.live().filter(depth=TOP + len(parts))
        if parts:
            here = here.filter(slug=parts[-1])
        family = kind.objects.live().filter(translation_key__in=here.values("translation_key"))
        found = list(family.select_related("locale").order_by("pk"))
        matching = [page for page in found if tail_of(page) == "".join(f"{part}/" for part in parts)]
        if matching:
            page = min(matching, key=lambda page: _rank(page, language))
            page.translations_found = [
                other for other in found if other.translation_key == page.translation_key and other.pk != page.pk
            ]
            return page
    return None


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page; or, where it is not translated, English or another language at the address of the translation.

    Where the page has a translation under another slug, the reader is sent there. Raises Http404.
    """
    language = get_language()
    page = find_page(path, language)
    if page is None:
        raise Http404
    if page.locale.language_code != language:
        best = min([page, *page.translations_found], key=lambda page: _rank(page, language))
        if best.locale.language_code == language:
            return redirect(address_of(best))
        best.translations_found = [other for other in [page, *page.translations_found] if other.pk != best.pk]
        page = best
    return page.serve(request)


def _rank(page: Page, language: str) -> tuple[bool, bool]:
    return page.locale.language_code != language, page.locale.language_code != settings.LANGUAGE_CODE
