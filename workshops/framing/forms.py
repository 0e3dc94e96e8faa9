"""The forms of the frame: a new workshop, its fields, a clone."""

import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.actions import Refused
from elearning.people.models import User

from ..actions.frame import MOVED, faults_of, refuse_reserved
from ..models import SPOKEN_LANGUAGES, Workshop
from ..rules import may_select
from .versioned import VersionedForm, day_input, near, readable, time_input

DAYS = ("starts_on", "ends_on", "nominations_until", "logistics_until", "needs_purge_on")
ZONES = {"list": "zones", "autocomplete": "off", "spellcheck": "false"}
SECTIONS = [
    (gettext_lazy("What and for whom"), ["kind", "delivery", "capacity", "languages", "host_office", "parent"]),
    (gettext_lazy("Where and when"), ["venue", "zone", "starts_on", "ends_on", "day_start", "day_end"]),
    (gettext_lazy("Before it begins"), ["due_diligence", "nominations_until", "logistics_until", "needs_purge_on"]),
    (
        gettext_lazy("What a certificate asks"),
        ["checkpoint", "late_after", "participation_percent", "required_percent", "excused", "post_test"],
    ),
]
PERCENTS, LATEST = ("participation_percent", "required_percent"), 60
CHANGEABLE = [name for _heading, names in SECTIONS for name in names]


class FrameFields(forms.ModelForm):
    """What forms of a frame share: the languages as boxes, days and times as such, sentences instead of codes."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the room"), choices=SPOKEN_LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    capacity = forms.IntegerField(label=gettext_lazy("Capacity"), min_value=1, max_value=10_000)

    class Meta:
        model = Workshop
        fields = CHANGEABLE
        widgets = {name: day_input() for name in DAYS}
        widgets |= {name: time_input() for name in ("day_start", "day_end")}
        widgets |= {"zone": forms.TextInput(attrs=ZONES)}
        help_texts = {
            "zone": gettext_lazy("The time zone of the place, like Africa/Nairobi."),
            "parent": gettext_lazy("The training of trainers whose people hold this one."),
            "due_diligence": gettext_lazy("Where security forces are supported: cleared before nominations open."),
            "needs_purge_on": gettext_lazy("Dietary, access and health needs are deleted on this day."),
            "checkpoint": gettext_lazy("It stays as it is once attendance was taken."),
            "required_percent": gettext_lazy("So much of its minutes; with fewer it is missing for the completion."),
            "late_after": gettext_lazy("Who comes within these minutes of the begin is there in full."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["venue"].validators.append(readable)
        parents = Workshop.objects.visible_to(user).filter(kind=Workshop.Kind.TRAINING_OF_TRAINERS)
        self.fields["parent"].queryset = parents.exclude(pk=self.instance.pk)
        if self.instance.parent_id and not parents.filter(pk=self.instance.parent_id).exists():
            del self.fields["parent"]  # she may not see it: it is neither named to her nor lost when she saves

    def clean(self) -> dict[str, Any]:
        """What the database would refuse, in words and before it is asked."""
        data = super().clean()
        tried = construct_instance(self, copy.copy(self.instance), self._meta.fields)
        for about, sentence in faults_of(tried):
            if about not in self.errors:
                self.add_error(about if about in self.fields else None, sentence)
        return data


class FrameForm(VersionedForm, FrameFields):
    """The frame of a workshop that is there; `moved` where its days and zone are changed by a move alone."""

    class Meta(FrameFields.Meta):
        pass

    def __init__(self, *args: Any, moved: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, least, most in (*((name, 1, 100) for name in PERCENTS), ("late_after", 0, LATEST)):
            self.fields[name].min_value = least
            self.fields[name].widget.attrs |= {"min": least, "max": most}
        for name in MOVED if moved else ():
            del self.fields[name]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(heading, [self[name] for name in names if name in self.fields]) for heading, names in SECTIONS]

    def clean_participation_percent(self) -> int:
        return _of_a_hundred(self.cleaned_data["participation_percent"])

    def clean_required_percent(self) -> int:
        return _of_a_hundred(self.cleaned_data["required_percent"])

    def clean_late_after(self) -> int:
        minutes = self.cleaned_data["late_after"]
        if not 0 <= minutes <= LATEST:
            raise ValidationError(_("Give minutes between 0 and %(most)d.") % {"most": LATEST})
        return minutes

    def refuse(self, refusal: Refused) -> None:
        if refusal.about != "capacity" or not may_select(self.user, self.workshop):
            super().refuse(refusal)
            return
        url = reverse("workshops:capacity", args=[self.workshop.code])
        sentence = format_html('{} <a href="{}">{}</a>', str(refusal), url, _("Decide who"))
        self.add_error("capacity", ValidationError(sentence))


def _of_a_hundred(percent: int) -> int:
    if not 1 <= percent <= 100:
        raise ValidationError(_("Give a percentage between 1 and 100."))
    return percent


class CodeField(forms.SlugField):
    """The code of a new workshop: free, and no word that an address of the site begins with."""

    def __init__(self, **kwargs: Any):
        help_text = gettext_lazy("Letters, digits and hyphens, like CEP-2027-ACC; it stands in the address for good.")
        super().__init__(label=gettext_lazy("Code"), max_length=30, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> str:
        code = super().clean(value)
        try:
            refuse_reserved(code)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if Workshop.objects.filter(code__iexact=code).exists():
            raise ValidationError(_("Another workshop has this code. Choose another one."))
        return code


class NewForm(FrameFields):
    """A workshop to be: what it cannot be without."""

    code = CodeField()
    title = forms.CharField(label=gettext_lazy("Title in English"), max_length=200, validators=[readable])

    field_order = ["code", "title"]

    class Meta(FrameFields.Meta):
        fields = ["kind", "delivery", "venue", "zone", "starts_on", "ends_on", "capacity"]
        fields += ["languages", "host_office", "parent"]

    def values(self) -> dict[str, Any]:
        """The frame, without the title."""
        return {name: value for name, value in self.cleaned_data.items() if name != "title"}


class CloneForm(forms.Form):
    """The code and the first day of the same workshop, held again."""

    code = CodeField()
    starts_on = forms.DateField(label=gettext_lazy("First day"), validators=[near], widget=day_input())
