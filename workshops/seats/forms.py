"""The forms of headquarters: quotas, the deadline of invitations, the number of seats, screening."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.inputs import DayField, OfficeField

from ..agenda import utc_instants
from ..models import Quota, Registration, Workshop

MOST = 10_000


class QuotaForm(forms.ModelForm):
    """A quota; what does not belong to its scope is left out."""

    office = OfficeField(label=gettext_lazy("Office"), required=False)
    least = forms.IntegerField(label=gettext_lazy("Least"), min_value=0, max_value=MOST, initial=0)
    most = forms.IntegerField(label=gettext_lazy("Most"), min_value=1, max_value=MOST)
    least_percent = forms.IntegerField(
        label=gettext_lazy("Percent"), min_value=0, max_value=100, initial=0, required=False
    )

    class Meta:
        model = Quota
        fields = ["scope", "office", "partner", "least", "most", "least_sex", "least_percent"]
        help_texts = {
            "scope": gettext_lazy("A region is an office and all below it."),
            "least_sex": gettext_lazy("An offer that would break this share waits for you."),
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.instance.workshop = workshop
        self.fields["partner"].queryset = workshop.supporters.filter(office__isnull=True)
        self.fields["office"].help_text = _("For one office or a region.")
        self.fields["partner"].help_text = _("For a partner; it must stand among the supporters of the workshop.")

    def _get_validation_exclusions(self) -> set[str]:
        """The workshop is not asked for, and yet “one quota for each office of it” is to be checked."""
        return super()._get_validation_exclusions() - {"workshop"}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        scope = data.get("scope")
        wanted = {"office": scope in ("office", "region"), "partner": scope == "partner"}
        for name, needed in wanted.items():
            if needed and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose for whom the seats are kept."))
            data[name] = data.get(name) if needed else None
        percent = data["least_percent"] = data.get("least_percent") or 0
        if data.get("least_sex") and not percent:
            self.add_error("least_percent", _("Give the least percent, or choose no sex."))
        if percent and not data.get("least_sex"):
            self.add_error("least_sex", _("Say of which sex the percent is."))
        if data.get("least") is not None and data.get("most") is not None and data["least"] > data["most"]:
            self.add_error("most", _("The most is at least the least."))
        return data


class InvitationsForm(forms.Form):
    """Until when the invited answer, as a time at the place of the workshop."""

    day = DayField(label=gettext_lazy("Answers until (day)"))
    time = forms.TimeField(
        label=gettext_lazy("Time at the place"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("day") and data.get("time"):
            try:
                data["until"], _end = utc_instants(data["day"], data["time"], 1, self.workshop.tz)
            except (ValueError, OverflowError) as fault:
                raise ValidationError(_("This time does not exist at the place. Choose another.")) from fault
        return data


class CapacityForm(forms.Form):
    """How many seats there are from now on, and who gives one up."""

    capacity = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=MOST)
    giving_up = forms.MultipleChoiceField(
        label=gettext_lazy("Who gives the seat up"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seated: list[Registration], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["giving_up"].choices = [(str(row.pk), _seated(row)) for row in seated]

    def keys(self) -> set[int]:
        """As `set_capacity` takes them."""
        return {int(key) for key in self.cleaned_data["giving_up"]}


def _seated(row: Registration) -> str:
    where = row.office or row.partner or ""
    return " · ".join(str(part) for part in (row.person.name, where, row.get_state_display()) if part)


class ScreeningForm(forms.Form):
    """What was found, on which day, until when it holds. No reasons are kept."""

    screening = forms.ChoiceField(
        label=gettext_lazy("Result"),
        choices=[pair for pair in Registration.Screening.choices if pair[0] != Registration.Screening.NOT_NEEDED],
    )
    on = DayField(label=gettext_lazy("Done on"), required=False)
    expires_on = DayField(label=gettext_lazy("Holds until"), required=False)

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any):
        said = {"screening": registration.screening, "on": registration.screened_on}
        initial = {**said, "expires_on": registration.screening_expires_on}
        super().__init__(*args, initial=initial, prefix=str(registration.pk), **kwargs)


def default_deadline(workshop: Workshop, now: datetime.datetime) -> dict[str, Any]:
    """Two weeks from now, but no later than the day before the workshop, at 17:00."""
    day = now.astimezone(workshop.tz).date() + datetime.timedelta(days=14)
    return {"day": min(day, workshop.starts_on - datetime.timedelta(days=1)), "time": datetime.time(17)}
