"""The screens of offices in the CMS: the tree, and what becomes of one office."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from .actions import Refused, remove_office
from .cms_refusals import RefusalMixin
from .inputs import in_tree
from .keeping import what_hangs_on
from .models import Office


class OfficeIndexView(generic.IndexView):
    """The offices in the order of their tree."""

    @cached_property
    def columns(self) -> list[Column]:
        name = self._get_title_column_class(TitleColumn)
        return [
            name("name", label=gettext_lazy("Office"), accessor=in_tree, get_url=self.get_edit_url),
            Column("below", label=gettext_lazy("Below")),
            Column("code", label=gettext_lazy("Code")),
            Column("get_kind_display", label=gettext_lazy("Kind")),
            Column("country", label=gettext_lazy("Country")),
            Column("zone", label=gettext_lazy("Time zone")),
            Column("get_language_display", label=gettext_lazy("Language")),
        ]

    def get_base_queryset(self) -> QuerySet[Office]:
        path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Office.steplen)
        return Office.objects.annotate(below=Subquery(Office.objects.filter(path=path).values("name")[:1]))

    def get_list_more_buttons(self, instance: Office) -> list:
        buttons = super().get_list_more_buttons(instance)
        if self.add_url:
            url = f"{self.add_url}?parent={instance.pk}"
            buttons.append(MenuItem(_("Add an office below"), url, icon_name="plus", priority=15))
        return buttons


class OfficeCreateView(RefusalMixin, generic.CreateView):
    """Adds an office, below the one that the address names."""

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"by": self.request.user}

    def get_initial(self) -> dict:
        parent = self.request.GET.get("parent", "")
        return {"parent": parent if parent.isdecimal() else None}


class OfficeEditView(RefusalMixin, generic.EditView):
    """Corrects an office, or moves it below another."""

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"by": self.request.user}


class OfficeDeleteView(generic.DeleteView):
    """Deletes an office on which nothing hangs; else says what does."""

    template_name = "people/cms_office_delete.html"

    def get_context_data(self, **kwargs) -> dict:
        hanging = what_hangs_on(self.object)
        context = {"hanging": hanging, "is_protected": bool(hanging), "back_url": self.get_back_url()}
        return super().get_context_data(**kwargs) | context

    def get_back_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])

    def delete_action(self) -> None:
        remove_office(self.object, by=self.request.user)

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_back_url())
