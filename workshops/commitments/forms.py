"""The forms of a plan of action: a commitment, the endorsement."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.actions import Refused

from ..actions.planning_action import FIELDS, last_due, print_of, refuse_due
from ..framing.versioned import day_input, readable
from ..models import ActionPlan, Commitment


def line(label: Any, most: int, *, rows: int = 0, **more: Any) -> forms.CharField:
    """A text that can be read, in one line or in several, written in either direction."""
    attrs = {"dir": "auto", **({"rows": rows} if rows else {})}
    widget = forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=most, widget=widget, validators=[readable], **more)


class CommitmentForm(forms.Form):
    """What, how it will be seen, until when, what is needed for it, and the module that it comes from."""

    what = line(gettext_lazy("What you will do"), 400, rows=3)
    indicator = line(
        gettext_lazy("How it will be seen"),
        300,
        rows=2,
        help_text=gettext_lazy("What somebody else could count or look at, like “two forums held, with minutes”."),
    )
    due_on = forms.DateField(label=gettext_lazy("Until when"), widget=day_input())
    support = line(gettext_lazy("Support that you need"), 300, rows=2, required=False)
    module_code = forms.ChoiceField(label=gettext_lazy("Module of the toolkit"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self,
        *args: Any,
        plan: ActionPlan,
        modules: list[tuple[str, str]],
        commitment: Commitment | None = None,
        **kwargs: Any,
    ):
        initial = {name: getattr(commitment, name) for name in FIELDS} if commitment else {}
        initial["seen"] = print_of(commitment) if commitment else ""
        super().__init__(*args, initial=initial, **kwargs)
        self.workshop, self.commitment = plan.workshop, commitment
        first, last = plan.workshop.starts_on, last_due(plan.workshop)
        self.fields["due_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
        self.fields["module_code"].choices = [("", _("not tied to a module")), *modules]

    def clean_due_on(self) -> Any:
        try:
            refuse_due(self.workshop, self.cleaned_data["due_on"])
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return self.cleaned_data["due_on"]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def look_again(self, commitment: Commitment | None) -> None:
        """After a colleague's change: what she wrote stays, the next save is upon what stands now (or a new one)."""
        self.data = self.data.copy()
        self.data["seen"] = print_of(commitment) if commitment else ""


class EndorsementForm(forms.Form):
    """Yes, or back with remarks; upon the revision that was read."""

    remarks = line(
        gettext_lazy("Remarks"),
        1000,
        rows=3,
        required=False,
        help_text=gettext_lazy("Needed where you return the plan: those who wrote it read them."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_147_483_647)


class RevisionForm(forms.Form):
    """The revision of a plan that a button was pressed upon."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_147_483_647)
