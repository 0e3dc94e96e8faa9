"""Where a question is used: the published quizzes, the attempts, and the sections that would ask it next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from .. import drawers
from ..models import Attempt, Category, Question, QuestionVersion, Quiz, QuizSection, QuizVersion


@dataclass(frozen=True)
class Use:
    """A version of a quiz that asks a version of the question; `attempts` were really asked it."""

    quiz: Quiz
    number: int
    in_force: bool
    asks: int
    attempts: int


def uses_of(versions: Sequence[QuestionVersion]) -> list[Use]:
    """The newest version of a quiz first; three queries whatever their number."""
    numbers = {version.pk: version.number for version in versions}
    places = []
    for frozen in QuizVersion.objects.select_related("quiz").order_by("quiz_id", "-number"):
        places += [
            (frozen, pk, section) for section in frozen.sections for pk in numbers.keys() & set(section["questions"])
        ]
    asked = _asked(numbers, places)
    return [
        Use(frozen.quiz, frozen.number, frozen.pk == frozen.quiz.current_version_id, numbers[pk], asked[frozen.pk, pk])
        for frozen, pk, _section in places
    ]


def _asked(numbers: Mapping[int, int], places: list[tuple[QuizVersion, int, dict]]) -> Counter[tuple[int, int]]:
    """How many attempts had each version on their paper: papers are read only where a section draws by chance."""
    drawn = {frozen.pk for frozen, _pk, section in places if section["draw"]}
    whole = {frozen.pk for frozen, _pk, _section in places} - drawn
    attempts = Attempt.objects.order_by().filter(quiz_version__in=whole).values_list("quiz_version")
    of_all = dict(attempts.annotate(number=Count("pk")))
    found = Counter({(frozen.pk, pk): of_all.get(frozen.pk, 0) for frozen, pk, _section in places})
    papers = Attempt.objects.filter(quiz_version__in=drawn).values_list("quiz_version", "paper")
    for quiz_version, paper in papers.iterator():
        found.update((quiz_version, each["version"]) for each in paper if each["version"] in numbers)
    return found


def sections_with(question: Question) -> list[QuizSection]:
    """The sections of quizzes as they are now in which the question stands, or from which it is drawn."""
    parents = dict(Category.objects.values_list("pk", "parent_id"))
    around = drawers.way_up(question.category_id, parents)
    sections = QuizSection.objects.filter(Q(question=question) | Q(category__in=around))
    return list(sections.select_related("quiz", "category", "question").order_by("quiz_id", "sort_order"))
