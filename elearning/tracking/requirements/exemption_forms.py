"""The form of an exemption."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.inputs import DayField, PersonField
from elearning.people.models import User
from elearning.people.rules import sees_all
from workshops.framing.versioned import readable

from .exempting import MOST_DAYS


class ExemptionForm(forms.Form):
    """Whom, from when to when, and why."""

    person = PersonField(label=gettext_lazy("Person"), help_text=gettext_lazy("E-mail address or staff number."))
    started_on = DayField(label=gettext_lazy("From"))
    ended_on = DayField(label=gettext_lazy("Last day"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        validators=[readable],
        help_text=gettext_lazy("Headquarters and the focal points of this person read it: nothing of health here."),
    )

    def __init__(self, *args: Any, reader: User, person: User | None, today: datetime.date, **kwargs: Any):
        """`person`: who is meant, if the page says it already."""
        super().__init__(*args, initial={"started_on": today}, **kwargs)
        self.reader, unbounded = reader, sees_all(reader)
        if person:
            del self.fields["person"]
        last = self.fields["ended_on"]
        last.required = not unbounded
        last.help_text = (
            gettext_lazy("Empty: without an end.")
            if unbounded
            else gettext_lazy("At most %(most)d days after the first.") % {"most": MOST_DAYS - 1}
        )

    def clean_person(self) -> User:
        """Somebody whom this reader may not see is as one who does not exist."""
        person = self.cleaned_data["person"]
        if not User.objects.visible_to(self.reader).filter(pk=person.pk).exists():
            sentence = _("Nobody here has the e-mail address or staff number “%(value)s”.")
            raise ValidationError(sentence, params={"value": self.data[self.add_prefix("person")]})
        return person
