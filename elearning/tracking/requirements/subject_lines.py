"""The lines of the form of a version: one for each subject, and some that are empty."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from .catalogue import choices, key_of, named, topics
from .forms import SubjectForm
from .terms import MOST_SUBJECTS

EMPTY_LINES = 3
PREFIX = "subjects"
UNREADABLE = {"missing_management_form": gettext_lazy("The lines came in part only. Load the page again.")}


class SubjectLines(forms.BaseFormSet):
    """Lines of which at least one says something."""

    def clean(self) -> None:
        if self.management_form.is_valid() and not any(self.errors) and not self.subjects():
            raise forms.ValidationError(gettext_lazy("Name at least one thing that satisfies it."))

    def subjects(self) -> list[dict[str, Any]]:
        """Each thing once, as a version keeps them."""
        found = [value for form in self.forms if (value := form.value())]
        return [each for place, each in enumerate(found) if each not in found[:place]]


def subject_lines(data: QueryDict | None, subjects: list[dict[str, Any]]) -> SubjectLines:
    """The lines as they were sent, or those of `subjects` with some empty ones behind. Ten queries at most."""
    offered = choices()
    known = {value for _label, rows in offered for value, _name in rows}
    lost = [each for each in subjects if _key(each) not in known]
    names = named(lost) if lost else {}
    gone = {_key(each): names[key_of(each)].title for each in lost}
    extra = 1 if subjects else EMPTY_LINES
    factory = forms.formset_factory(
        SubjectForm, formset=SubjectLines, extra=extra, max_num=MOST_SUBJECTS, absolute_max=MOST_SUBJECTS,
        validate_max=True,
    )  # fmt: skip
    given = {"offered": offered, "topics": topics(), "gone": gone}
    # What was sent stands by itself: a line that happens to say what the last version says is a line all the same.
    initial = [each | {"subject": _key(each)} for each in subjects] if data is None else None
    return factory(data, prefix=PREFIX, initial=initial, form_kwargs=given, error_messages=UNREADABLE)


def _key(subject: dict[str, Any]) -> str:
    return f"{subject['kind']}:{subject['value']}"


def with_more(data: QueryDict) -> QueryDict:
    """What was sent, with more empty lines."""
    data = data.copy()
    name = f"{PREFIX}-TOTAL_FORMS"
    sent = data.get(name, "")
    known = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else 0
    data[name] = str(min(known + EMPTY_LINES, MOST_SUBJECTS))
    return data
