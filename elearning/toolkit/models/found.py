"""What search looks through: the words of each page and each term of the glossary, as they were last published."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .glossary import GlossaryTerm


class SearchText(models.Model):
    """The text of one page or one term in one language, in paragraphs, and the stems of its words.

    Written when the page is published; the same words find the same rows in every database.
    """

    class Kind(models.TextChoices):
        MODULE = "module", _("modules")
        PRACTICE = "practice", _("good practices")
        TERM = "term", _("glossary")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    page = models.OneToOneField(Page, models.CASCADE, null=True, related_name="+")
    term = models.OneToOneField(GlossaryTerm, models.CASCADE, null=True, related_name="+")
    key = models.UUIDField()
    language = models.CharField(max_length=10, db_index=True)
    toolkit_key = models.UUIDField(null=True)
    title = models.CharField(max_length=255)
    paragraphs = models.JSONField()  # [[anchor, text], …]
    title_stems = models.TextField()  # " one two " with a space around each
    stems = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("text for search")
        verbose_name_plural = _("texts for search")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="term", term__isnull=False, page__isnull=True)
                | ~models.Q(kind="term") & models.Q(term__isnull=True, page__isnull=False),
                name="toolkit_search_text_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"
