"""The forms of check-in and attendance: a code, a decision, heads, a signature, presence, the video service's file."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.fields import localized
from elearning.templatetags.texts import weekday

from ..actions.closing_day import LONGEST_NOTE, LONGEST_REMARK
from ..actions.head_counts import MOST_HEADS
from ..attendance.checkpoints import Checkpoint
from ..framing.versioned import readable
from ..models import AttendanceEvent, Registration, Workshop
from .marks import label
from .reconciling import Difference
from .video_file import LARGEST, NoVideoFile, Row, read_file

A_DAY = 1440


class CodeForm(forms.Form):
    """The six digits that the screen in the room shows."""

    code = forms.CharField(
        label=gettext_lazy("Code of the room"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr", "spellcheck": "false"}
        ),
    )


def named(workshop: Workshop, one: Checkpoint) -> str:
    """The day, the time, the code and the title of a checkpoint."""
    start = one.starts_at.astimezone(workshop.tz)
    title = localized(one.items[0].titles) if len(one.items) == 1 else ""
    when = f"{date_format(start, 'SHORT_DATE_FORMAT')} {date_format(start, 'TIME_FORMAT')}"
    return " · ".join(filter(None, (when, label(one), title)))


class DecideForm(forms.Form):
    """What holds for one person at one checkpoint, and why."""

    checkpoint = forms.ChoiceField(label=gettext_lazy("For"))
    value = forms.ChoiceField(
        label=gettext_lazy("What holds"), choices=AttendanceEvent.Value.choices, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes that count, if partly present"), required=False, min_value=1, max_value=A_DAY
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, validators=[readable], widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, workshop: Workshop, one: Registration, found: Sequence[Checkpoint], **kwargs: Any):
        super().__init__(*args, **kwargs)
        meant = [each for each in found if each.meant_for(one.group_id)]
        self.fields["checkpoint"].choices = [(each.key, named(workshop, each)) for each in meant]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        partly = data.get("value") == AttendanceEvent.Value.PARTIAL
        if partly and "minutes" not in self.errors and data.get("minutes") is None:
            self.add_error("minutes", _("Give the minutes that count."))
        return data


class HeadsForm(forms.Form):
    """How many heads were counted; the page makes the id, so that a second click is the same count."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    checkpoint = forms.CharField(max_length=60, widget=forms.HiddenInput)
    heads = forms.IntegerField(label=gettext_lazy("Heads in the room"), min_value=0, max_value=MOST_HEADS)


class SignForm(forms.Form):
    """A remark on each difference that stays, and on the day."""

    def __init__(self, *args: Any, differences: Sequence[Difference], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.keys = {f"remark-{hashlib.sha256(one.key.encode()).hexdigest()[:12]}": one for one in differences}
        for name, one in self.keys.items():
            self.fields[name] = forms.CharField(
                label=one.text,
                max_length=LONGEST_REMARK,
                validators=[readable],
                error_messages={"required": _("Say why this stays as it is, or resolve it first.")},
            )
        self.fields["note"] = forms.CharField(
            label=_("Remarks on the day"),
            max_length=LONGEST_NOTE,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def remarks(self) -> dict[str, str]:
        """What was said, by the key of the difference."""
        return {one.key: self.cleaned_data[name] for name, one in self.keys.items()}


class PresenceForm(forms.Form):
    """Who follows from elsewhere on which days."""

    people = forms.MultipleChoiceField(error_messages={"required": gettext_lazy("Tick at least one person.")})
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one day.")},
    )
    mode = forms.ChoiceField(choices=[("remote", "remote"), ("room", "room")])

    def __init__(self, *args: Any, people: Sequence[Registration], days: Sequence[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.of = {one.number: one for one in people}
        self.fields["people"].choices = [(number, number) for number in self.of]
        self.fields["days"].choices = [(day.isoformat(), weekday(day)) for day in days]

    def registrations(self) -> list[Registration]:
        """Those who were ticked."""
        return [self.of[number] for number in self.cleaned_data["people"]]


class MeetingForm(forms.Form):
    """Where those who follow from elsewhere meet."""

    online_url = forms.CharField(
        label=gettext_lazy("Address of the video meeting"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Shown to those who are confirmed, and to nobody else."),
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )


class VideoForm(forms.Form):
    """The file of the video service; cleaned, its lines."""

    file = forms.FileField(
        label=gettext_lazy("CSV or Excel file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}),
    )

    def clean_file(self) -> list[Row]:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise ValidationError(_("The file is larger than 2 MB. Divide it."))
        try:
            return read_file(sent.read())
        except NoVideoFile as fault:
            raise ValidationError(str(fault)) from fault
