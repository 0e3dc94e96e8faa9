"""The form of the texts that stand beside the figures of a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.reporting import LONGEST
from ..framing.versioned import readable


class TextsForm(forms.Form):
    """What people write in one language."""

    objectives = forms.CharField(
        label=_("Objectives"),
        required=False,
        max_length=LONGEST,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Stands in the copy for outside too: name nobody. Left empty, the aim that was announced stands here."
        ),
    )
    limits = forms.CharField(
        label=_("Limits"),
        required=False,
        max_length=LONGEST,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What the figures do not say, what could not be measured. Stands in the copy for outside too: name nobody."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    conclusions = forms.CharField(
        label=_("Conclusions"),
        required=False,
        max_length=LONGEST,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Stands in the copy for outside too: name nobody."),
    )
