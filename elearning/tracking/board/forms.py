"""The only door for what is asked of the readiness board."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from elearning.fields import localized
from elearning.people.models import INTERNAL_CATEGORIES, Category, Posting, User

from ..models import Requirement, RequirementVersion, Standing
from ..readiness.counting import Asked
from .question import Question, months_before, months_between
from .widgets import PlainSelect

MONTHS, MOST_MONTHS = 12, 60
EARLIEST = 1950
MOMENT = "%Y-%m-%dT%H:%M:%S"
FUTURE = _("Nobody knows the future: choose a moment that has passed, or leave it empty.")


class QuestionForm(forms.Form):
    """Which requirement, on which day, as known at which moment, of whom. Left out: the first, today, now."""

    all_optional = True
    requirement = forms.ChoiceField(required=False, label=_("Requirement"), widget=PlainSelect)
    on = forms.DateField(
        required=False,
        label=_("On"),
        help_text=_("Who was posted, and how they stood, on this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    known_at = forms.DateTimeField(
        required=False,
        label=_("As known at (UTC)"),
        help_text=_("Empty: now. What we heard of later is left out."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format=MOMENT),
    )
    category = forms.ChoiceField(required=False, label=_("Category"), widget=PlainSelect)
    sex = forms.ChoiceField(required=False, label=_("Sex"), widget=PlainSelect)
    language = forms.ChoiceField(required=False, label=_("Language"), widget=PlainSelect)
    state = forms.ChoiceField(
        required=False, choices=[("", ""), *Standing.State.choices], label=_("State"), widget=forms.HiddenInput
    )

    def __init__(self, data: dict[str, Any], *, today: datetime.date, through: datetime.datetime):
        """`today` is the last day that may be asked for, `through` the last moment (`known_through`)."""
        super().__init__({**data, "on": data.get("on") or today.isoformat()})
        self.is_dated = bool(data.get("on") or data.get("known_at"))
        self.today, self.through = today, through.astimezone(datetime.UTC).replace(microsecond=0)
        self.versions = versions()
        self.fields["requirement"].choices = [
            (code, localized(rows[-1].titles) or code) for code, rows in self.versions.items()
        ]
        everybody = [("", _("all"))]
        self.fields["category"].choices = [
            *everybody,
            *((c.value, c.label) for c in map(Category, INTERNAL_CATEGORIES)),
        ]
        self.fields["sex"].choices = [*everybody, *User.Sex.choices]
        self.fields["language"].choices = [*everybody, *settings.LANGUAGES]
        self.add_trend()

    def add_trend(self) -> None:
        self.fields["from"] = forms.DateField(
            required=False,
            label=_("Trend from"),
            help_text=_("Year and month, as in 2026-01. Empty: twelve months."),
            input_formats=["%Y-%m", "%Y-%m-%d"],
            widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        )

    def clean_requirement(self) -> Requirement | None:
        rows = self.versions.get(self.cleaned_data["requirement"]) or next(iter(self.versions.values()), None)
        return rows[0].requirement if rows else None

    def clean_on(self) -> datetime.date:
        day = self.cleaned_data["on"]
        if day > self.today:
            said = _g("Nobody knows the future: choose %(day)s or an earlier day.")
            raise ValidationError(said % {"day": date_format(self.today, "DATE_FORMAT")})
        return day

    def clean_known_at(self) -> datetime.datetime:
        """To the whole second and never ahead, so that the moment that is printed gives the same figures again."""
        try:
            moment = to_the_second(self.cleaned_data["known_at"] or self.through)
        except OverflowError as error:
            raise ValidationError(_("Enter a valid date/time.")) from error
        if moment > timezone.now():
            raise ValidationError(FUTURE)
        if moment > self.through:
            said = _g("News since %(moment)s UTC is still being counted: choose that moment, or leave it empty.")
            raise ValidationError(said % {"moment": self.through.strftime(MOMENT)})
        return moment

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        on, known_at = asked.get("on"), asked.get("known_at")
        if on and known_at and self.is_dated:
            self._not_before_anybody(on, known_at)
        if on and "from" not in self.errors:
            asked["from"] = (asked.get("from") or months_before(on, MONTHS - 1)).replace(day=1)
            if not 0 <= months_between(asked["from"], on) < MOST_MONTHS:
                self.add_error("from", _("The trend shows one month to five years, up to the day that is asked for."))
        return asked

    def _not_before_anybody(self, on: datetime.date, known_at: datetime.datetime) -> None:
        """Before the first posting there is nobody to count: say since when there is."""
        postings = Posting.objects.filter(withdrawn_at=None)
        if postings.filter(started_on__lte=on, recorded_at__lte=known_at).exists():
            return
        first = postings.aggregate(day=Min("started_on"), moment=Min("recorded_at"))
        if first["day"] and on < first["day"]:
            said = _g("Nobody was posted yet: the first posting began on %(day)s. Choose that day or a later one.")
            self.add_error("on", said % {"day": date_format(first["day"], "DATE_FORMAT")})
        elif first["moment"]:
            said = _g("Nothing was known yet: the first posting was recorded at %(moment)s UTC. Choose a later moment.")
            self.add_error("known_at", said % {"moment": first["moment"].strftime(MOMENT)})

    def question(self) -> Question | None:
        """What is asked, if the form is right and there is a requirement to ask about."""
        if not self.is_valid() or self.cleaned_data["requirement"] is None:
            return None
        said = self.cleaned_data
        asked = Asked(
            said["requirement"], said["on"], said["known_at"], said["category"], said["sex"], said["language"]
        )
        rows = self.versions[asked.requirement.code]
        return Question(
            asked, rows[-1].titles, in_force(rows, asked.on, asked.known_at), said["from"], said.get("state", "")
        )


class ChangesForm(QuestionForm):
    """The same question, and the earlier moment of knowledge to which its answer is compared."""

    before = forms.DateTimeField(
        required=False,
        label=_("And as known before, at (UTC)"),
        help_text=_("Empty: thirty days earlier."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format=MOMENT),
    )
    state = None  # this page lists nobody by state
    field_order = ["requirement", "on", "known_at", "before"]

    def add_trend(self) -> None:
        """This page has no trend."""

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        known_at = asked.get("known_at")
        if known_at and "before" not in self.errors:
            try:
                asked["before"] = to_the_second(asked.get("before") or known_at - datetime.timedelta(days=30))
            except OverflowError:
                self.add_error("before", _("Enter a valid date/time."))
            else:
                if asked["before"] >= known_at:
                    self.add_error("before", _("Choose a moment before the other one."))
        return asked


def to_the_second(moment: datetime.datetime) -> datetime.datetime:
    """In UTC. Raises `OverflowError` for years so far away that days cannot be reckoned from them."""
    if moment.year < EARLIEST:
        raise OverflowError
    return moment.astimezone(datetime.UTC).replace(microsecond=0)


def versions() -> dict[str, list[RequirementVersion]]:
    """The published versions of each requirement by its code, oldest first, in the order of the induction."""
    rows = RequirementVersion.objects.select_related("requirement")
    found: dict[str, list[RequirementVersion]] = {}
    for version in rows.order_by("requirement__place", "requirement_id", "number"):
        found.setdefault(version.requirement.code, []).append(version)
    return found


def in_force(
    rows: list[RequirementVersion], on: datetime.date, known_at: datetime.datetime
) -> RequirementVersion | None:
    """The highest number that had begun on that day and was published by that moment."""
    held = [version for version in rows if version.from_day <= on and version.published_at <= known_at]
    return held[-1] if held else None
