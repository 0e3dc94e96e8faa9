"""What an author says about the change that she publishes, on the edit form of a module."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class ModuleForm(WagtailAdminPageForm):
    """The form of a module: is the change material, what changed, and which source text a translation by hand has."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "follows" in self.fields and not self._offer_sources():
            del self.fields["follows"]

    def _offer_sources(self) -> bool:
        """The editions of the source, for a translation that nobody but its translator knows the source of."""
        from .recording import editions_of, is_kept_by_localize, source_language

        page = self.instance
        source = source_language(page) if page.pk else None
        if source is None or is_kept_by_localize(page) or not (known := editions_of(page, source)).exists():
            return False
        field, own = self.fields["follows"], editions_of(page).last()
        field.queryset, field.empty_label = known.order_by("-number"), None
        field.label = _("This text says what the %(language)s text said on") % {
            "language": get_language_info(source)["name_translated"]
        }
        field.label_from_instance = lambda edition: " · ".join(
            filter(None, [date_format(edition.published_at, "DATE_FORMAT"), edition.change])
        )
        if own and own.follows_id and not page.has_unpublished_changes:
            self.initial["follows"] = own.follows_id
        elif not self.initial.get("follows"):
            self.initial["follows"] = known.last().pk
        return True

    def clean(self) -> dict:
        data = super().clean()
        if data.get("change_is_material") and not (data.get("change_words") or "").strip():
            self.add_error("change_words", ValidationError(_("Say in a sentence what changed: readers are told it.")))
        if data.get("change_refresher") and not data.get("change_is_material"):
            fault = _("Readers are asked only where the change is material: say so, or leave this out.")
            self.add_error("change_refresher", ValidationError(fault))
        return data
