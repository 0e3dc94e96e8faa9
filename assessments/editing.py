"""The form of a question: its place in the bank and what it asks in every language of the site, without any JSON."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User
from elearning.toolkit.modules import module_exists
from elearning.toolkit.widgets import ModuleSelect

from . import flat
from .authoring import Wording, mark_of, newest_of, write_question
from .editors import EDITORS, common_fields
from .editors.base import CODES
from .editors.panels import bound, languages
from .editors.translations import TICKS, tick_fields, translations
from .kinds import KINDS, OF_CHOICES, SINGLE
from .models import Question, QuestionVersion
from .readiness import readied
from .schemas import problems
from .texts import cleaned
from .widgets import CategorySelect, owners

PLACE = ("code", "name", "category", "objective", "module_key", "tags", "owner", "kind", "points", "state", "seen")
LONGEST_TAG, MOST_TAGS = 100, 30
MOST_ROWS = 60


class QuestionForm(forms.ModelForm):
    """Where the question stands in the bank, and its newest version to be changed or followed by another."""

    kind = forms.ChoiceField(label=_("Type"))
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
    faults = forms.Field(required=False, widget=forms.HiddenInput)  # what is wrong, and is of no field alone

    class Meta:
        model = Question
        fields = ["code", "name", "category", "objective", "module_key", "tags", "owner"]
        widgets = {"category": CategorySelect, "module_key": ModuleSelect(attrs={"class": "w-w-full"})}

    def __init__(self, *args: Any, by: User | None = None, kind: str = "", **kwargs: Any):
        question = kwargs.get("instance")
        self.by, self.newest = by, newest_of(question or Question())
        self.before = self.newest.content if self.newest else flat.NOTHING
        self.first_kind = self.newest.kind if self.newest else kind if kind in KINDS else SINGLE
        self.editor = EDITORS[self.first_kind]
        self.many = max(self.editor.rows(self.before), self._rows_sent(args[0] if args else kwargs.get("data")))
        kwargs["initial"] = self._first_values(question) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields |= common_fields() | self.editor.fields(self.many) | tick_fields()
        self.fields["owner"].queryset = owners(question.owner_id if question else None)
        self.fields["kind"].choices = [each for each in QuestionVersion.Kind.choices if each[0] in self.editor.kinds]

    @staticmethod
    def _rows_sent(data: Any) -> int:
        """How many rows the browser has: more than now, if somebody took some away while its author wrote."""
        return min(flat.how_many_rows(data or ()), MOST_ROWS)

    def _first_values(self, question: Question | None) -> dict[str, Any]:
        newest, ready = self.newest, QuestionVersion.State.READY
        first = {"seen": mark_of(question, newest) if question else "", "kind": self.first_kind}
        if not question:
            first["owner"] = self.by
        if newest is None:
            return first | {"state": QuestionVersion.State.DRAFT, "points": 1}
        return (
            self.editor.values_of(newest.content, CODES)
            | first
            | {
                "points": newest.points,
                "state": ready if newest.state == ready else QuestionVersion.State.DRAFT,
            }
        )

    @property
    def may_change_kind(self) -> bool:
        """Only types that are answered in the same way can be changed into one another."""
        return self.first_kind in OF_CHOICES

    @property
    def kind_label(self) -> str:
        return QuestionVersion.Kind(self.first_kind).label

    def clean_module_key(self) -> UUID | None:
        key = self.cleaned_data["module_key"]
        if key and not module_exists(key):
            raise ValidationError(_("There is no such module. Choose one from the list."))
        return key

    def clean_tags(self) -> list[str]:
        tags = self.cleaned_data["tags"]
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG or "\0" in tag for tag in tags):
            raise ValidationError(
                _("At most %(most)d tags, each with at most %(longest)d characters."),
                params={"most": MOST_TAGS, "longest": LONGEST_TAG},
            )
        return tags

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        changed = self.newest is None or any(name not in (*PLACE, *TICKS) for name in self.changed_data)
        content = cleaned(self.editor.content_of(values, CODES, self.before)) if changed else self.before
        self.checked = {code for name, code in TICKS.items() if values.get(name)}
        self.content = readied(content, self.before, self.checked)
        for name, sentence in self.editor.faults(values, CODES):
            self.add_error(name, sentence)
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
            own = list(dict.fromkeys(sentence for sentence in found if sentence not in rest))
            found = [sentence for sentence in found if sentence not in own]
            if own and code in CODES and not texts[code]["stem"].strip():
                self.add_error(f"stem_{code}", own.pop(0))
            beside = self.editor.beside(code, self.cleaned_data, CODES) if code in CODES else []
            for name in (beside or ["faults"]) if own else []:
                self.add_error(name, own)
        if not texts:
            self.add_error(f"stem_{settings.LANGUAGE_CODE}", found.pop())
        for sentence in found:
            self.add_error("faults", sentence)

    @transaction.atomic
    def save(self, commit: bool = True) -> Question:
        """Write the question, unless it was changed since the form was made: then ValidationError."""
        values = self.cleaned_data
        wording = Wording(values["kind"], values["points"], self.content, values["state"], self.checked)
        self.wrote = wording.adds_to(self.newest)
        if self.instance.pk is None and self.instance.owner is None:
            self.instance.owner = self.by
        self.version = write_question(self.instance, wording, seen=values["seen"], by=self.by)
        self.instance.tags.set(values["tags"])
        return self.instance

    def show_anew(self) -> None:
        """Take the question as it is now for seen, so that its author may save over it."""
        now = Question.objects.get(pk=self.instance.pk)
        self.data = self.data.copy()
        self.data["seen"] = mark_of(now, newest_of(now))

    def languages(self) -> list[dict[str, Any]]:
        """Each language with its two fields that every type has, and how far it is written."""
        return languages(self)

    def translations(self) -> list[dict[str, Any]]:
        """Each language that follows another, with what that one says otherwise by now."""
        return translations(self)

    def sections(self) -> list[dict[str, Any]]:
        """The panels of this type with their fields."""
        return [bound(self, section) for section in self.editor.sections(self.many)]
