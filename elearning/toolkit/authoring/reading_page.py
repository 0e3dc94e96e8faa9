"""Reads out of a module what the checklist looks at."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.models import Page, Site

from elearning.text import plain

from ..editions.paragraphs import paragraphs_of
from ..editions.status import status_of
from ..models import Audience, LinkCheck, ModulePage, ToolkitDocument
from ..weighing import weight_of
from .checking import (
    MUST,
    Facts,
    Film,
    Objective,
    Row,
    Shown,
    Tried,
    about_films,
    about_links,
    about_objectives,
    about_pictures,
    check,
)
from .formulas import ease_of
from .links import DOCUMENT, INSIDE, OUTSIDE, PAGE, Link, links_of
from .reviews import due_on

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIVE, BROKEN, ASKED = LinkCheck.State.ALIVE, LinkCheck.State.BROKEN, LinkCheck.State.ASKED
PAGES = ("page", "wagtail_serve")  # the names under which the site serves pages
BLOCKING = (about_objectives, about_pictures, about_films, about_links)


def checklist_of(page: ModulePage) -> list[Row]:
    """Every finding about the page as it stands in this object."""
    weight = weight_of(page)
    return check(
        facts_of(
            page,
            behind=len(status_of(page).behind),
            text_is_heavy=weight.text_is_heavy,
            pictures_are_heavy=weight.pictures_are_heavy,
        )
    )


def must_be_mended(page: ModulePage) -> list[Row]:
    """What keeps this page from being published; neither weighs it nor looks at its translations."""
    facts = facts_of(page)
    return [row for look in BLOCKING for row in look(facts) if row.level == MUST]


def facts_of(page: ModulePage, *, behind: int = 0, text_is_heavy: bool = False, pictures_are_heavy: bool = False):
    responsible = page.responsible or page.owner
    text = "\n".join(paragraph.text for paragraph in paragraphs_of(page))
    return Facts(
        code=page.code,
        objectives=[Objective(b.value["code"] or "", b.value["text"] or "", str(b.id or "")) for b in page.objectives],
        pictures=list(_pictures(page)),
        films=list(_films(page)),
        ease=ease_of(text, page.locale.language_code),
        links=tried(page, links_on(page)),
        behind=behind,
        text_is_heavy=text_is_heavy,
        pictures_are_heavy=pictures_are_heavy,
        last_revised=page.last_revised,
        review_due=due_on(page.last_revised, page.review_months),
        responsible=responsible.name if responsible else "",
    )


def _pictures(page: ModulePage) -> "Iterable[Shown]":
    for block in page.body:
        if block.block_type == "figure":
            image = block.value["image"]
            yield Shown(getattr(image, "title", ""), getattr(image, "contextual_alt_text", "") or "", str(block.id))


def _films(page: ModulePage) -> "Iterable[Film]":
    for block in page.body:
        if block.block_type == "video":
            said = plain(str(block.value["transcript"] or ""))
            yield Film(block.value["title"], bool(block.value["captions"]), bool(said.strip()), str(block.id))


def links_on(page: ModulePage) -> list[Link]:
    """The links of the text, in its order."""
    hosts = {urlsplit(settings.BASE_URL).hostname, *Site.objects.values_list("hostname", flat=True)} - {None}
    return links_of(page.body.get_prep_value(), hosts)


def tried(page: ModulePage, links: list[Link]) -> list[Tried]:
    """Each link with what became of it: those of this site are looked up, those elsewhere were tried by a task."""
    of_kind = {kind: {link.target for link in links if link.kind == kind} for kind in (PAGE, DOCUMENT, OUTSIDE)}
    known = {check.url: check for check in LinkCheck.objects.filter(url__in=of_kind[OUTSIDE])}
    open_ids = {
        PAGE: _open_pages(page, of_kind[PAGE]),
        DOCUMENT: _open_documents(page, of_kind[DOCUMENT]),
    }
    found = []
    for link in links:
        if link.kind == OUTSIDE:
            was = known.get(link.target)
            state, at = (was.state, was.checked_at) if was else (ASKED, None)
        else:
            alive = _leads_somewhere(page, link.target) if link.kind == INSIDE else link.target in open_ids[link.kind]
            state, at = ALIVE if alive else BROKEN, None
        found.append(Tried(link.words, link.target, link.kind != OUTSIDE, state, at, link.block))
    return found


def _ids(targets: set[str]) -> list[int]:
    return [int(target) for target in targets if target.isdecimal() and len(target) < 10]


def _may_be_read(thing: Any, page: ModulePage) -> bool:
    """Whether all readers of the module may open it."""
    audience = getattr(thing, "audience", None)
    return audience is None or not Audience(audience).is_narrower_than(page.audience)


def _open_pages(page: ModulePage, targets: set[str]) -> set[str]:
    if not targets:
        return set()
    pages = Page.objects.live().filter(pk__in=_ids(targets)).specific()
    return {str(other.pk) for other in pages if _may_be_read(other, page)}


def _open_documents(page: ModulePage, targets: set[str]) -> set[str]:
    if not targets:
        return set()
    documents = ToolkitDocument.objects.filter(pk__in=_ids(targets))
    return {str(document.pk) for document in documents if _may_be_read(document, page)}


def _leads_somewhere(page: ModulePage, path: str) -> bool:
    """Whether a path of this site is one of its pages; what is no page (a search, a course) is left to its app."""
    language, _slash, rest = path.strip("/").partition("/")
    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    if site is None or language not in dict(settings.LANGUAGES):
        return _is_an_address(path)
    home = site.root_page.get_translations(inclusive=True).filter(locale__language_code=language).first()
    try:
        if home is None:
            return _is_an_address(path)
        found = home.specific.route(None, [part for part in rest.split("/") if part])
    except Http404:
        return _is_an_address(path)
    return _may_be_read(getattr(found, "page", None) or found[0], page)


def _is_an_address(path: str) -> bool:
    """Whether an app of ours answers there, the pages' own door apart."""
    language = get_language_from_path(path) or settings.LANGUAGE_CODE
    try:
        with override(language):
            return resolve(path if path.startswith("/") else f"/{path}").url_name not in PAGES
    except Resolver404:
        return False
