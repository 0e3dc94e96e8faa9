"""Where a module is used, and what would become of each use if it were deleted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from ..models import ModuleEdition, ModulePage
from ..signals import module_uses

if TYPE_CHECKING:
    from elearning.people.models import User


class Use(NamedTuple):
    """One thing that uses a module: what it is, its name, what would become of it, and where it is looked at."""

    kind: str
    name: str
    fate: str
    path: str = ""
    keeps: bool = False  # while it is there, the module cannot be deleted


def uses_of(page: ModulePage, user: "User") -> list[Use]:
    """Every use, of this app and of those above; what keeps the module from being deleted comes first."""
    answers = [use for _receiver, found in module_uses.send(ModulePage, page=page, user=user) for use in found or ()]
    return sorted([*answers, *_own(page)], key=lambda use: (not use.keeps, use.kind, use.name))


def _own(page: ModulePage) -> Iterable[Use]:
    for other in _linking(page):
        fate = _("Its link would lead nowhere: change it first.")
        yield Use(_("Page that links here"), other.title, fate, f"/cms/pages/{other.pk}/edit/")
    for child in page.get_children():
        yield Use(_("Page below"), child.title, _("It would be deleted too."), f"/cms/pages/{child.pk}/edit/")
    others = ModulePage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    for other in others.select_related("locale"):
        fate = _("It would stay, and with it all that hangs on the module.")
        yield Use(_("The same module in another language"), other.title, fate, f"/cms/pages/{other.pk}/edit/")
    if ModuleEdition.objects.filter(page=page).exists():
        yield Use(_("Editions"), page.title, _("They would stay as proof of what was published."))


def _linking(page: ModulePage) -> list[Any]:
    """The other pages whose text leads here, each once."""
    references = ReferenceIndex.get_references_to(page).filter(base_content_type__app_label="wagtailcore")
    ids = {int(pk) for pk in references.values_list("object_id", flat=True) if pk.isdecimal()} - {page.pk}
    return list(Page.objects.filter(pk__in=ids).exclude(translation_key=page.translation_key).order_by("title"))
