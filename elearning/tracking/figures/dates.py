"""The two dates of every figure, as a person types them."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elearning.people.importing.writing import written_through

FIRST_DAY = datetime.date(2000, 1, 1)


def day_input() -> forms.DateInput:
    """A field for a day, as browsers draw it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DatesForm(forms.Form):
    """On which day, as known at which moment. What is left out is today, and now."""

    all_optional = True
    on = forms.DateField(
        required=False, label=_("On"), help_text=_("What was so by this day counts."), widget=day_input()
    )
    known_at = forms.DateTimeField(
        required=False,
        label=_("As known at (UTC)"),
        help_text=_("Empty: now. What we heard of later is left out."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
    )

    today: datetime.date

    def clean_on(self) -> datetime.date:
        day = self.cleaned_data["on"] or self.today
        if not FIRST_DAY <= day <= self.today:
            raise ValidationError(_("Choose a day between 1 January 2000 and today."))
        return day

    def clean_known_at(self) -> datetime.datetime:
        """To the whole second and never ahead, so that the moment that is printed gives the same figures again."""
        now = written_through().replace(microsecond=0)
        try:
            moment = (self.cleaned_data["known_at"] or now).astimezone(datetime.UTC).replace(microsecond=0)
        except OverflowError as error:
            raise ValidationError(_("Enter a valid date/time.")) from error
        if moment.date() < FIRST_DAY:
            raise ValidationError(_("Choose a day between 1 January 2000 and today."))
        if moment > now:
            raise ValidationError(_("Nobody knows the future: choose a moment that has passed, or leave it empty."))
        return moment
