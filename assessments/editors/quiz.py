"""The form of a quiz with its sections, and what only the form can say of it."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from ..models import QuestionVersion
from ..widgets import CategorySelect


class OneSentence(WagtailAdminModelForm):
    """Where a sentence said what is wrong, the constraint of the database need not say it again."""

    def _update_errors(self, errors: ValidationError) -> None:
        by_field = errors.error_dict
        raw = {constraint.get_violation_error_message() for constraint in self._meta.model._meta.constraints}
        own = [each for each in by_field.get(NON_FIELD_ERRORS, []) if each.message not in raw]
        if NON_FIELD_ERRORS in by_field and (own or len(by_field) > 1 or self.errors):
            by_field[NON_FIELD_ERRORS] = own
        super()._update_errors(ValidationError({name: found for name, found in by_field.items() if found}))


class QuizForm(OneSentence):
    """A quiz; its time ends after it began."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", ValidationError(_("The quiz must close after it opened.")))
        return values


class SectionForm(OneSentence):
    """A section; a version to which a question is held must be there."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        question, number = values.get("question"), values.get("pinned")
        ready = QuestionVersion.State.READY
        if question and number and not question.versions.filter(number=number, state=ready).exists():
            wrong = _("Question %(code)s has no version %(number)d that is ready.")
            self.add_error("pinned", ValidationError(wrong % {"code": question, "number": number}))
        return values


class SectionsPanel(InlinePanel):
    """The sections in their order, each checked by its own form."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = SectionForm
        return options


def _group(heading: Any, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


EDIT_QUIZ = ObjectList(
    [
        FieldPanel("titles"),
        _group(gettext_lazy("What it is for"), "purpose", "pass_mark", "counts"),
        _group(gettext_lazy("Attempts"), "attempts_allowed", "minutes_between", "time_limit"),
        _group(gettext_lazy("When it can be taken"), "opens_at", "closes_at"),
        _group(
            gettext_lazy("What learners are shown"),
            "feedback_during",
            "feedback_after",
            "feedback_later",
            "feedback_closed",
        ),
        _group(gettext_lazy("Order"), "shuffle_questions", "shuffle_choices"),
        _group(gettext_lazy("Marking by people"), "anonymous_marking", "second_marker"),
        SectionsPanel(
            "sections",
            [
                FieldRowPanel([FieldPanel("category", widget=CategorySelect), FieldPanel("draw")]),
                FieldRowPanel([FieldPanel("question"), FieldPanel("pinned")]),
            ],
            heading=gettext_lazy("Sections in their order: all or some questions of a category, or one question"),
            label=gettext_lazy("Section"),
        ),
    ],
    base_form_class=QuizForm,
)
