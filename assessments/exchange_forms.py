"""The only doors for what is typed on the pages of import and export."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .exchange.deciding import DRAFT, LONGEST, READY
from .exchange.formats import FORMATS, LARGEST, Unknown, recognised
from .exchange.uploads import Upload
from .models import Category
from .widgets import CategorySelect

Choices = list[tuple[str, Any]]


def formats() -> Choices:
    return [(each.name, each.label) for each in FORMATS.values()]


def site_language() -> str:
    code = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class UploadForm(forms.Form):
    """A file and where its questions go."""

    file = forms.FileField(
        label=_("File"), help_text=_("GIFT, Moodle XML, our own sheet (.xlsx) or QTI 2.1, up to 20 MB.")
    )
    format = forms.ChoiceField(
        label=_("Format"), required=False, choices=lambda: [("", _("told by the file")), *formats()]
    )
    bank = forms.CharField(
        label=_("Bank"),
        required=False,
        validators=[MaxLengthValidator(LONGEST["drawer"])],
        help_text=_(
            "The category at the top into which the questions go; one that is not there yet is made. "
            "Leave it empty for one with the name of the file."
        ),
    )
    as_in_file = forms.BooleanField(
        label=_("The file says it itself: the first name of each category is the bank"),
        required=False,
        help_text=_("For a file with all banks, as it is exported here."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: settings.LANGUAGES,
        initial=site_language,
        help_text=_(
            "In which the questions are written. Our own sheet says it itself. Questions that are known in "
            "other languages get this one too."
        ),
    )
    state = forms.ChoiceField(
        label=_("Save as"),
        choices=[
            (READY, _("ready: quizzes that are published from now on ask them")),
            (DRAFT, _("drafts: nobody is asked them yet")),
        ],
        initial=READY,
        widget=forms.RadioSelect,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 20 MB: divide it."))
        self.data_of_file = file.read()
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "file" in values and not values.get("format"):
            try:
                values["format"] = recognised(values["file"].name, self.data_of_file).name
            except Unknown as error:
                self.add_error("format", str(error))
        return values

    def upload(self) -> Upload:
        values = self.cleaned_data
        name = values["file"].name
        bank = " ".join(values["bank"].split()) or name.split(".")[0].strip()[: LONGEST["drawer"]] or "questions"
        return Upload(
            sha256=hashlib.sha256(self.data_of_file).hexdigest(),
            name=name[:200],
            format=values["format"],
            bank="" if values["as_in_file"] else bank,
            language=values["language"],
            state=values["state"],
        )


class ExportForm(forms.Form):
    """What is exported, and how."""

    format = forms.ChoiceField(label=_("Format"), choices=formats, initial="xlsx")
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.all(),
        required=False,
        widget=CategorySelect,
        help_text=_("With all that stands in it. Leave it empty for every bank."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", _("all of them (our own sheet only)")), *settings.LANGUAGES],
        help_text=_("Questions that are not written in it are left out."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        chosen = FORMATS.get(values.get("format", ""))
        if chosen and not chosen.many_languages and not values.get("language"):
            self.add_error("language", _("A file of this format holds one language: choose it."))
        return values
