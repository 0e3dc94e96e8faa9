"""The pages of authors in the CMS: what to mend in a module and where it is used, and which reviews are due."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from elearning.people.models import User

from ..editions.cms import DEEDS
from ..models import ModulePage
from .checking import MUST
from .reading_page import checklist_of, links_on, tried
from .reviews import by_month, dues_of
from .tasks import addresses_on, try_links
from .uses import uses_of


def modules_of(user: User):
    """The modules that this person may work on."""
    own = PagePermissionPolicy().instances_user_has_any_permission_for(user, DEEDS)
    return ModulePage.objects.filter(pk__in=own.values("pk")).select_related("locale", "responsible", "owner")


@require_safe
def checklist(request: HttpRequest, page_id: int) -> HttpResponse:
    """What to mend in the newest text before it is published, and where the module is used."""
    page = get_object_or_404(modules_of(request.user), pk=page_id)
    newest = page.get_latest_revision_as_object()
    rows = checklist_of(newest)
    context = {
        "page_title": _("Before publication"),
        "page_subtitle": newest.title,
        "page": newest,
        "rows": rows,
        "blocked": any(row.level == MUST for row in rows),
        "links": [link for link in tried(newest, links_on(newest)) if not link.inside],
        "uses": uses_of(page, request.user),
    }
    return render(request, "toolkit/cms_checklist.html", context)


@require_POST
def try_again(request: HttpRequest, page_id: int) -> HttpResponse:
    """Have the links that lead elsewhere tried by the worker."""
    page = get_object_or_404(modules_of(request.user), pk=page_id)
    if addresses_on(page.get_latest_revision_as_object()):
        try_links.enqueue(page.pk)
        messages.success(request, _("The links are being tried. Come back in a minute."))
    else:
        messages.info(request, _("No link of this module leads elsewhere."))
    return redirect("authoring:checklist", page.pk)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Published modules by the month in which their review is due; what is overdue first."""
    months = by_month(dues_of(modules_of(request.user).live()), timezone.localdate())
    context = {"months": months, "today": timezone.localdate(), "page_title": _("Reviews due")}
    return render(request, "toolkit/cms_reviews.html", context)


def urls() -> list:
    patterns = [
        path("reviews/", reviews, name="reviews"),
        path("<int:page_id>/", checklist, name="checklist"),
        path("<int:page_id>/links/", try_again, name="try_again"),
    ]
    return [path("authoring/", include((patterns, "authoring")))]


def menu_item() -> MenuItem:
    return MenuItem(gettext_lazy("Reviews due"), reverse_lazy("authoring:reviews"), icon_name="calendar", order=230)


def header_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the editor of a module to its checklist."""
    if page.pk and page.specific_class is ModulePage and page.permissions_for_user(user).can_edit():
        url = reverse("authoring:checklist", args=[page.pk])
        yield Button(_("Before publication"), url=url, icon_name="tasks", priority=12)
