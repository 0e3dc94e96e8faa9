"""The forms of a requirement: its code, a version of it, its end."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.fields import LocalizedFormField
from elearning.people.inputs import DayField, in_tree
from elearning.people.models import INTERNAL_CATEGORIES, Category, Office
from workshops.framing.versioned import readable

from .terms import MOST_DAYS, MOST_GRACE, MOST_MONTHS, MOST_TITLES, Terms

CODE = RegexValidator(r"^[A-Za-z0-9][-A-Za-z0-9]*$", gettext_lazy("Letters, digits and hyphens."))


class RequirementForm(forms.Form):
    """The code by which it is known for ever."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        validators=[CODE],
        help_text=gettext_lazy("Stands in the address, like CEP-BASICS. It never changes."),
    )


def reason_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        required=required,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Stands with the version: why it is asked so."),
    )


class VersionForm(forms.Form):
    """All that a version asks but for its subjects, which stand in lines of their own."""

    titles = LocalizedFormField(label=gettext_lazy("Title"))
    months = forms.IntegerField(
        label=gettext_lazy("Months of validity"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=gettext_lazy("Empty: a record satisfies for ever."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days to comply"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=90,
        help_text=gettext_lazy("From the day on which somebody is asked first. Days of absence are not counted."),
    )
    grace = forms.IntegerField(
        label=gettext_lazy("Days of grace"),
        min_value=0,
        max_value=MOST_GRACE,
        initial=0,
        help_text=gettext_lazy("After the day by which it is due, before it counts as overdue."),
    )
    from_day = DayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("Only the first version may begin in the past."),
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Categories"),
        required=False,
        choices=[(value, Category(value).label) for value in INTERNAL_CATEGORIES],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all of them."),
    )
    job_titles = forms.CharField(
        label=gettext_lazy("Job titles"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("One a line, as they stand in postings; large and small letters are the same."),
    )
    joined_after = DayField(
        label=gettext_lazy("Joined after"),
        required=False,
        help_text=gettext_lazy("Only those whose service without a gap began after this day."),
    )
    offices = forms.MultipleChoiceField(
        label=gettext_lazy("Offices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each with all offices below it. None chosen: everywhere."),
        error_messages={
            "invalid_choice": gettext_lazy("One of these offices does not exist any more. Choose the offices again.")
        },
    )
    reason = reason_field(required=False)

    def __init__(self, *args: Any, terms: Terms | None, today: datetime.date, follows: bool, **kwargs: Any):
        """`terms`: what the form starts from; `follows`: whether another version came before."""
        super().__init__(*args, initial=_initial(terms, today), **kwargs)
        self.fields["offices"].choices = [(str(each.pk), in_tree(each)) for each in Office.objects.all()]
        self.fields["reason"].required = follows
        if follows:
            self.fields["from_day"].widget.attrs["min"] = today.isoformat()

    def clean_titles(self) -> dict[str, str]:
        for text in self.cleaned_data["titles"].values():
            readable(text)
        return self.cleaned_data["titles"]

    def clean_job_titles(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["job_titles"].splitlines())
        found = list({line.casefold(): line for line in lines if line}.values())
        if len(found) > MOST_TITLES or any(len(line) > 120 for line in found):
            sentence = _("Give at most %(most)d job titles, each of at most 120 characters.")
            raise ValidationError(sentence % {"most": MOST_TITLES})
        return found

    def clean_offices(self) -> list[int]:
        return sorted(int(value) for value in self.cleaned_data["offices"])

    def terms(self, subjects: list[dict[str, Any]]) -> Terms:
        return Terms(**self.cleaned_data, subjects=subjects)


def _initial(terms: Terms | None, today: datetime.date) -> dict[str, Any]:
    if terms is None:
        return {"from_day": today}
    values = terms.values() | {"job_titles": "\n".join(terms.job_titles)}
    values["offices"] = [str(each) for each in terms.offices]
    return values


class SubjectForm(forms.Form):
    """One line: what satisfies, and whether taking part in it is enough. An empty line says nothing."""

    all_optional = True
    subject = forms.ChoiceField(
        label=gettext_lazy("What satisfies it"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("This is no longer on offer. Choose something else, or nothing.")
        },
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic (kinds of workshop)"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("This topic does not exist any more. Choose another.")},
    )
    participation = forms.BooleanField(label=gettext_lazy("Participation is enough"), required=False)

    def __init__(self, *args: Any, offered: list, topics: list, gone: dict[str, str], **kwargs: Any):
        """`gone`: what is named and no longer on offer, `kind:value` → its title; shown, and refused."""
        super().__init__(*args, **kwargs)
        lost = [(_("No longer on offer"), list(gone.items()))] if gone else []
        self.gone = gone
        self.fields["subject"].choices = [("", "–"), *offered, *lost]
        self.fields["topic"].choices = [("", _("any topic")), *topics]

    def clean_subject(self) -> str:
        value = self.cleaned_data["subject"]
        if value in self.gone:
            sentence = _("“%(title)s” is no longer on offer. Choose something else, or nothing.")
            raise ValidationError(sentence % {"title": self.gone[value]})
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        subject = data.get("subject", "")
        if data.get("topic") and subject and not subject.startswith("workshop_kind:"):
            self.add_error("topic", _("A topic goes with a kind of workshop. Choose “any topic” here."))
        if data.get("participation") and subject.startswith(("course:", "recognised:")):
            self.add_error("participation", _("Only workshops know participation. Leave this empty here."))
        if not subject and "subject" not in self.errors and (data.get("topic") or data.get("participation")):
            self.add_error("subject", _("Say what satisfies it."))
        return data

    def value(self) -> dict[str, Any] | None:
        """The line as a version keeps it."""
        if not (chosen := self.cleaned_data.get("subject")):
            return None
        kind, value = chosen.split(":", 1)
        found: dict[str, Any] = {"kind": kind, "value": value}
        if kind in ("workshop", "workshop_kind", "topic"):
            found["participation"] = self.cleaned_data["participation"]
        if kind == "workshop_kind":
            found["topic"] = self.cleaned_data["topic"]
        return found


class EndForm(forms.Form):
    """From which day on nobody is asked, and why."""

    from_day = DayField(label=gettext_lazy("Nobody is asked from"))
    reason = reason_field(required=True)
