"""The module: one unit of reading."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from elearning.fields import StreamField

from ..blocks import ModuleBlocks, ObjectiveBlock
from ..editions.forms import ModuleForm
from ..querysets import AudiencePageManager
from ..reading import minutes_of, stems_of
from ..responsible import who_may_answer
from ..weight_panel import WeightPanel
from .pages import AudiencePage


class ModulePage(AudiencePage):
    """A module in one language; its languages share the translation key, on which progress hangs."""

    code = models.SlugField(_("code"), max_length=20, help_text=_("Like m1; the same in every language."))
    summary = models.TextField(_("summary"), max_length=400)
    objectives = StreamField([("objective", ObjectiveBlock())], verbose_name=_("objectives"), blank=True)
    body = StreamField(ModuleBlocks(), verbose_name=_("text"), blank=True)
    last_revised = models.DateField(
        _("last revised"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last went through the content."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("months until the next review"),
        default=12,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Counted from the day of the last revision; who answers readers is reminded."),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="modules_to_answer_for",
        limit_choices_to=who_may_answer,
        verbose_name=_("who answers readers"),
        help_text=_("Questions about this module come to this person; to whoever made the page where nobody is named."),
    )
    minutes = models.PositiveSmallIntegerField(_("reading time in minutes"), default=1, editable=False)
    # What the author says about the change that she publishes: `editions.recording` takes it into the edition.
    change_is_material = models.BooleanField(_("this is a material change"), default=False)
    change_words = models.CharField(_("what changed"), max_length=500, blank=True)
    change_refresher = models.BooleanField(_("ask who has read the module to read what changed"), default=False)
    follows = models.ForeignKey(
        "toolkit.ModuleEdition", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("follows")
    )
    recorded_revision = models.PositiveBigIntegerField(null=True, editable=False)

    objects = AudiencePageManager()
    base_form_class = ModuleForm

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("code", "last_revised", "review_months", "responsible")],
            heading=_("About this module"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("change_is_material", "change_words", "change_refresher", "follows")],
            heading=_("About this change"),
        ),
        WeightPanel(heading=_("What this page costs a reader")),
    ]
    search_fields = [*AudiencePage.search_fields, index.SearchField("stems"), index.FilterField("code")]
    # What an author says about her change is of her page alone: neither translated nor copied.
    own_fields = ["change_is_material", "change_words", "change_refresher", "follows"]
    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("responsible"),
        *map(BaseTranslatableField, own_fields),
    ]
    exclude_fields_in_copy = [*own_fields, "recorded_revision"]
    parent_page_types = ["toolkit.ToolkitPage"]
    subpage_types = ["toolkit.GoodPracticePage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def clean(self) -> None:
        super().clean()
        if self.review_months is None:  # the field was emptied
            self.review_months = self._meta.get_field("review_months").default
        if hidden := [str(thing) for thing in self.things() if thing.hidden_from(self.audience)]:
            raise ValidationError(
                _("Readers of this page could not open: %(titles)s. Widen the audience of these, or narrow the page's.")
                % {"titles": ", ".join(hidden)}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.minutes = minutes_of(self)
        super().save(*args, **kwargs)

    def things(self) -> list:
        """The pictures and documents that the text shows or offers."""
        found = []
        for block in self.body:
            if block.block_type == "figure":
                found.append(block.value["image"])
            elif block.block_type == "document":
                found.append(block.value["document"])
            elif block.block_type == "video":
                found += [block.value["film"], block.value["captions"]]
        return [thing for thing in found if thing]

    def papers(self) -> list:
        """The papers of the text as it is published now."""
        from ..papers.keeping import papers_of

        return papers_of(self)

    def stems(self) -> str:
        """What search finds the module by: the stems of its words."""
        return stems_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        from ..contents import module_context

        return super().get_context(request, *args, **kwargs) | module_context(self, request.user)
