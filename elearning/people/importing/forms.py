"""The forms of an import: the upload, and how it is to be applied."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import ImportRun
from .kinds import KINDS

LARGEST = 20 * 1024 * 1024
LARGEST_SCANS = 200 * 1024 * 1024


class UploadForm(forms.Form):
    """A file, and what its lines are."""

    kind = forms.ChoiceField(label=_("What is in the file"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        max_length=150,
        help_text=_("CSV or Excel (.xlsx), 20 MB at most. Its first line holds the headings of the template."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    scans = forms.FileField(
        label=_("Scans"),
        max_length=150,
        required=False,
        help_text=_("For past records: a ZIP of PDF, PNG or JPEG files, which the column “evidence” names."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.name, kind.label) for kind in KINDS.values()]
        self.initial.setdefault("kind", next(iter(KINDS)))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".csv", ".xlsx", ".txt", ".tsv")):
            raise ValidationError(_("Send CSV or Excel (.xlsx)."))
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 20 MB. Divide it."))
        return file

    def clean_scans(self):
        scans = self.cleaned_data["scans"]
        if scans and scans.size > LARGEST_SCANS:
            raise ValidationError(_("The scans are larger than 200 MB. Divide the file."))
        return scans

    def clean(self) -> dict:
        data = super().clean()
        kind = KINDS.get(data.get("kind", ""))
        if data.get("scans") and kind and not kind.takes_scans:
            self.add_error("scans", _("Scans come with past records only."))
        return data


class ApplyForm(forms.Form):
    """How a file that was looked through is applied."""

    strict = forms.BooleanField(
        label=_("Nothing, unless every line is right"),
        required=False,
        help_text=_("Else the refused lines are left out, and the others applied."),
    )
    invite = forms.BooleanField(
        label=_("Invite those who are new"),
        required=False,
        help_text=_("Each with an address gets a mail with a way to choose a password. Nobody has one before."),
    )
    certify = forms.BooleanField(
        label=_("Draw certificates"),
        required=False,
        help_text=_("For completions and participations of the file; each person is told of hers by mail."),
    )

    def __init__(self, *args, run: ImportRun, **kwargs):
        super().__init__(*args, **kwargs)
        kind = KINDS[run.kind]
        if not kind.may_invite:
            del self.fields["invite"]
        if not kind.may_certify:
            del self.fields["certify"]
