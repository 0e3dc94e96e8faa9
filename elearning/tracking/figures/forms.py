"""The only door for what is asked of the figures."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people.models import Office, User
from elearning.people.postings import latest_day
from elearning.records.models import LearningRecord

from . import choices
from .dates import FIRST_DAY, DatesForm, day_input
from .questions import FILTERS, MEASURES, Question

KINDS = [choice for choice in LearningRecord.Kind.choices if choice[0] != LearningRecord.Kind.ANNULMENT]
DIMENSIONS = list(choices.DIMENSION_WORDS.items())


class QuestionForm(DatesForm):
    """Whom, of what, when. What is left out is: everything, this year until today, every kind of record."""

    subject = forms.ChoiceField(required=False, label=_("Subject"))
    started_on = forms.DateField(required=False, label=_("Achieved from"), widget=day_input())
    ended_on = forms.DateField(required=False, label=_("Achieved to"), widget=day_input())
    kinds = forms.MultipleChoiceField(
        required=False, label=_("Records"), choices=KINDS, widget=forms.CheckboxSelectMultiple
    )
    office = forms.ChoiceField(
        required=False, label=_("Office"), help_text=_("With all offices below, as it was on the day.")
    )
    country = forms.ChoiceField(required=False, label=_("Country"))
    sex = forms.ChoiceField(required=False, label=_("Sex"))
    category = forms.ChoiceField(required=False, label=_("Category"))
    language = forms.ChoiceField(required=False, label=_("Language"))
    funding = forms.ChoiceField(required=False, label=_("Funding line"))
    measure = forms.ChoiceField(
        required=False, label=_("What is counted"), choices=[(name, choices.MEASURE_WORDS[name]) for name in MEASURES]
    )
    by = forms.ChoiceField(required=False, label=pgettext_lazy("of a table", "By"), choices=DIMENSIONS)
    across = forms.ChoiceField(required=False, label=_("and by"), choices=[("", _("nothing else")), *DIMENSIONS])

    field_order = ["subject", "started_on", "ended_on", "on", "known_at", "measure", "by", "across", *FILTERS, "kinds"]

    def __init__(self, data: QueryDict | dict[str, Any], *, reader: User):
        self.reader = reader
        self.today = latest_day(Office.objects.order_by().values_list("zone", flat=True).distinct())
        super().__init__(self._with_defaults(data))
        self.fields["subject"].choices = choices.subjects()
        for name, offered in choices.filters(reader).items():
            self.fields[name].choices = offered

    def _with_defaults(self, data: QueryDict | dict[str, Any]) -> dict[str, Any]:
        given = {name: data[name] for name in data if name != "kinds" and data[name]}
        kinds = data.getlist("kinds") if isinstance(data, QueryDict) else data.get("kinds", [])
        ended_on = given.get("ended_on") or self.today.isoformat()
        usual = {
            "subject": "all",
            "ended_on": ended_on,
            "started_on": f"{ended_on[:4]}-01-01",
            "on": self.today.isoformat(),
            "measure": MEASURES[0],
            "by": "office",
        }
        return {**usual, **given, "kinds": kinds or [value for value, _words in KINDS]}

    @property
    def asking(self) -> list[forms.BoundField]:
        """What is counted, when, and how the table stands."""
        return [self[name] for name in self.fields if name not in (*FILTERS, "kinds")]

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The filters, and which records."""
        return [self[name] for name in (*FILTERS, "kinds")]

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out by them."""
        return any(self.data.get(name) for name in FILTERS) or len(self.data["kinds"]) < len(KINDS)

    def clean_started_on(self) -> datetime.date:
        return self._reasonable(self.cleaned_data["started_on"])

    def clean_ended_on(self) -> datetime.date:
        return self._reasonable(self.cleaned_data["ended_on"])

    def _reasonable(self, day: datetime.date) -> datetime.date:
        if not FIRST_DAY <= day <= datetime.date(self.today.year + 1, 12, 31):
            raise ValidationError(_("Choose a day between 1 January 2000 and the end of next year."))
        return day

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        if asked.get("started_on") and asked.get("ended_on") and asked["ended_on"] < asked["started_on"]:
            self.add_error("ended_on", _("The period ends before it starts. Exchange the two days."))
        if asked.get("across") and asked["across"] == asked.get("by"):
            self.add_error("across", _("Choose another one than in “By”, or nothing else."))
        return asked

    def question(self) -> Question | None:
        """What is asked, if the form is right."""
        if not self.is_valid():
            return None
        asked = dict(self.cleaned_data)
        across = asked.pop("across")
        return Question(**{**asked, "kinds": tuple(asked["kinds"]), "by": (asked["by"], across)[: 2 if across else 1]})
