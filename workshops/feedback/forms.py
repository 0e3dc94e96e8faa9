"""The forms by which a feedback form is made, and the one that its questions become."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from elearning.fields import direction_of, localized, localized_with_language
from elearning.people.actions.refusal import Refused

from ..asking.forms import Texts
from ..framing.versioned import readable
from ..models import Anonymity, FeedbackForm, Workshop
from ..papers.forms import PlaceMoment, Words
from .questions import CHOICE, LONGEST_TEXT, MARKS, MOST, SCALE, TEXT, Question, mark_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def _each_readable(lines: str) -> None:
    """Refuse a line in which nothing can be read."""
    for line in lines.splitlines():
        readable(line.strip())


class FrameForm(forms.Form):
    """Title, mode and times of a form, on the clocks of the place."""

    titles = Texts(label=gettext_lazy("Title"))
    mode = forms.ChoiceField(
        label=gettext_lazy("Who may know who answered what"), choices=Anonymity.choices, widget=forms.RadioSelect
    )
    opens_at = PlaceMoment(label=pgettext_lazy("form", "Opens"))
    closes_at = PlaceMoment(
        label=pgettext_lazy("form", "Closes"),
        required=False,
        help_text=gettext_lazy("Results of a form without names come five answers at a time until it closes."),
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("opens_at", "closes_at"):
            self.fields[name].tz = workshop.tz

    def refuse(self, refusal: Refused) -> None:
        """Say why it was not done, at the field that it is about."""
        self.add_error(refusal.about if refusal.about in self.fields else None, str(refusal))


class NewForm(FrameForm):
    """A form to be made: for which day, for which item, or for the whole workshop."""

    about = forms.ChoiceField(label=gettext_lazy("What the form is about"))
    field_order = ["about"]

    def __init__(self, *args: Any, abouts: Sequence[tuple[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = abouts
        self.fields["titles"].required = False
        self.fields["titles"].help_text = _("Leave it empty for the usual one.")


class QuestionForm(forms.Form):
    """One question of a form; a row without any text is no question."""

    key = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (SCALE, gettext_lazy("scale from 1 to 5")),
            (CHOICE, gettext_lazy("choice of one")),
            (TEXT, gettext_lazy("text in one’s own words")),
        ],
    )
    texts = Texts(label=gettext_lazy("Question"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"choices_{code}"] = forms.CharField(
                label=_("Choices in %(language)s, one on each line") % {"language": name},
                required=False,
                max_length=2000,
                validators=[_each_readable],
                widget=forms.Textarea(attrs={"rows": 4, "lang": code, "dir": direction_of(code)}),
            )

    def lines(self, code: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data.get(f"choices_{code}", "").splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        first = len(self.lines(LANGUAGES[0]))
        for code in LANGUAGES[1:]:
            if values.get("kind") == CHOICE and self.lines(code) and len(self.lines(code)) != first:
                many = {"first": first, "many": len(self.lines(code))}
                said = _("There are %(many)d choices here and %(first)d in English: give one for each, or none.")
                self.add_error(f"choices_{code}", said % many)
        return values

    def question(self) -> dict[str, Any] | None:
        """As a form keeps it; none for an empty row."""
        values = self.cleaned_data
        if not values.get("texts"):
            return None
        found = {"key": values["key"], "kind": values["kind"], "texts": values["texts"]}
        if values["kind"] == CHOICE:
            by_language = {code: self.lines(code) for code in LANGUAGES if self.lines(code)}
            many = max((len(lines) for lines in by_language.values()), default=0)
            found["choices"] = [
                {code: lines[place] for code, lines in by_language.items() if place < len(lines)}
                for place in range(many)
            ]
        return found


class QuestionRows(BaseFormSet):
    """All questions of a form, in the order of their numbers."""

    def questions(self) -> list[dict[str, Any]]:
        """Those that are not empty and not taken away; a new one gets a key that none has."""
        rows = [row.question() for row in self.ordered_forms]
        found = [row for row in rows if row]
        known = {row["key"] for row in found}
        fresh = (f"q{number}" for number in range(1, 1000) if f"q{number}" not in known)
        for row in found:
            row["key"] = row["key"] or next(fresh)
        return found


QuestionFormSet = forms.formset_factory(
    QuestionForm,
    formset=QuestionRows,
    extra=2,
    can_order=True,
    can_delete=True,
    max_num=MOST + 2,
    absolute_max=MOST + 5,
)


def initial_rows(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The questions as rows to edit."""
    return [
        {"key": question["key"], "kind": question["kind"], "texts": question["texts"]}
        | {
            f"choices_{code}": "\n".join(choice.get(code, "") for choice in question.get("choices", []))
            for code in LANGUAGES
        }
        for question in questions
    ]


class AnswerForm(forms.Form):
    """The questions of a form to be answered; each may be left out. `seen` is the mark of what she was shown."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, form: FeedbackForm, answers: Mapping[str, Any] | None = None, **kwargs: Any):
        known = {name_of(key): value for key, value in (answers or {}).items()}
        super().__init__(*args, initial={"seen": mark_of(form.mode, form.questions), **known}, **kwargs)
        self.questions = form.questions
        for question in form.questions:
            self.fields[name_of(question["key"])] = field_of(question)

    def answers(self) -> dict[str, Any]:
        """What was answered, by the key of the question."""
        found = {}
        for question in self.questions:
            value = self.cleaned_data[name_of(question["key"])]
            if value:
                found[question["key"]] = value if question["kind"] == TEXT else int(value)
        return found

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields of the questions."""
        return [field for field in self if field.name != "seen"]


def name_of(key: str) -> str:
    return f"answer_{key}"


def field_of(question: Question) -> forms.Field:
    """The field by which a question is answered; it knows its language."""
    label, language = localized_with_language(question["texts"])
    if question["kind"] == TEXT:
        area = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
        field = Words(label=label, required=False, max_length=LONGEST_TEXT, widget=area)
    else:
        labels = (
            [(mark, str(mark)) for mark in MARKS]
            if question["kind"] == SCALE
            else enumerate(localized(choice) for choice in question["choices"])
        )
        field = forms.ChoiceField(label=label, required=False, choices=list(labels), widget=forms.RadioSelect)
    field.language, field.scale = language, question["kind"] == SCALE
    return field


class ReplyForm(forms.Form):
    """What they said and what was done about it."""

    said = Texts(label=gettext_lazy("You said"), required=False)
    did = Texts(label=gettext_lazy("We did"), required=False)


ReplyFormSet = forms.formset_factory(ReplyForm, extra=2, max_num=22, absolute_max=25)
