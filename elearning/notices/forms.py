"""The forms by which a person says how and when she wants to be told."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from .kinds import GROUPS, all_kinds
from .models import Preference, Rhythm
from .planning import wishes_of


class RhythmForm(forms.ModelForm):
    """Her quiet hours, and when a digest comes."""

    weekday = forms.TypedChoiceField(label=_("Day of a weekly digest"), choices=list(WEEKDAYS.items()), coerce=int)
    hour = forms.TypedChoiceField(
        label=_("Hour of the digest"), choices=[(hour, f"{hour:02}:00") for hour in range(24)], coerce=int
    )

    class Meta:
        model = Rhythm
        fields = ["quiet_from", "quiet_to", "weekends", "digest", "weekday", "hour"]
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_to": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {"quiet_to": _("The same time twice: no quiet hours.")}


class WishesForm(forms.Form):
    """One choice for each kind that leaves one."""

    prefix = "how"  # a kind and a field of the rhythm may have the same name

    def __init__(self, *args, person: Any, **kwargs):
        super().__init__(*args, **kwargs)
        words = dict(Preference.How.choices)
        wishes = wishes_of(person)
        for kind in all_kinds():
            if len(kind.ways()) > 1:
                self.fields[kind.name] = forms.ChoiceField(
                    label=kind.words,
                    choices=[(way, words[way]) for way in kind.ways()],
                    initial=wishes.get(kind.name, kind.default),
                )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them, group by group."""
        kinds = [kind for kind in all_kinds() if kind.name in self.fields]
        found = [(GROUPS[group], [self[kind.name] for kind in kinds if kind.group == group]) for group in GROUPS]
        return [(title, fields) for title, fields in found if fields]
