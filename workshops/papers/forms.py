"""The forms about a journey, needs and consents, and about letters."""

import datetime
import unicodedata
import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..actions.travelling import FIELDS, mark_of
from ..agenda.clock import NoSuchTime, utc_instants
from ..models import Letter, Need, Travel, Workshop
from .letters import LANGUAGES


class PlaceMoment(forms.DateTimeField):
    """A day and time on the clocks of the place; `tz` is set by the form. One that they jump over is refused."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    tz: zoneinfo.ZoneInfo

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.tz) if isinstance(value, datetime.datetime) else value

    def to_python(self, value: Any) -> datetime.datetime | None:
        if value in self.empty_values:
            return None
        try:
            wall = parse_datetime(str(value).strip())
            if wall is None or wall.tzinfo:
                raise ValueError(value)
            return utc_instants(wall.date(), wall.time(), 0, self.tz)[0]
        except NoSuchTime:
            values = {"zone": self.tz.key}
            raise ValidationError(_("This time does not exist in %(zone)s: the clocks go forward.") % values) from None
        except (ValueError, OverflowError):
            raise ValidationError(_("Write a day and a time, like 2026-05-31T14:20.")) from None


class Words(forms.CharField):
    """A short text; one without a sign that can be seen is empty."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text if any(unicodedata.category(sign)[0] in "LNPS" for sign in text) else ""


class TravelForm(forms.Form):
    """The journey, on the clocks of the place; initial values and the mark against overwriting come from `travel`."""

    arrives_at = PlaceMoment(label=gettext_lazy("You arrive at the place"), required=False)
    arrives_by = Words(label=gettext_lazy("Flight or other means"), required=False, max_length=80)
    departs_at = PlaceMoment(label=gettext_lazy("You depart from the place"), required=False)
    departs_by = Words(label=gettext_lazy("Flight or other means back"), required=False, max_length=80)
    visa = forms.ChoiceField(label=pgettext_lazy("visa", "Visa"), choices=Travel.Visa.choices)
    hotel = forms.BooleanField(label=gettext_lazy("A room in the hotel is needed"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("Telephone during travel"),
        required=False,
        max_length=40,
        validators=[RegexValidator(r"^\+?[0-9 ()./-]{5,}$", gettext_lazy("Write a number, like +254 700 000 000."))],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Workshop, travel: Travel | None, **kwargs: Any):
        stored = travel or Travel()
        initial = {name: getattr(stored, name) for name in FIELDS} | {"seen": mark_of(travel)}
        super().__init__(*args, initial=initial, **kwargs)
        for name in ("arrives_at", "departs_at"):
            self.fields[name].tz = workshop.tz

    def values(self) -> dict[str, Any]:
        """As `save_travel` takes them."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class NeedsForm(forms.Form):
    """What she needs; everything may stay empty."""

    diets = forms.MultipleChoiceField(
        label=gettext_lazy("Food"),
        required=False,
        choices=Need.Diet.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    diet_note = Words(label=gettext_lazy("More on the food"), required=False, max_length=300)
    access = Words(
        label=pgettext_lazy("need", "Access"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Such as a ramp, a seat in front, large print, an interpreter of sign language."),
    )
    health = Words(
        label=gettext_lazy("Health"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only what the organisers must know to help you."),
    )

    def __init__(self, *args: Any, need: Need | None, **kwargs: Any):
        initial = {name: getattr(need, name) for name in self.base_fields} if need else {}
        super().__init__(*args, initial=initial, **kwargs)


class ConsentForm(forms.Form):
    """What she agrees to."""

    in_list = forms.BooleanField(
        label=gettext_lazy("I may be named in the list that all participants get"), required=False
    )
    photo = forms.BooleanField(label=gettext_lazy("I may be photographed"), required=False)


class LettersForm(forms.Form):
    """Which letter is issued to all who have none, and in which language."""

    kind = forms.ChoiceField(label=gettext_lazy("Letter"), choices=Letter.Kind.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    number = forms.CharField(label=gettext_lazy("For one person alone: her number"), required=False, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = dict(Letter._meta.get_field("language").choices)
        own = ("", _("to each in her own"))
        self.fields["language"].choices = [own, *((code, names[code]) for code in LANGUAGES)]
