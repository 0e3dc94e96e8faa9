"""The forms on which a workshop goes on: another state, other dates, an answer to new dates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from elearning.people.models.office import known_zone

from ..actions.move_preview import Move
from ..actions.states import ASK_REASON, LONGEST_REASON
from ..models import Workshop
from .forms import ZONES
from .versioned import day_input, near, readable


class StateForm(forms.Form):
    """One move to another state: why, where people are told. There is one for each move, with ids of its own."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, for those who are told"),
        max_length=LONGEST_REASON,
        validators=[readable],
        error_messages={"required": gettext_lazy("Give the reason: people will be told.")},
    )

    def __init__(self, *args: Any, target: str, **kwargs: Any):
        super().__init__(*args, auto_id=f"{target}_%s", **kwargs)
        self.target = target
        if target not in ASK_REASON:
            del self.fields["reason"]


class MoveForm(forms.Form):
    """The new days and place of the clocks; `seen` is the digest of the preview that was shown."""

    starts_on = forms.DateField(label=gettext_lazy("First day"), validators=[near], widget=day_input())
    ends_on = forms.DateField(label=gettext_lazy("Last day"), validators=[near], widget=day_input())
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=40,
        validators=[known_zone],
        widget=forms.TextInput(attrs=ZONES),
    )
    reconfirm_until = forms.DateField(
        label=gettext_lazy("To be reconfirmed until"),
        required=False,
        widget=day_input(),
        help_text=gettext_lazy("Needed once people are confirmed: each is asked whether she comes on the new dates."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, for those who are told"),
        max_length=LONGEST_REASON,
        required=False,
        validators=[readable],
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        initial = {name: getattr(workshop, name) for name in ("starts_on", "ends_on", "zone")}
        super().__init__(*args, initial=initial, **kwargs)

    def move(self) -> Move:
        names = ("starts_on", "ends_on", "zone", "reconfirm_until")
        return Move(**{name: self.cleaned_data[name] for name in names})


class AnswerForm(forms.Form):
    """Comes, or does not."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("to new dates", "Answer"),
        choices=[("yes", gettext_lazy("I will come")), ("no", gettext_lazy("I withdraw"))],
        widget=forms.RadioSelect,
    )
