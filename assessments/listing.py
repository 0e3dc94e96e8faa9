"""How the bank is listed: the newest version beside each question, the words searched, the filters."""

import django_filters
from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from elearning.fields import localized

from . import drawers
from .models import Category, Question, QuestionVersion
from .widgets import CategorySelect

Kind, State = QuestionVersion.Kind, QuestionVersion.State


def with_newest(questions: QuerySet[Question]) -> QuerySet[Question]:
    """The questions with number, kind, state and content of their newest version beside them."""
    newest = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number")
    names = ("number", "kind", "state", "content")
    return questions.select_related("category__parent").annotate(
        **{f"newest_{name}": Subquery(newest.values(name)[:1]) for name in names}
    )


def find(questions: QuerySet[Question], query: str) -> QuerySet[Question]:
    """Those that have every word of the query in their code, their objective, or what they ask in any language."""
    places = ["code", "objective", *(f"newest_content__texts__{code}__stem" for code, _name in settings.LANGUAGES)]
    for word in query.split():
        found = Q()
        for place in places:
            found |= Q(**{f"{place}__icontains": word})
        questions = questions.filter(found)
    return questions


class QuestionFilters(WagtailFilterSet):
    """By category (with those in it), type and state."""

    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=Category.objects.all(), widget=CategorySelect, method="in_category"
    )
    newest_kind = django_filters.ChoiceFilter(label=_("Type"), choices=Kind.choices)
    newest_state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)

    class Meta:
        model = Question
        fields: list[str] = []

    def in_category(self, questions: QuerySet[Question], _name: str, chosen: Category) -> QuerySet[Question]:
        parents = dict(Category.objects.values_list("pk", "parent_id"))
        return questions.filter(category__in=drawers.within(chosen.pk, parents))


def stem_of(question: Question) -> str:
    """The beginning of what is asked, in the editor's language where it can be."""
    texts = (question.newest_content or {}).get("texts", {})
    return Truncator(localized({code: said.get("stem", "") for code, said in texts.items()})).chars(90)


def category_of(question: Question) -> str:
    """With the one around it: two banks may each have a category “M1”."""
    category = question.category
    return f"{category.parent} › {category}" if category.parent else str(category)


def state_of(question: Question) -> str:
    """As in “ready · 3”; nothing if there is no version at all."""
    return f"{State(question.newest_state).label} · {question.newest_number}" if question.newest_state else ""


COLUMNS = [
    "code",
    Column("stem", label=_("Question"), accessor=stem_of),
    Column("category", label=_("Category"), accessor=category_of, sort_key="category__name"),
    Column("objective", label=_("Objective"), sort_key="objective"),
    Column(
        "kind",
        label=_("Type"),
        accessor=lambda question: Kind(question.newest_kind).label if question.newest_kind else "",
        sort_key="newest_kind",
    ),
    StatusTagColumn(
        "state",
        label=_("Newest version"),
        accessor=state_of,
        primary=lambda question: question.newest_state == State.READY,
        sort_key="newest_state",
    ),
]
