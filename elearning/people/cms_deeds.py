"""The page of a person's postings, roles and absences in the CMS, and the forms of the deeds upon them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from .codes.rules import may_make_code
from .deeds import DEEDS, Deed
from .models import User
from .rules import may_edit


class OfPersonMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A screen about one person, for whoever may change people."""

    model = User
    permission_required = "change"
    header_icon = "user"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.person.name

    def get_breadcrumbs_items(self) -> list[dict]:
        people = {"url": reverse("wagtailusers_users:index"), "label": capfirst(User._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, people, *self.get_own_breadcrumbs()]

    def get_own_breadcrumbs(self) -> list[dict]:
        return [{"url": "", "label": self.person.name}]


class TiesView(OfPersonMixin, TemplateView):
    """What ties a person to offices and organisations, with the way to each deed."""

    template_name = "people/cms_ties.html"

    def get_page_title(self) -> str:
        return _("Postings, roles, absences")

    @cached_property
    def may_edit(self) -> bool:
        return may_edit(self.request.user, self.person)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_edit:
            return []
        url = reverse("wagtailusers_users:edit", args=[self.person.pk])
        return [HeaderButton(_("Name, address, groups"), url, icon_name="edit")]

    def get_context_data(self, **kwargs) -> dict:
        person = self.person
        postings = list(person.postings.select_related("office", "supervisor").order_by("-started_on", "-pk"))
        return super().get_context_data(**kwargs) | {
            "person": person,
            "postings": postings,
            "may_move": any(not posting.ended_on and not posting.withdrawn_at for posting in postings),
            "roles": person.roles.select_related("office").order_by("-started_on", "-pk"),
            "absences": person.absences.order_by("-started_on"),
            "affiliations": person.affiliations.order_by("-started_on"),
            "may_invite": self.may_edit and person.is_active and person.email,
            "may_make_code": not person.email and may_make_code(self.request.user, person),
            "invitation": person.invitations.order_by("-pk").first(),
            "now": timezone.now(),
            "today": timezone.localdate(),
        }


class DeedView(OfPersonMixin, FormView):
    """One deed upon a person: asked on GET, done on POST."""

    template_name = "people/cms_deed.html"

    @cached_property
    def deed(self) -> type[Deed]:
        deed = DEEDS.get(self.kwargs["deed"])
        if deed is None or bool(deed.rows) != ("row" in self.kwargs):
            raise Http404
        return deed

    @cached_property
    def row(self):
        rows = getattr(self.person, self.deed.rows) if self.deed.rows else None
        return get_object_or_404(rows.all(), pk=self.kwargs["row"]) if rows else None

    def user_has_permission(self, permission: str) -> bool:
        """A way into somebody's account is sent only by whoever may edit her."""
        if not super().user_has_permission(permission):
            return False
        return not self.deed.opens_account or may_edit(self.request.user, self.person)

    def get_page_title(self) -> str:
        return self.person.name

    def get_page_subtitle(self) -> str:
        return self.deed.title

    def get_own_breadcrumbs(self) -> list[dict]:
        return [{"url": self.get_success_url(), "label": self.person.name}, {"url": "", "label": self.deed.title}]

    def get_form_class(self) -> type[Deed]:
        return self.deed

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"person": self.person, "by": self.request.user, "row": self.row}

    def get_success_url(self) -> str:
        return reverse("wagtailusers_users:ties", args=[self.person.pk])

    def form_valid(self, form: Deed) -> HttpResponse:
        if not form.perform():
            return self.form_invalid(form)
        messages.success(self.request, form.done)
        return redirect(self.get_success_url())

    def form_invalid(self, form: Deed) -> HttpResponse:
        messages.validation_error(self.request, _("Nothing is written down yet. Look at the form."), form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        return context | {
            "person": self.person,
            "row": self.row,
            "media": context["form"].media,
            "action_url": self.request.path,
            "submit_button_label": self.deed.button,
            "submit_button_active_label": self.deed.button,
        }
