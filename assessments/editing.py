"""The form of a question: its place in the bank and what it asks in every language of the site, without any JSON."""

from collections import Counter
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from elearning.people.models import User
from elearning.toolkit.modules import module_exists
from elearning.toolkit.widgets import ModuleSelect

from . import flat
from .authoring import Wording, mark_of, newest_of, write_question
from .models import Question, QuestionVersion
from .schemas import MOST_CHOICES, problems
from .widgets import CategorySelect

FEWEST_ROWS = 4
ROWS = range(MOST_CHOICES)
LONGEST = 4000
CODES = [code for code, _name in settings.LANGUAGES]
PLACE = ("code", "category", "objective", "module_key", "kind", "points", "state", "seen")


class Words(forms.CharField):
    """A text in one language; whether lines end as on the server or as in a browser is no difference."""

    def __init__(self, language: str, rows: int = 1, **kwargs: Any):
        direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
        attrs = {"lang": language, "dir": direction, "rows": rows}
        super().__init__(required=False, max_length=LONGEST, widget=AdminAutoHeightTextInput(attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


def fields_of_content() -> dict[str, forms.Field]:
    """A field for each value that `flat` knows."""
    fields: dict[str, forms.Field] = {"choices": forms.Field(required=False, widget=forms.HiddenInput)}
    for code, name in settings.LANGUAGES:
        fields[f"stem_{code}"] = Words(code, rows=2, label=name)
        fields[f"general_{code}"] = Words(code, rows=2, label=name)
    for row in ROWS:
        fields[f"key_{row}"] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
        fields[f"right_{row}"] = forms.BooleanField(required=False, label=_("This choice is right"))
        for code, name in settings.LANGUAGES:
            fields[f"text_{row}_{code}"] = Words(code, label=name)
            fields[f"feedback_{row}_{code}"] = Words(
                code, label=format_lazy(_("{language}: to whoever chose it"), language=name)
            )
    return fields


class QuestionForm(forms.ModelForm):
    """Where the question stands in the bank, and its newest version to be changed or followed by another."""

    kind = forms.ChoiceField(label=_("Type"), choices=QuestionVersion.Kind.choices)
    points = QuestionVersion._meta.get_field("points").formfield(min_value=0.25)
    state = forms.ChoiceField(
        label=_("Save as"),
        choices=[
            (QuestionVersion.State.DRAFT, _("a draft: nobody is asked it yet, it may have gaps")),
            (QuestionVersion.State.READY, _("ready: quizzes that are published from now on ask it")),
        ],
        widget=forms.RadioSelect,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = ["code", "category", "objective", "module_key"]
        widgets = {"category": CategorySelect, "module_key": ModuleSelect}

    def __init__(self, *args: Any, by: User | None = None, **kwargs: Any):
        self.by, self.newest = by, newest_of(kwargs.get("instance") or Question())
        kwargs["initial"] = self._first_values(kwargs.get("instance")) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields |= fields_of_content()

    def _first_values(self, question: Question | None) -> dict[str, Any]:
        newest, ready = self.newest, QuestionVersion.State.READY
        seen = mark_of(question, newest) if question else ""
        if newest is None:
            return {"seen": seen, "state": QuestionVersion.State.DRAFT, "points": 1}
        return flat.values_of(newest.content, CODES) | {
            "seen": seen,
            "kind": newest.kind,
            "points": newest.points,
            "state": ready if newest.state == ready else QuestionVersion.State.DRAFT,
        }

    def clean_module_key(self) -> UUID | None:
        key = self.cleaned_data["module_key"]
        if key and not module_exists(key):
            raise ValidationError(_("There is no such module. Choose one from the list."))
        return key

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        before = self.newest.content if self.newest else flat.NOTHING
        changed = any(name not in PLACE for name in self.changed_data)
        self.content = flat.content_of(values, CODES, before) if changed else before
        whole = "kind" in values and not set(self.errors) - set(PLACE)
        if whole and values.get("state") == QuestionVersion.State.READY:
            self._place_problems(values["kind"])
        return values

    def _place_problems(self, kind: str) -> None:
        """Each sentence of the schema beside the field concerned: what goes when a language is left out is of it."""
        found, texts = problems(kind, self.content), self.content["texts"]
        for code in texts:
            others = {other: said for other, said in texts.items() if other != code}
            rest = problems(kind, self.content | {"texts": others})
            own = [sentence for sentence in found if sentence not in rest]
            found = [sentence for sentence in found if sentence not in own]
            if own and code in CODES and not texts[code]["stem"].strip():
                self.add_error(f"stem_{code}", own.pop(0))
            for name in self._faulty_choices(code) if own else []:
                self.add_error(name, own)
        if not texts:
            self.add_error(f"stem_{settings.LANGUAGE_CODE}", found.pop())
        for sentence in found:
            self.add_error("choices", sentence)

    def _faulty_choices(self, code: str) -> list[str]:
        """The fields of this language in which a choice is empty, else those that say the same."""
        names = [f"text_{row}_{code}" for row in flat.keys_of(self.cleaned_data, CODES)]
        said = {name: self.cleaned_data[name] for name in names if name in self.fields}
        often = Counter(said.values())
        empty = [name for name, text in said.items() if not text]
        return empty or [name for name, text in said.items() if often[text] > 1] or ["choices"]

    def save(self, commit: bool = True) -> Question:
        """Write the question, unless it was changed since the form was made: then ValidationError."""
        values = self.cleaned_data
        wording = Wording(values["kind"], values["points"], self.content, values["state"])
        self.wrote = wording.adds_to(self.newest)
        self.version = write_question(self.instance, wording, seen=values["seen"], by=self.by)
        return self.instance

    def show_anew(self) -> None:
        """Take the question as it is now for seen, so that its author may save over it."""
        now = Question.objects.get(pk=self.instance.pk)
        self.data = self.data.copy()
        self.data["seen"] = mark_of(now, newest_of(now))

    def languages(self) -> list[dict[str, Any]]:
        """The two fields of each language that are not about one choice."""
        return [{"stem": self[f"stem_{code}"], "general": self[f"general_{code}"]} for code in CODES]

    def rows(self) -> list[dict[str, Any]]:
        """Ten rows of choices; those beyond the ones in use, and beyond four, are `spare`."""
        used = [row for row in ROWS if any(self[name].value() for name in flat.names_of_row(row, CODES))]
        shown = max(FEWEST_ROWS, 1 + max(used, default=0))
        return [
            {
                "number": row + 1,
                "key": self[f"key_{row}"],
                "right": self[f"right_{row}"],
                "cells": [
                    {"text": self[f"text_{row}_{code}"], "feedback": self[f"feedback_{row}_{code}"]} for code in CODES
                ],
                "spare": row >= shown,
            }
            for row in ROWS
        ]
