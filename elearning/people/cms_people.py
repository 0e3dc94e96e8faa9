"""Wagtail's screens of users, with the fields of our people."""

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.users.views import users

from .actions import invite
from .cms_refusals import RefusalMixin
from .models import Posting, User
from .rules import may_edit, may_keep_people


class PeopleIndexView(users.IndexView):
    """Everybody, by name. Several at once are not changed: what is done to people is done to one, and written down."""

    page_title = gettext_lazy("People")
    add_item_label = gettext_lazy("Add a person")
    search_fields = ["name", "name_own_script", "email", "staff_number"]

    @cached_property
    def columns(self) -> list[Column]:
        name = self._get_title_column_class(users.UserColumn)
        administrator = gettext_lazy("administrator")
        return [
            name("name", label=gettext_lazy("Name"), get_url=self.get_edit_url, sort_key="name"),
            Column("email", label=gettext_lazy("E-mail address"), sort_key="email"),
            Column("staff_number", label=gettext_lazy("Staff number"), sort_key="staff_number"),
            Column("office_today", label=gettext_lazy("Posted at"), sort_key="office_today"),
            Column(
                "is_superuser",
                label=gettext_lazy("Access"),
                accessor=lambda person: administrator if person.is_superuser else "",
                sort_key="is_superuser",
            ),
            BooleanColumn("is_active", label=gettext_lazy("Active"), sort_key="is_active"),
            DateColumn("last_login", label=gettext_lazy("Last login"), sort_key="last_login"),
        ]

    def get_base_queryset(self):
        here = Posting.objects.current().filter(person=OuterRef("pk")).order_by("started_on")
        people = super().get_base_queryset()
        return people.annotate(office_today=Subquery(here.values("office__name")[:1])).prefetch_related("roles")

    def order_queryset(self, queryset):
        """Past Wagtail's own order by last name, which our people do not have."""
        return IndexView.order_queryset(self, queryset)

    def get_edit_url(self, instance: User) -> str | None:
        return super().get_edit_url(instance) if may_edit(self.request.user, instance) else None

    def get_delete_url(self, instance: User) -> None:
        return None

    def get_list_more_buttons(self, instance: User) -> list:
        buttons = super().get_list_more_buttons(instance)
        if may_keep_people(self.request.user):
            url = reverse("wagtailusers_users:ties", args=[instance.pk])
            buttons.append(MenuItem(_("Postings, roles, absences"), url, icon_name="group", priority=5))
        return buttons


class PeopleCreateView(RefusalMixin, users.CreateView):
    """Adds a person and sends her an invitation, if she has an address to send it to."""

    page_title = gettext_lazy("Add a person")
    success_message = gettext_lazy("“%(object)s” is added.")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"by": self.request.user}

    def save_instance(self) -> User:
        person = super().save_instance()
        if person.email:
            invite(person, by=self.request.user)
        return person

    def get_success_message(self, instance: User) -> str:
        added = super().get_success_message(instance)
        return " ".join([added, _("An invitation is on its way.")]) if instance.email else added

    def get_success_url(self) -> str:
        if may_keep_people(self.request.user):
            return reverse("wagtailusers_users:ties", args=[self.object.pk])
        return super().get_success_url()


class PeopleEditView(RefusalMixin, users.EditView):
    """Corrects who a person is."""

    success_message = gettext_lazy("“%(object)s” is saved.")
    error_message = gettext_lazy("The person could not be saved due to errors.")

    def setup(self, request, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def dispatch(self, request, *args, **kwargs):
        if not may_edit(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"by": self.request.user}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("wagtailusers_users:ties", args=[self.object.pk])
        return [HeaderButton(_("Postings, roles, absences"), url, icon_name="group")]


class KeepView(PermissionCheckedMixin, View):
    """Stands where people would be deleted, and says why they are not."""

    model = User
    any_permission_required = ["change", "delete"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        why = _("Nobody is deleted, since records hang on people. Close the account instead: untick “active”.")
        messages.error(request, why)
        return redirect("wagtailusers_users:index")

    post = get
