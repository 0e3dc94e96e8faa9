"""Every person, with or without an account."""

import re
import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, Permission, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..querysets import UserManager

# C0 and C1, and the signs that turn the direction of what follows; the joiners that Persian or Hindi need are none.
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def refuse_hidden_signs(name: str) -> None:
    """A name that stands on certificates shows all that it holds, in the order in which it was written."""
    if HIDDEN.search(name):
        raise ValidationError(_("This name contains hidden control characters. Type it again."), code="hidden")


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Without an e-mail address she cannot sign in (a participant signed on paper)."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")
        OTHER = "other", _("other")
        UNDISCLOSED = "undisclosed", _("not disclosed")

    class FirstVisit(models.TextChoices):
        NONE = "", _("not asked")
        WAITING = "waiting", _("waits for her first sign-in")
        LED = "led", _("was led to it once")
        DONE = "done", _("done")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=150, validators=[refuse_hidden_signs])
    name_own_script = models.CharField(
        _("name in own script"), max_length=150, blank=True, validators=[refuse_hidden_signs]
    )
    staff_number = models.CharField(_("staff number"), max_length=30, null=True, blank=True, unique=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    sex = models.CharField(_("sex"), max_length=12, choices=Sex.choices, default=Sex.UNDISCLOSED)
    is_active = models.BooleanField(_("active"), default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now)
    first_visit = models.CharField(
        max_length=10, choices=FirstVisit.choices, default=FirstVisit.NONE, blank=True, editable=False
    )
    first_visit_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    text_only = models.BooleanField(_("text only: no pictures, no films"), default=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "id"]
        indexes = [models.Index(Lower("staff_number"), name="people_staff_number_folded")]  # files name people by it

    def __str__(self) -> str:
        return self.name

    @property
    def kept(self) -> "User":
        """Herself; of two rows for one human that were merged, the one that was kept."""
        return self.merged_into or self

    @cached_property
    def posting_today(self):
        """The posting that she holds today, with its office and supervisor; read once for each request."""
        return self.postings.current().select_related("office", "supervisor").order_by("started_on").first()

    @property
    def reads(self) -> str:
        """In which language one writes to her: hers, else that of the office where she is posted, else the site's."""
        wanted = self.language or (self.posting_today.office.language if self.posting_today else "")
        return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    @cached_property
    def roles_today(self) -> list:
        """The roles that she holds today, with their offices; read once for each request."""
        return list(self.roles.current().select_related("office"))

    @cached_property
    def enters_cms(self) -> bool:
        """Whether a right of her own or of a group of hers opens the CMS; read once for each request, in one query."""
        if not self.is_active or self.is_superuser:
            return self.is_active
        rights = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        return rights.filter(Q(user=self) | Q(group__user=self)).exists()

    def clean(self) -> None:
        super().clean()
        self.email = (self.email or "").strip().lower() or None
        self.staff_number = (self.staff_number or "").strip() or None

    def save(self, *args, **kwargs) -> None:
        self.email = (self.email or "").strip().lower() or None
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


def display_name(user: User) -> str:
    """The name that allauth puts into its pages and mails."""
    return user.name
