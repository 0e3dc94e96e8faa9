"""wagtail-localize's page that brings a new source to all translations at once, without its way past the checklist."""

from django import forms
from django.urls import path
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from ..models import ModulePage


class UpdatedAsDrafts(UpdateTranslationsView):
    """Translations of a module wait for their translator: each is published from its editor, where it is looked at."""

    def get_form(self) -> UpdateTranslationsForm:
        form = super().get_form()
        if self.object.specific_content_type.model_class() is ModulePage:
            field = form.fields["publish_translations"]
            field.disabled, field.widget = True, forms.HiddenInput()  # what is sent instead counts for nothing
        return form


def urls() -> list:
    """At the address of wagtail-localize's own view, which stays the one that is linked."""
    return [path("localize/update/<int:translation_source_id>/", UpdatedAsDrafts.as_view())]
