"""The form for what is said of a workshop in one language."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.fields import direction_of
from elearning.templatetags.texts import weekday

from ..actions.texts import values_of
from ..models import Workshop, WorkshopText
from .versioned import VersionedForm, readable

LONGEST_THEME = 200


class TextForm(VersionedForm):
    """Title, aim, practical information, a theme for each day; and whether somebody has reviewed it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, validators=[readable])
    aim = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=4000,
        required=False,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    practical = forms.CharField(
        label=gettext_lazy("Practical information"),
        max_length=4000,
        required=False,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=WorkshopText.Status.choices,
        help_text=gettext_lazy("A draft is not shown to readers, unless there is nothing else."),
    )

    def __init__(self, *args: Any, workshop: Workshop, language: str, text: WorkshopText | None, **kwargs: Any):
        initial = values_of(text) if text else {"status": WorkshopText.Status.DRAFT}
        super().__init__(*args, workshop=workshop, initial=initial, **kwargs)
        self.key = f"text.{language}."
        for day in days_of(workshop):
            self.fields[f"theme.{day.isoformat()}"] = forms.CharField(
                label=_("Theme of %(day)s") % {"day": weekday(day)},
                max_length=LONGEST_THEME,
                required=False,
                validators=[readable],
            )
        themes = [name for name in self.fields if name.startswith("theme.")]
        self.order_fields(["title", "aim", "practical", *themes, "status"])
        direction = {"lang": language, "dir": direction_of(language)}
        for name in ("title", "aim", "practical", *themes):
            self.fields[name].widget.attrs |= direction

    def beside(self, english: WorkshopText | None) -> list[tuple[forms.BoundField, str]]:
        """Each field that is translated, with the English text."""
        known = values_of(english) if english else {}
        names = [name for name in self.fields if name not in ("status", "revision")]
        return [(self[name], known.get(name, "")) for name in names]


def days_of(workshop: Workshop) -> list[datetime.date]:
    """Each day of the workshop."""
    length = (workshop.ends_on - workshop.starts_on).days + 1
    return [workshop.starts_on + datetime.timedelta(days=number) for number in range(length)]
