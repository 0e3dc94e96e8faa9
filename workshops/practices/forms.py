"""The form of a good practice, and the one of its review."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elearning.people.actions.refusal import Refused
from elearning.toolkit.models.practice import PARTS

from ..actions.practices import FIELDS, mark_of
from ..models import SPOKEN_LANGUAGES, GoodPractice
from ..papers.forms import Words
from .photo import clean_photo

HELP = {
    "context": _("Where, when, which problem."),
    "actors": _("Offices, communities, groups: no names of people."),
    "steps": _("One step after the other, so that another office can follow them."),
    "limits": _("What did not work, what it did not reach."),
    "inclusion": _("Women, young people, people with disabilities, minorities."),
}


class PracticeForm(forms.Form):
    """A good practice as far as it is written: all but the title may wait until it is sent."""

    title = Words(label=_("Title"), max_length=150)
    module_code = forms.ChoiceField(label=_("Module that it puts to use"), required=False)
    language = forms.ChoiceField(label=_("Language you write in"), choices=SPOKEN_LANGUAGES)
    photo = forms.FileField(
        label=_("Photograph"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Place and time are taken out of it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    without_photo = forms.BooleanField(label=_("Take the photograph away"), required=False)
    photo_words = Words(label=_("What the photograph shows"), required=False, max_length=200)
    photo_consent = forms.BooleanField(label=_("Everybody in the photograph agreed to its publication"), required=False)
    consent = forms.BooleanField(label=_("It may be published with the name of my office"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, practice: GoodPractice | None, modules: list[tuple[str, str]], **kwargs: Any):
        initial = {name: getattr(practice, name) for name in FIELDS} if practice else {"language": get_language()}
        initial |= {"key": practice.uuid if practice else uuid.uuid4(), "seen": mark_of(practice)}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["module_code"].choices = [("", "–"), *modules]
        for name in PARTS:
            field = GoodPractice._meta.get_field(name)
            label = str(field.verbose_name)
            self.fields[name] = Words(
                label=label[:1].upper() + label[1:],
                required=False,
                max_length=field.max_length,
                help_text=HELP.get(name, ""),
                widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
            )
        if practice is None or not practice.photo:
            del self.fields["without_photo"]
        order = ["title", "module_code", "language", *PARTS, "photo", "without_photo", "photo_words", "photo_consent"]
        self.order_fields([*order, "consent", "key", "seen"])

    def clean_photo(self) -> bytes | None:
        file: UploadedFile | None = self.cleaned_data["photo"]
        if not file:
            return None
        try:
            return clean_photo(file)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def values(self) -> dict[str, Any]:
        """As `save_practice` takes them."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def refuse(self, refusal: Refused) -> None:
        """Say why it was not done, at the field that it is about."""
        self.add_error(refusal.about if refusal.about in self.fields else None, str(refusal))


class ReturnForm(forms.Form):
    """What the author is asked to change."""

    remarks = Words(label=_("What is to be changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
