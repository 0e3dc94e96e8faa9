"""The two dates of these pages: on which day, as known at which moment."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOMENT = "%Y-%m-%dT%H:%M:%S"
FIRST = datetime.date(1950, 1, 1)


@dataclass(frozen=True)
class AsOf:
    """A day, and a moment of knowledge; `query` names those of them that were asked for."""

    on: datetime.date
    known_at: datetime.datetime
    query: str = ""


class AsOfForm(forms.Form):
    """Both may be left out: today, and now. What cannot be read is said, and today and now stand instead."""

    all_optional = True
    on = forms.DateField(
        required=False,
        label=gettext_lazy("On"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    known_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("As known at (UTC)"),
        help_text=gettext_lazy("Empty: now. What we heard of later is left out."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format=MOMENT),
    )

    def __init__(self, data: Any, *, today: datetime.date):
        super().__init__(data)
        self.today, self.now = today, timezone.now()

    def clean_on(self) -> datetime.date | None:
        day = self.cleaned_data["on"]
        if day and not FIRST <= day <= self.today:
            raise ValidationError(_("Choose a day that has come, from 1950 on."))
        return day

    def clean_known_at(self) -> datetime.datetime | None:
        moment = self.cleaned_data["known_at"]
        if moment is None:
            return None
        if not FIRST.year <= moment.year <= self.now.year + 1:  # others cannot be turned into UTC, some of them
            raise ValidationError(_("Choose a moment that has passed, from 1950 on."))
        moment = moment.astimezone(datetime.UTC)
        if moment > self.now:
            raise ValidationError(_("Nobody knows the future: choose a moment that has passed, or leave it empty."))
        return moment

    def asked(self) -> AsOf:
        said = self.cleaned_data if self.is_valid() else {}
        query = {}
        if said.get("on"):
            query["on"] = said["on"].isoformat()
        if said.get("known_at"):
            query["known_at"] = said["known_at"].strftime(MOMENT)
        return AsOf(said.get("on") or self.today, said.get("known_at") or self.now, urlencode(query))
