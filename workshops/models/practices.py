"""What worked elsewhere: good practices told in a workshop, reviewed, published under their module."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images import get_image_model_string
from wagtail.models import Page

from elearning.people.models import Office, User

from .frame import SPOKEN_LANGUAGES, Workshop
from .people import Registration


class GoodPractice(models.Model):
    """What worked at an office, told by a participant; reviewed, then published as a page under its module."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("good practice", "draft")
        SENT = "sent", pgettext_lazy("good practice", "sent for review")
        RETURNED = "returned", pgettext_lazy("good practice", "returned with remarks")
        PUBLISHED = "published", pgettext_lazy("good practice", "published")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="practices")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="practices")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    module_code = models.CharField(_("module"), max_length=20)
    language = models.CharField(_("language"), max_length=10, choices=SPOKEN_LANGUAGES)
    title = models.CharField(_("title"), max_length=150)
    context = models.TextField(_("context"), max_length=2000, blank=True)
    actors = models.TextField(_("who took part"), max_length=2000, blank=True)
    steps = models.TextField(_("what was done, step by step"), max_length=4000, blank=True)
    success = models.TextField(_("what made it work"), max_length=2000, blank=True)
    limits = models.TextField(_("limits"), max_length=2000, blank=True)
    inclusion = models.TextField(_("who was included, who was not"), max_length=2000, blank=True)
    replicability = models.TextField(_("what others need to do it too"), max_length=2000, blank=True)
    photo = models.ImageField(_("photograph"), upload_to="practices/%Y/%m", blank=True)
    photo_words = models.CharField(_("what the photograph shows"), max_length=200, blank=True)
    photo_consent = models.BooleanField(_("everybody in the photograph agreed to its publication"), default=False)
    consent = models.BooleanField(_("may be published with the name of my office"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    remarks = models.CharField(_("remarks of the reviewer"), max_length=1000, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    page = models.OneToOneField(Page, models.SET_NULL, null=True, blank=True, related_name="+")
    image = models.ForeignKey(get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ["-saved_at", "-id"]
        permissions = [("review_goodpractice", "Can review good practices and publish them")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "published"]) | Q(consent=True),
                name="workshops_goodpractice_sent_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "published"]) | Q(photo="") | Q(photo_consent=True),
                name="workshops_goodpractice_photo_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.title
