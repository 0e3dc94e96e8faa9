"""The form of taking over: who or which language, to whom, since when, why."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.taking_over import LONGEST
from ..models import SPOKEN_LANGUAGES, Registration, Workshop
from ..papers.forms import PlaceMoment

A_DAY = datetime.timedelta(days=1)


class TakeOverForm(forms.Form):
    """Somebody and her successor, or a language."""

    person = forms.ChoiceField(label=gettext_lazy("Who is not there any more"), required=False)
    successor = forms.ChoiceField(
        label=gettext_lazy("Who takes over"),
        required=False,
        help_text=gettext_lazy("Leave it empty if nobody does: you will see what is left without anybody."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Or: which language is lost"), required=False)
    since = PlaceMoment(
        label=gettext_lazy("Since when"),
        help_text=gettext_lazy("By the clocks of the place. What has begun before stays as it is."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        help_text=gettext_lazy("Seen by those who facilitate, not by participants. Do not name an illness."),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Workshop, now: datetime.datetime, **kwargs: Any):
        super().__init__(*args, initial={"since": now}, **kwargs)
        self.workshop = workshop
        self.fields["since"].tz = workshop.tz
        self.people: dict[str, Registration] = {}
        team, others = [], []
        for row in workshop.registrations.taking_part().select_related("person").order_by("person__name"):
            self.people[str(row.person_id)] = row
            side = others if row.role == Registration.Role.PARTICIPANT else team
            side.append((str(row.person_id), row.person.name))
        choices = [("", "—"), (_("Team"), team), (_("Participants"), others)]
        self.fields["person"].choices = self.fields["successor"].choices = choices
        spoken = [(code, name) for code, name in SPOKEN_LANGUAGES if code in workshop.languages]
        self.fields["language"].choices = [("", "—"), *spoken]

    def clean_since(self) -> datetime.datetime:
        since = self.cleaned_data["since"]
        day = since.astimezone(self.workshop.tz).date()
        if not self.workshop.starts_on - A_DAY <= day <= self.workshop.ends_on:
            raise ValidationError(_("Give a moment from the eve of the first day to the last day."))
        return since

    def wanted(self) -> dict[str, Any]:
        """As `plan_of` takes it."""
        data = self.cleaned_data
        people = {name: self.people[data[name]].person for name in ("person", "successor") if data[name]}
        return {"since": data["since"], "language": data["language"], **people}
