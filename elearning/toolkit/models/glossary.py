"""The words that the toolkit explains."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField


class GlossaryTerm(index.Indexed, TranslatableMixin, models.Model):
    """A term and its meaning in one language; the same slug and key in all."""

    slug = models.SlugField(_("slug"), max_length=60, help_text=_("The same in every language."))
    term = models.CharField(_("term"), max_length=120)
    definition = models.TextField(_("definition"), max_length=600)

    panels = [FieldPanel("term"), FieldPanel("definition"), FieldPanel("slug")]
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    search_fields = [index.SearchField("term"), index.AutocompleteField("term"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["term"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="toolkit_term_once_per_language")]

    def __str__(self) -> str:
        return self.term
