"""Writes the texts that search looks through: when a page is published, and again when one is found missing."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from wagtail.models import Page

from ..learning.paragraphs import paragraphs_of
from ..models import GlossaryTerm, GoodPracticePage, ModulePage, SearchText, ToolkitPage
from .words import stems_in

Pairs = Iterable[tuple[str, str]]
PAGES = {ModulePage: SearchText.Kind.MODULE, GoodPracticePage: SearchText.Kind.PRACTICE}
AT_ONCE = 50


@transaction.atomic
def write_page(page: ModulePage | GoodPracticePage) -> SearchText | None:
    """The text of a module or a good practice as it is published now; None for one that is not any more.

    The page is held and read anew: what a tick read before a publication never stands after it.
    """
    Page.objects.select_for_update(of=("self",)).filter(pk=page.pk).first()
    page = type(page).objects.live().select_related("locale").filter(pk=page.pk).first()
    if page is None:
        return None
    kind = PAGES[type(page)]
    if kind == SearchText.Kind.MODULE:
        language, above = page.locale.language_code, 1
        pairs = [("", page.summary), *(("", str(each.value["text"])) for each in page.objectives)]
        pairs += [(each.anchor, each.text) for each in paragraphs_of(page)]
    else:
        language, above = page.language, 2
        pairs = [
            ("", page.office_name),
            ("", page.workshop_title),
            *((place, text) for _heading, text, place in page.parts),
        ]
    path = page.path[: -above * page.steplen]
    toolkit = ToolkitPage.objects.filter(path=path).values_list("translation_key", flat=True).first()
    about = {"kind": kind, "key": page.translation_key, "toolkit_key": toolkit}
    return _write({"page": page}, page.title, pairs, language, **about)


def write_term(term: GlossaryTerm) -> SearchText:
    """A term of the glossary and what it means."""
    about = {"kind": SearchText.Kind.TERM, "key": term.translation_key}
    return _write({"term": term}, term.term, [("", term.definition)], term.locale.language_code, **about)


@transaction.atomic
def forget_page(page: ModulePage | GoodPracticePage) -> None:
    """A page that is published no more is found no more."""
    Page.objects.select_for_update(of=("self",)).filter(pk=page.pk).first()
    SearchText.objects.filter(page=page).delete()


def catch_up() -> int:
    """Write what is missing or older than its page; returns how many. A duty of the tick; usually it finds nothing."""
    done = 0
    for kind in PAGES:
        written = SearchText.objects.filter(page=OuterRef("pk")).values("made_at")[:1]
        pages = kind.objects.live().annotate(written_at=Subquery(written)).select_related("locale")
        for page in pages.filter(Q(written_at=None) | Q(written_at__lt=F("last_published_at")))[:AT_ONCE]:
            done += write_page(page) is not None
    missing = GlossaryTerm.objects.exclude(pk__in=SearchText.objects.exclude(term=None).values("term"))
    for term in missing.select_related("locale")[:AT_ONCE]:
        write_term(term)
        done += 1
    SearchText.objects.filter(page__live=False).delete()
    return done


@transaction.atomic
def _write(thing: dict, title: str, pairs: Pairs, language: str, **about) -> SearchText:
    title_stems = stems_in(title, language)
    paragraphs = [[anchor, text, stems_in(text, language)] for anchor, text in pairs if text]
    values = about | {
        "language": language,
        "title": title,
        "title_stems": title_stems,
        "paragraphs": paragraphs,
        "stems": title_stems + "".join(stems for _anchor, _text, stems in paragraphs),
        "made_at": timezone.now(),
    }
    return SearchText.objects.update_or_create(**thing, defaults=values)[0]
