"""What a reader looks for, and what she narrows it to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from ..contents import Shown
from ..forms import LONGEST_QUERY, clean_query
from ..models import SearchText

KINDS = [*SearchText.Kind.choices, ("course", _("courses"))]


class SearchForm(forms.Form):
    """Odd signs are put aside, and a filter that does not exist is none; nothing is refused."""

    all_optional = True
    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_QUERY}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    toolkit = forms.TypedChoiceField(label=_("Toolkit"), required=False, empty_value=None)

    def __init__(self, data: Any, *, toolkits: Iterable[Shown]):
        asked = {name: data.get(name, "") for name in self.base_fields}
        super().__init__(asked | {"q": clean_query(asked["q"])})
        languages = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
        keys = {str(each.page.translation_key): each.page for each in toolkits}
        self.fields["kind"].choices = [("", _("all kinds")), *KINDS]
        self.fields["language"].choices = [("", _("my language first")), *languages]
        self.fields["toolkit"].choices = [("", _("all toolkits")), *((key, page.title) for key, page in keys.items())]
        self.fields["toolkit"].coerce = lambda key: keys[key].translation_key
        if len(keys) < 2:
            del self.fields["toolkit"]
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked, without what makes no sense."""
        return {name: self.cleaned_data.get(name) for name in self.base_fields}
