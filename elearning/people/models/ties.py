"""What ties a person to offices and organisations, each from a day to a day (both inclusive)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import AbsenceQuerySet, DatedQuerySet, PostingQuerySet, RoleQuerySet
from .office import Office
from .user import User


class Category(models.TextChoices):
    STAFF = "staff", _("staff")
    CONSULTANT = "consultant", _("consultant")
    INTERN = "intern", _("intern")
    VOLUNTEER = "volunteer", _("volunteer")
    GOVERNMENT = "government", _("government")
    POLICE = "police", _("police or border")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    COMMUNITY = "community", _("community")


INTERNAL_CATEGORIES = (Category.STAFF, Category.CONSULTANT, Category.INTERN, Category.VOLUNTEER)


class Dated(models.Model):
    """From a day to a day; an empty end is open. `recorded_at` is when we came to know it."""

    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]


class Posting(Dated):
    """A person at an office. A wrong one is withdrawn and written anew, so that old figures can be repeated."""

    person = models.ForeignKey(User, models.PROTECT, related_name="postings")
    office = models.ForeignKey(Office, models.PROTECT, related_name="postings")
    category = models.CharField(_("category"), max_length=15, choices=Category.choices, default=Category.STAFF)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    supervisor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    end_recorded_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["person_id", "started_on"]
        indexes = [models.Index(fields=["office", "started_on", "ended_on"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.office}"


class Affiliation(Dated):
    """A person outside the offices: which organisation she is of, and as what."""

    class OrganisationType(models.TextChoices):
        GOVERNMENT = "government", _("government")
        POLICE = "police", _("police or border agency")
        CIVIL_SOCIETY = "civil_society", _("civil society")
        COMMUNITY = "community", _("community group")
        UN = "un", _("United Nations")

    person = models.ForeignKey(User, models.PROTECT, related_name="affiliations")
    organisation = models.CharField(_("organisation"), max_length=150)
    organisation_type = models.CharField(_("type"), max_length=15, choices=OrganisationType.choices)
    country = models.CharField(_("country"), max_length=2)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    rank = models.CharField(_("rank"), max_length=80, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"


class Absence(Dated):
    """A stretch in which a person is away; reminders wait until it is over."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("leave")
        PARENTAL = "parental", _("parental leave")
        MISSION = "mission", _("mission")
        SICK = "sick", _("sick leave")

    person = models.ForeignKey(User, models.PROTECT, related_name="absences")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("absence")
        verbose_name_plural = _("absences")

    def __str__(self) -> str:
        return f"{self.person} · {self.kind}"


class Role(Dated):
    """What a person may see beyond her own: one office and below it, or everything.

    Whoever is away lends hers for a period: what the other does then is logged as done for `lent_by`.
    """

    class Kind(models.TextChoices):
        FOCAL_POINT = "focal_point", _("focal point")
        HEADQUARTERS = "headquarters", _("headquarters")

    person = models.ForeignKey(User, models.PROTECT, related_name="roles")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="roles")
    lent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RoleQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="focal_point", office__isnull=False) | Q(kind="headquarters", office__isnull=True),
                name="people_role_office_for_focal_points_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"
