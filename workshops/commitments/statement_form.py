"""The form of one statement of the framework."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from elearning.fields import LocalizedFormField

from ..framing.versioned import readable
from ..models import FrameworkStatement


class StatementForm(forms.Form):
    """Its code, its text in each language, its place, and whether it is still asked."""

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=20)
    texts = LocalizedFormField(label=gettext_lazy("Statement"))
    order = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=0, max_value=999, initial=0)
    retired = forms.BooleanField(label=gettext_lazy("Not asked any more"), required=False)

    def __init__(self, *args: Any, statement: FrameworkStatement | None = None, **kwargs: Any):
        names = ("code", "texts", "order", "retired")
        initial = {name: getattr(statement, name) for name in names} if statement else {}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_texts(self) -> dict[str, str]:
        for text in self.cleaned_data["texts"].values():
            readable(text)
        return self.cleaned_data["texts"]
