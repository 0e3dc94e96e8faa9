"""The forms of the desk: marks, decisions on late answers, accommodations, repairs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.models import User

from ..models import Accommodation, GivenMark, QuestionVersion, Quiz, Repair
from ..showing import ShownQuestion


class MarkForm(forms.Form):
    """What one marker gives for one text: points, or points for each line of the rubric; and a comment."""

    comment = forms.CharField(
        label=gettext_lazy("Comment to the learner"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, question: ShownQuestion, given: GivenMark | None, **kwargs: Any):
        self.question, self.rubric = question, question.rubric
        rubric = given.rubric if given else {}
        initial = {f"line_{key}": rubric.get(key) for key, _text, _most in self.rubric}
        if given:
            initial |= {"comment": given.comment, "points": given.points.normalize()}
        super().__init__(*args, prefix=f"q{question.position}", initial=initial, **kwargs)
        fields = {f"line_{key}": (text, most) for key, text, most in self.rubric}
        for name, (label, most) in (fields or {"points": (_("Points"), question.points)}).items():
            self.fields[name] = forms.DecimalField(
                label=_("%(text)s (0 to %(most)s)") % {"text": label, "most": f"{most.normalize():f}"},
                min_value=0,
                max_value=most,
                decimal_places=2,
            )
        self.order_fields([*(fields or ["points"]), "comment"])

    def given(self) -> dict[str, Any]:
        """As `give_mark` takes it."""
        data = self.cleaned_data
        lines: dict[str, Decimal] = {key: data[f"line_{key}"] for key, _text, _most in self.rubric}
        return {"points": data.get("points"), "rubric": lines, "comment": data["comment"]}


class LateForm(forms.Form):
    """A decision on one late answer."""

    counted = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("yes", gettext_lazy("it counts")), ("no", gettext_lazy("it does not count"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class AccommodationForm(forms.ModelForm):
    """Who gets what, and why. The person is named by her address."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the person"))

    class Meta:
        model = Accommodation
        fields = ["quiz", "more_minutes", "more_attempts", "opens_at", "closes_at", "reason"]
        widgets = {
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "reason": forms.Textarea(attrs={"rows": 2}),
        }

    field_order = ["email", "quiz", "more_minutes", "more_attempts", "opens_at", "closes_at", "reason"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = Quiz.objects.filter(current_version__isnull=False)

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        person = User.objects.filter(email__iexact=address, is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody here has this address. Look it up among the people."))
        self.instance.person = person
        return address

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = [data.get(name) for name in ("more_minutes", "more_attempts", "opens_at", "closes_at")]
        if not any(given) and not self.errors:
            raise ValidationError(_("Give at least one thing: minutes, attempts, or another window."))
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and opens >= closes:
            raise ValidationError({"closes_at": _("It must close after it opens.")})
        return data


class RepairForm(forms.ModelForm):
    """Which version was faulty, which one is right, and what becomes of the marks."""

    class Meta:
        model = Repair
        fields = ["faulty", "corrected", "policy", "reason"]
        widgets = {"policy": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 2})}

    revoke = forms.BooleanField(
        label=gettext_lazy("Take back the records and certificates of those who would no longer pass"),
        required=False,
        help_text=gettext_lazy("Else they keep them, whatever their new result is."),
    )

    def __init__(self, *args: Any, question: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        versions = QuestionVersion.objects.filter(question=question).exclude(state=QuestionVersion.State.DRAFT)
        for name in ("faulty", "corrected"):
            self.fields[name].queryset = versions.select_related("question").order_by("number")
        self.fields["policy"].choices = Repair.Policy.choices
