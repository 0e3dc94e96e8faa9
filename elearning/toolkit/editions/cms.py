"""The translators' pages in the CMS: which module is in which language, and one translation beside its source."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import include, path, reverse_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from elearning.fields import direction_of
from elearning.people.models import User

from ..models import ModuleEdition, ModulePage
from .paragraphs import Paragraph, paragraphs_of, read
from .recording import confirm_follows, editions_of, source_language
from .side_by_side import side_by_side
from .status import Status, status_of, statuses

DEEDS = {"add", "change", "publish"}


@dataclass(frozen=True)
class Cell:
    """One module in one language: its page (or None), and how its text stands to the source."""

    language: str
    page: ModulePage | None
    status: Status

    @property
    def state(self) -> str:
        if self.page is None:
            return "missing"
        if not self.page.live:
            return "draft"
        if self.status.is_behind:
            return "behind"
        return "current" if self.status.is_translation else "source"


def translatable(user: User) -> "Iterable[ModulePage]":
    """The modules that this person may work on in at least one language, in all their languages."""
    own = PagePermissionPolicy().instances_user_has_any_permission_for(user, DEEDS)
    keys = ModulePage.objects.filter(pk__in=own.values("pk")).values("translation_key")
    return ModulePage.objects.filter(translation_key__in=keys).select_related("locale").order_by("code", "pk")


def cells_of(pages: Iterable[ModulePage]) -> list[tuple[ModulePage, list[Cell]]]:
    """A row for each module, with a cell for each language of the site; the page that names the row comes first."""
    pages = list(pages)
    status = statuses(pages)
    rows: dict = {}
    for page in pages:
        rows.setdefault(page.translation_key, {})[page.locale.language_code] = page
    found = []
    for by_language in rows.values():
        order = (get_language(), settings.LANGUAGE_CODE, *by_language)
        title = next(by_language[code] for code in order if code in by_language)
        cells = [
            Cell(code, page := by_language.get(code), status[page.pk] if page else Status())
            for code, _name in settings.LANGUAGES
        ]
        found.append((title, cells))
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Each module in each language: there and current, behind, missing or a draft."""
    rows = cells_of(translatable(request.user))
    context = {"rows": rows, "languages": [code for code, _name in settings.LANGUAGES]}
    return render(request, "toolkit/cms_translations.html", context | {"page_title": _("Translations of modules")})


@require_safe
def compare(request: HttpRequest, page_id: int) -> HttpResponse:
    """One translation beside its source."""
    page = get_object_or_404(translatable(request.user), pk=page_id)
    status, language = status_of(page), source_language(page)
    source = editions_of(page, language).defer(None).last() if language else None
    followed = ModuleEdition.objects.filter(pk=status.follows.pk).first() if status.follows else source
    context = {
        "page_title": _("Source and translation"),
        "page_subtitle": page.title,
        "page": page,
        "status": status,
        "source": source,
        "source_page": _page_in(page, language),
        "rows": side_by_side(read(followed.paragraphs), read(source.paragraphs), _text(page)) if source else [],
        "language": page.locale.language_code,
        "directions": {"source": direction_of(language or "en"), "target": direction_of(page.locale.language_code)},
        "may_edit": page.permissions_for_user(request.user).can_edit(),
        "is_current": source is not None and status.follows is not None and status.follows.pk == source.pk,
    }
    return render(request, "toolkit/cms_translation.html", context)


@require_POST
def follow(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that the text has all that the source has now."""
    page = get_object_or_404(translatable(request.user), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if confirm_follows(page, by=request.user):
        messages.success(request, _("Noted: this translation follows the source as it is published now."))
    else:
        messages.info(request, _("Nothing to note: this text is not published, or follows the source already."))
    return redirect("translations:compare", page.pk)


def _page_in(page: ModulePage, language: str | None) -> ModulePage | None:
    same = ModulePage.objects.filter(translation_key=page.translation_key, locale__language_code=language)
    return same.first() if language else None


def _text(page: Page) -> list[Paragraph]:
    """The newest text of the translation, published or not."""
    return paragraphs_of(page.get_latest_revision_as_object())


def urls() -> list:
    patterns = [
        path("", index, name="index"),
        path("<int:page_id>/", compare, name="compare"),
        path("<int:page_id>/follow/", follow, name="follow"),
    ]
    return [path("translations/", include((patterns, "translations")))]


def menu_item() -> MenuItem:
    return MenuItem(gettext_lazy("Translations"), reverse_lazy("translations:index"), icon_name="site", order=210)
