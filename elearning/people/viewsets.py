"""How administrators keep people and offices in the CMS."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import UserViewSet

from .cms_deeds import DeedView, TiesView
from .cms_forms import OfficeForm, PersonForm
from .cms_offices import OfficeCreateView, OfficeDeleteView, OfficeEditView, OfficeIndexView
from .cms_people import KeepView, PeopleCreateView, PeopleEditView, PeopleIndexView
from .models import Office


class PeopleViewSet(UserViewSet):
    """Wagtail's users are our people: nobody is deleted or copied, nobody's password is typed by another."""

    menu_label = _("People")
    ordering = "name"
    copy_view_enabled = False
    index_view_class = PeopleIndexView
    add_view_class = PeopleCreateView
    edit_view_class = PeopleEditView
    index_template_name = "wagtailadmin/generic/index.html"
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    @property
    def delete_view(self):
        return self.construct_view(KeepView)

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm

    def get_urlpatterns(self) -> list:
        ties, deed = self.construct_view(TiesView), self.construct_view(DeedView)
        return [
            *super().get_urlpatterns(),
            path("ties/<int:pk>/", ties, name="ties"),
            path("ties/<int:pk>/<slug:deed>/", deed, name="deed"),
            path("ties/<int:pk>/<slug:deed>/<int:row>/", deed, name="deed_upon"),
        ]


class OfficeViewSet(ModelViewSet):
    """The offices as a tree, all on one page."""

    model = Office
    name = "offices"
    icon = "home"
    add_to_settings_menu = True
    menu_order = 610
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 500
    ordering = "path"
    search_fields = ["name", "code", "country"]
    index_view_class = OfficeIndexView
    add_view_class = OfficeCreateView
    edit_view_class = OfficeEditView
    delete_view_class = OfficeDeleteView

    def get_form_class(self, for_update: bool = False) -> type[OfficeForm]:
        return OfficeForm

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No page of usage: what hangs on an office is said where it would be deleted."""
        return super().get_common_view_kwargs(**{"usage_url_name": self.UNDEFINED, **kwargs})

    def get_urlpatterns(self) -> list:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
