"""A form that knows which revision its reader saw, and shows her what others changed meanwhile."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from elearning.people.actions import Refused

from ..actions.frame import FIRST_YEAR, LAST_YEAR
from ..actions.revision import Stale, plain
from ..models import Workshop


@dataclass(frozen=True)
class Told:
    """One thing that another changed; `kept` where this person had written something else there, which stays."""

    label: str
    by: str
    at: datetime.datetime
    now: str
    kept: bool


class VersionedForm(forms.Form):
    """Fields of a workshop with its revision; `key` is what stands before a field's name in the journal."""

    key = ""

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.workshop, self.told = workshop, []
        most = forms.IntegerField(
            widget=forms.HiddenInput, initial=workshop.revision, min_value=0, max_value=2_147_483_647
        )
        self.fields["revision"] = most

    def values(self) -> dict[str, Any]:
        """What was written, by name, without the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def refuse(self, refusal: Refused) -> None:
        """Say why it was not done, at the field that it is about."""
        self.add_error(refusal.about if refusal.about in self.fields else None, str(refusal))

    def tell(self, stale: Stale) -> None:
        """Show what others changed: where she changed nothing, theirs; where she did, hers, and theirs beside it."""
        self.workshop.refresh_from_db(fields=["revision"])
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = self.workshop.revision
        for key, change in stale.changes.items():
            name = key.removeprefix(self.key)
            if name not in self.fields:
                continue
            kept = plain(self.cleaned_data.get(name)) not in (change.before, change.after)
            after = self.typed(name, change.after)
            self.told.append(Told(self.fields[name].label, change.by, change.at, self._said(name, after), kept))
            if not kept:
                self._put(name, after)
        self.add_error(None, str(stale))

    def typed(self, name: str, value: Any) -> Any:
        """A value of the journal as one writes it into the field; the same, unless a form says otherwise."""
        return value

    def _put(self, name: str, value: Any) -> None:
        values = value if isinstance(value, list) else ["" if value is None else value]
        self.data.setlist(self.add_prefix(name), values)

    def _said(self, name: str, value: Any) -> str:
        """A value of the journal as a reader knows it."""
        field = self.fields[name]
        if hasattr(field, "queryset"):
            return str(field.queryset.filter(pk=value).first() or "–")
        names = {str(key): str(label) for key, label in getattr(field, "choices", None) or []}
        values = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(each), str(each)) for each in values if each not in (None, "")) or "–"


# Unicode counts them as letters, but they are blank (Hangul fillers) or a mere stroke (tatweel).
SHAPELESS = frozenset("\u115f\u1160\u3164\uffa0\u0640")


def readable(value: str) -> None:
    """Refuse a text in which nothing can be read: signs of direction, spaces, dots alone."""
    if value and not any(sign.isalnum() and sign not in SHAPELESS for sign in value):
        raise ValidationError(_("Nothing can be read here. Write letters or digits."))


def near(day: datetime.date) -> None:
    """Refuse a year that nobody plans for: days are counted on from it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(_("Give a year between %(first)d and %(last)d.") % years)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
