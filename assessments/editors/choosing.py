"""Choosing a question for a quiz, by its code, name or words: for those who may see the bank or build quizzes."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views import chooser

from elearning.people.models import User

from .. import drawers
from ..listing import category_of, find, state_of, stem_of, with_newest
from ..models import Category, Question
from ..rules import may_look
from ..widgets import CategorySelect


def may_choose(user: User) -> bool:
    """Whether this person may see the questions that there are."""
    return may_look(user) or user.has_perms(["assessments.add_quiz"]) or user.has_perm("assessments.change_quiz")


class ForAuthors:
    """Wagtail's choosers ask for no permission but that of the CMS: here the bank stays closed to others."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_choose(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Find(BaseFilterForm):
    """By words and by category, with those in it."""

    q = forms.CharField(label=_("Search term"), required=False, max_length=200)
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("Category"), required=False, widget=CategorySelect
    )

    def filter(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        questions = super().filter(questions)
        if category := self.cleaned_data.get("category"):
            parents = dict(Category.objects.values_list("pk", "parent_id"))
            questions = questions.filter(category__in=drawers.within(category.pk, parents))
        if query := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, query
            questions = find(questions, query)
        return questions


class Listed(ForAuthors):
    """The questions with what they ask."""

    filter_form_class = Find

    def get_object_list(self) -> QuerySet[Question]:
        return with_newest(Question.objects.order_by("code"))

    @property
    def columns(self) -> list[Column]:
        facts = ((_("Question"), stem_of), (_("Category"), category_of), (_("Newest version"), state_of))
        return [*super().columns, *(Column(get.__name__, label=label, accessor=get) for label, get in facts)]


class ChooseView(Listed, chooser.ChooseView):
    pass


class ChooseResultsView(Listed, chooser.ChooseResultsView):
    pass


class ChosenView(ForAuthors, chooser.SnippetChosenView):
    pass


class ChosenMultipleView(ForAuthors, chooser.SnippetChosenMultipleView):
    pass


class QuestionChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
