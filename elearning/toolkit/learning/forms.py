"""The only door for what a reader keeps, says and asks about a module."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

ANCHOR = r"^p-[0-9a-f]{8}(-[0-9]{1,4})?$"


def text_area(label: str, longest: int, *, rows: int = 3, required: bool = True) -> forms.CharField:
    """A text of several lines, in whatever direction it is written."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


class PlaceForm(forms.Form):
    """Where she is, sent by the page itself."""

    anchor = forms.RegexField(ANCHOR)
    share = forms.IntegerField(min_value=0, max_value=100)
    at = forms.DateTimeField(required=False)


class HighlightForm(forms.Form):
    """A mark, a note, or both."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    anchor = forms.RegexField(ANCHOR, required=False, widget=forms.HiddenInput)
    quote = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
    prefix = forms.CharField(max_length=40, required=False, strip=False, widget=forms.HiddenInput)
    suffix = forms.CharField(max_length=40, required=False, strip=False, widget=forms.HiddenInput)
    note = text_area(_("A note on this module, for you alone"), 10_000, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("quote") and not data.get("anchor"):
            data["quote"] = ""  # a passage without a place cannot be found again
        if not data.get("quote"):
            data |= {"prefix": "", "suffix": ""}
        data["uuid"] = data.get("uuid") or uuid4()
        return data


class HerNoteForm(forms.Form):
    """The note of one highlight, written anew."""

    note = text_area(_("Note"), 10_000, required=False)


class OpinionForm(forms.Form):
    """Whether it helped, and why."""

    helped = forms.TypedChoiceField(
        label=_("Did this module help you?"),
        choices=[("yes", _("It helped me")), ("no", _("It did not"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    comment = text_area(_("What helped, or what was missing?"), 1000, rows=2, required=False)


class AskForm(forms.Form):
    """A question to the author; its uuid stands on the page, so that a double click asks once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    anchor = forms.ChoiceField(label=_("About"), required=False)
    text = text_area(_("Your question"), 2000)

    def __init__(self, *args: Any, headings: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [("", _("The whole module")), *headings]
        self.fields["uuid"].initial = uuid4


class AnswerForm(forms.Form):
    """The author's answer, or why there is none."""

    answer = text_area(_("Answer"), 4000, rows=4, required=False)
    shown = forms.BooleanField(label=_("Show question and answer under the module, without a name"), required=False)
    closed_why = forms.CharField(label=_("Or close it without an answer, because"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        if bool(data["answer"]) == bool(data["closed_why"]):
            raise forms.ValidationError(_("Write an answer, or say why there is none: one of the two."))
        return data | {"shown": data["shown"] and bool(data["answer"])}
