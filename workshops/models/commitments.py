"""What people take home: action plans and what became of them, what an office does and how it stands."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.fields import LocalizedField, localized
from elearning.people.models import Office, User

from .frame import Workshop
from .people import Registration


class ActionPlan(models.Model):
    """What an office, or a person, commits to after a workshop."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("action plan", "draft")
        SENT = "sent", pgettext_lazy("action plan", "waits for endorsement")
        ENDORSED = "endorsed", pgettext_lazy("action plan", "endorsed")
        RETURNED = "returned", pgettext_lazy("action plan", "returned with remarks")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="action_plans")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Registration, models.PROTECT, related_name="action_plans", verbose_name=_("who leads it"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    endorsed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_at = models.DateTimeField(_("endorsed"), null=True, blank=True)
    remarks = models.CharField(_("remarks"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "office"],
                condition=Q(office__isnull=False),
                name="workshops_actionplan_office_once",
            ),
            models.UniqueConstraint(
                fields=["workshop", "owner"], condition=Q(office__isnull=True), name="workshops_actionplan_person_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="endorsed") | Q(endorsed_by__isnull=False, endorsed_at__isnull=False),
                name="workshops_actionplan_endorsed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} {self.office or self.owner}"


class Commitment(models.Model):
    """One action of a plan."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="commitments")
    what = models.CharField(_("what"), max_length=400)
    indicator = models.CharField(_("how it will be seen"), max_length=300)
    due_on = models.DateField(pgettext_lazy("by when", "due"))
    support = models.CharField(_("support that is needed"), max_length=300, blank=True)
    module_code = models.CharField(_("module"), max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.what


class FollowUp(models.Model):
    """The question after 30, 90 or 180 days, asked by mail and answered on one page without a password."""

    DAYS = (30, 90, 180)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="follow_ups")
    days = models.PositiveSmallIntegerField(_("days after"))
    due_on = models.DateField(pgettext_lazy("by when", "due"), db_index=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    note = models.CharField(_("anything else"), max_length=1000, blank=True)
    supervisor_asked_at = models.DateTimeField(null=True, blank=True)  # the view is asked for once, of `supervisor`
    supervisor_view = models.CharField(_("the supervisor's view"), max_length=1000, blank=True)
    supervisor_agrees = models.BooleanField(null=True, blank=True)
    supervisor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    supervisor_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "days"], name="workshops_followup_once"),
            models.CheckConstraint(condition=Q(days__in=[30, 90, 180]), name="workshops_followup_known_days"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(asked_at__isnull=False),
                name="workshops_followup_asked_before_answered",
            ),
            models.CheckConstraint(
                condition=Q(supervisor_at__isnull=True)
                | Q(supervisor__isnull=False, supervisor_agrees__isnull=False, answered_at__isnull=False),
                name="workshops_followup_view_of_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} +{self.days}"


class Progress(models.Model):
    """What a follow-up said of one commitment."""

    class Applied(models.TextChoices):
        NO = "no", pgettext_lazy("commitment", "not yet")
        PARTLY = "partly", pgettext_lazy("commitment", "partly")
        YES = "yes", pgettext_lazy("commitment", "yes")

    class Often(models.TextChoices):
        ONCE = "once", pgettext_lazy("how often", "once")
        SOMETIMES = "sometimes", pgettext_lazy("how often", "now and then")
        REGULARLY = "regularly", pgettext_lazy("how often", "regularly")

    class Hindrance(models.TextChoices):
        OPPORTUNITY = "opportunity", pgettext_lazy("what hindered", "no opportunity")
        TIME = "time", pgettext_lazy("what hindered", "no time")
        SYSTEMS = "systems", pgettext_lazy("what hindered", "no systems")
        AUTHORITY = "authority", pgettext_lazy("what hindered", "no authority")
        FUNDS = "funds", pgettext_lazy("what hindered", "no funds")
        OTHER = "other", pgettext_lazy("what hindered", "other")

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="progress")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="progress")
    applied = models.CharField(_("applied"), max_length=6, choices=Applied.choices)
    often = models.CharField(_("how often"), max_length=10, choices=Often.choices, blank=True)
    evidence = models.CharField(_("what shows it"), max_length=600, blank=True)
    hindrance = models.CharField(_("what hindered"), max_length=12, choices=Hindrance.choices, blank=True)

    class Meta:
        verbose_name = _("progress of a commitment")
        verbose_name_plural = _("progress of commitments")
        constraints = [models.UniqueConstraint(fields=["follow_up", "commitment"], name="workshops_progress_once")]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.applied}"


class Initiative(models.Model):
    """Something that an office does in this field: its stage, who funds it, which tools it uses."""

    class Stage(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("initiative", "planned")
        RUNNING = "running", pgettext_lazy("initiative", "running")
        ENDED = "ended", pgettext_lazy("initiative", "ended")

    office = models.ForeignKey(Office, models.PROTECT, related_name="initiatives")
    title = models.CharField(_("title"), max_length=200)
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices)
    donor = models.CharField(pgettext_lazy("who gives money", "donor"), max_length=120, blank=True)
    modules = models.JSONField(_("tools used"), default=list)  # codes of modules of the toolkit
    risk_reviewed_on = models.DateField(_("last risk review"), null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["office", "title"]
        constraints = [models.UniqueConstraint(fields=["office", "title"], name="workshops_initiative_once")]

    def __str__(self) -> str:
        return self.title


class FrameworkStatement(models.Model):
    """One statement of the toolkit's framework against which an office rates itself, from 0 (not at all) to 4."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    texts = LocalizedField(_("statement"))
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("statement of the framework")
        verbose_name_plural = _("statements of the framework")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return localized(self.texts)


class Rating(models.Model):
    """How an office rates itself before a workshop and 180 days after; what the statements said is kept with it."""

    class Moment(models.TextChoices):
        BEFORE = "before", pgettext_lazy("self-assessment", "before the workshop")
        AFTER = "after", pgettext_lazy("self-assessment", "180 days after")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="ratings")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    moment = models.CharField(_("when"), max_length=6, choices=Moment.choices)
    scores = models.JSONField(default=dict)  # {code of the statement: 0 to 4}
    statements = models.JSONField(default=dict)  # {code: {lang: text}} as they were
    note = models.CharField(_("remarks"), max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rating of an office")
        verbose_name_plural = _("ratings of offices")
        constraints = [models.UniqueConstraint(fields=["workshop", "office", "moment"], name="workshops_rating_once")]

    def __str__(self) -> str:
        return f"{self.office} {self.moment}"
