"""What the list of questions shows of each, how one finds in it, the filters."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from elearning.fields import localized_with_language
from elearning.people.models import User

from . import drawers
from .editors.progress import in_short, progress_of
from .models import Category, Question, QuestionVersion
from .texts import words
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
    """Those that have every word of the query in code, name, objective, or what they ask in any language."""
    places = ["code", "name", "objective"]
    places += [f"newest_content__texts__{code}__stem" for code, _name in settings.LANGUAGES]
    for word in query.replace("\0", " ").split()[:20]:
        found = Q()
        for place in places:
            found |= Q(**{f"{place}__icontains": word})
        questions = questions.filter(found)
    return questions


def tags_in_use(_request: HttpRequest) -> QuerySet[Tag]:
    return Question.tags.all().order_by("name")


def owners_in_use(_request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(pk__in=Question.objects.order_by().values("owner"))


def stale_languages() -> list[tuple[str, str]]:
    """The languages of the site, each with how many questions wait in it to be checked by a translator; one query."""
    last = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
    newest = QuestionVersion.objects.filter(pk=Subquery(last)).exclude(state=State.RETIRED).order_by()
    waiting = {code: Count("pk", filter=Q(content__unready__has_key=code)) for code, _name in settings.LANGUAGES}
    counted = newest.aggregate(**waiting)
    return [(code, f"{name} ({counted[code]})") for code, name in settings.LANGUAGES]


class QuestionFilters(WagtailFilterSet):
    """By category (with those in it), type, state, tag, owner, the language that is missing or not up to date."""

    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=Category.objects.all(), widget=CategorySelect, method="in_category"
    )
    newest_kind = django_filters.ChoiceFilter(label=_("Type"), choices=Kind.choices)
    newest_state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    missing = django_filters.ChoiceFilter(
        label=_("Not written in"), choices=settings.LANGUAGES, method="missing_in", empty_label=_("any language")
    )
    stale = django_filters.ChoiceFilter(label=_("To be checked in"), method="stale_in", empty_label=_("any language"))
    tags = django_filters.ModelChoiceFilter(label=_("Tag"), queryset=tags_in_use)
    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=owners_in_use)

    class Meta:
        model = Question
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["stale"].extra["choices"] = stale_languages()  # as a function it would be asked again and again

    def in_category(self, questions: QuerySet[Question], _name: str, chosen: Category) -> QuerySet[Question]:
        parents = dict(Category.objects.values_list("pk", "parent_id"))
        return questions.filter(category__in=drawers.within(chosen.pk, parents))

    def missing_in(self, questions: QuerySet[Question], _name: str, code: str) -> QuerySet[Question]:
        newest = QuestionVersion.objects.filter(question=OuterRef("pk"), number=OuterRef("newest_number"))
        return questions.exclude(Exists(newest.filter(content__texts__has_key=code)))

    def stale_in(self, questions: QuerySet[Question], _name: str, code: str) -> QuerySet[Question]:
        newest = QuestionVersion.objects.filter(question=OuterRef("pk"), number=OuterRef("newest_number"))
        return questions.filter(Exists(newest.filter(content__unready__has_key=code).exclude(state=State.RETIRED)))


def stem_of(question: Question) -> str:
    """The beginning of what is asked, in the editor's language where it can be."""
    texts = (question.newest_content or {}).get("texts", {})
    found = localized_with_language({code: said for code, said in texts.items() if said.get("stem")})[0]
    return Truncator(words(found["stem"], found) if found else "").chars(90)


def category_of(question: Question) -> str:
    """With the one around it: two banks may each have a category “M1”."""
    category = question.category
    return f"{category.parent} › {category}" if category.parent else str(category)


def state_of(question: Question) -> str:
    """As in “ready · 3”; nothing if there is no version at all."""
    return f"{State(question.newest_state).label} · {question.newest_number}" if question.newest_state else ""


def languages_of(question: Question) -> str:
    """How far each language is."""
    return in_short(progress_of(question.newest_kind, question.newest_content)) if question.newest_kind else ""


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
    Column("languages", label=_("Languages"), accessor=languages_of),
    StatusTagColumn(
        "state",
        label=_("Newest version"),
        accessor=state_of,
        primary=lambda question: question.newest_state == State.READY,
        sort_key="newest_state",
    ),
]
