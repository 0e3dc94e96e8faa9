"""How everybody stands towards every requirement: stored for speed, made anew from the facts whenever asked."""

import datetime
import itertools

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.people.models import Category, Office, User

from .requirement import Requirement

FAR_DAY = datetime.date(9999, 12, 31)
FAR_MOMENT = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)
TRAITS = ("category", "sex", "language")
ALL = "*"  # in a snapshot: of all categories, sexes or languages together


class Stale(models.Model):
    """Facts of this person arrived after her standings were derived; written in the transaction of the fact."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("stale person")
        verbose_name_plural = _("stale people")

    def __str__(self) -> str:
        return f"{self.person_id} since {self.noted_at}"


class Standing(models.Model):
    """One person, one requirement: how she stood on each day in [day_from, day_to), as known in [known_from, known_to).

    For one pair of a day and a moment there is at most one row. Ends that are open are FAR_DAY and FAR_MOMENT.
    `late` says that a bound of knowledge lies on a later day (UTC) than `day_from`. `until` is the last day of validity
    (met; empty: for ever), the day by which she must comply (due, overdue), or the last day of the exemption.
    """

    class State(models.TextChoices):
        NOT_REQUIRED = "not_required", _("not required")
        MET = "met", _("met")
        DUE = "due", _("due")
        OVERDUE = "overdue", _("overdue")
        EXEMPT = "exempt", _("exempt")

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="standings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="standings")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    category = models.CharField(max_length=15, choices=Category.choices)
    sex = models.CharField(max_length=12, choices=User.Sex.choices)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    until = models.DateField(null=True)
    day_from = models.DateField()
    day_to = models.DateField(default=FAR_DAY)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(default=FAR_MOMENT)
    late = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        # Each of the last five answers a question of `readiness.counting` by itself, without a look at the rows.
        indexes = [
            models.Index(fields=["person", "requirement"], name="standing_person"),
            models.Index(
                fields=["requirement", "day_from", "known_to", "known_from", "office", "state", *TRAITS],
                name="standing_begins",
            ),
            models.Index(
                fields=["requirement", "day_to", "known_to", "known_from", "office", "state", *TRAITS],
                name="standing_ends",
            ),
            models.Index(
                fields=[
                    *("requirement", "known_to", "known_from", "day_from", "day_to"),
                    *("office", "state", *TRAITS, "person", "late"),
                ],
                name="standing_late",
                condition=models.Q(late=True),
            ),
            models.Index(
                fields=[
                    *("requirement", "until", "day_from", "day_to", "known_to", "known_from"),
                    *("office", *TRAITS, "state"),
                ],
                name="standing_expires",
                condition=models.Q(state="met"),
            ),
            models.Index(
                fields=["office", "requirement", "day_from", "day_to", "known_to", "known_from", "state"],
                name="standing_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state} {self.day_from}–{self.day_to}"


def groups_of(category: str, sex: str, language: str) -> list[tuple[str, str, str]]:
    """The eight groups of a snapshot that count such a person: with each trait as it is, or ALL in its place."""
    return list(itertools.product((category, ALL), (sex, ALL), (language, ALL)))


class Snapshot(models.Model):
    """How many stood how at the beginning of a month, as known now: the step from which the board counts on.

    A person stands in eight rows, one for each of `groups_of` her traits, so that any filter reads one row an office.
    """

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    day = models.DateField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    category = models.CharField(max_length=15)
    sex = models.CharField(max_length=12)
    language = models.CharField(max_length=10, blank=True)
    not_required = models.IntegerField(default=0)
    met = models.IntegerField(default=0)
    due = models.IntegerField(default=0)
    overdue = models.IntegerField(default=0)
    exempt = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [
            models.UniqueConstraint(fields=["requirement", *TRAITS, "day", "office"], name="tracking_snapshot_once")
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.day} {self.office_id}"
