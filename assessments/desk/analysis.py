"""The pages on how a quiz, and each of its questions, was answered by all together; with the same as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ..analysis import Analysis, Which
from ..analysis.reading import analysis_of, versions_asked
from ..models import QuestionVersion, Quiz, QuizVersion
from ..rules import may_repair, may_see_analysis
from .analysed import ShownItem, bar_rows, columns, not_shown, show_item, whole_percent
from .guard import only_if
from .tables import csv_answer

ATTEMPTS = {
    Which.FIRST: gettext_lazy("the first attempt of each person"),
    Which.COUNTS: gettext_lazy("the attempt that counts"),
    Which.ALL: gettext_lazy("all attempts"),
}
Table = Iterator[list[Any]]


@dataclass(frozen=True)
class Asked:
    """What is analysed: which version of the quiz, and which attempts at it."""

    quiz: Quiz
    version: QuizVersion
    which: Which
    questions: dict[int, QuestionVersion]

    @property
    def query(self) -> str:
        return urlencode({"version": self.version.number, "attempts": self.which})

    def analysis(self) -> Analysis | None:
        return analysis_of(self.version, self.which, self.questions)

    def context(self) -> dict[str, Any]:
        asked = {
            "quiz": self.quiz,
            "version": self.version,
            "which": self.which,
            "attempts": ATTEMPTS,
            "query": self.query,
        }
        return asked | {"versions": self.quiz.versions.order_by("-number"), "not_shown": not_shown()}


def _asked(request: HttpRequest, uuid: UUID) -> Asked:
    """The version in force and first attempts, unless another is asked for; 404 where there is no such thing."""
    quiz = get_object_or_404(Quiz.objects.select_related("current_version"), uuid=uuid, current_version__isnull=False)
    number, which = request.GET.get("version", ""), request.GET.get("attempts", Which.FIRST)
    if which not in ATTEMPTS or (number and not (number.isdecimal() and len(number) < 9)):
        raise Http404
    version = get_object_or_404(quiz.versions, number=number) if number else quiz.current_version
    return Asked(quiz, version, Which(which), versions_asked(version))


@require_safe
@only_if(may_see_analysis)
def analysis(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """The figures of the quiz, their distribution, and its questions with those worth a look."""
    asked = _asked(request, quiz)
    context, found = asked.context(), asked.analysis()
    if found:
        context |= {"figures": found.quiz, "passed": whole_percent(found.quiz.passed.share)}
        context |= columns(found.quiz, float(asked.version.pass_mark)) | {"items": _items(asked, found)}
    return render(request, "assessments/desk_analysis.html", context)


@require_safe
@only_if(may_see_analysis)
def question(request: HttpRequest, quiz: UUID, version: int) -> HttpResponse:
    """One question: what was asked, what was answered, why it is worth a look."""
    asked = _asked(request, quiz)
    item = _item(asked, version)
    context = asked.context() | {"versions": [asked.version]}  # another version of the quiz may not ask it
    context |= {"item": item, "asked": asked.questions[version], "may_repair": may_repair(request.user)}
    if item:
        context |= {"bars": bar_rows(item), "heads": [_("Answers")]}
    return render(request, "assessments/desk_analysis_question.html", context)


@require_safe
@only_if(may_see_analysis)
def export(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """The questions as CSV; with `of=quiz` its own figures, with `of` and a number the answers to that question."""
    asked, of = _asked(request, quiz), request.GET.get("of", "questions")
    if of.isdecimal() and len(of) < 19:
        table = _answers_table(_item(asked, int(of)))
    elif of in ("questions", "quiz"):
        table = (_quiz_table if of == "quiz" else _questions_table)(asked, asked.analysis())
    else:
        raise Http404
    return csv_answer(table, f"quiz-{asked.quiz.pk}-{asked.version.number}-{asked.which}-{of}.csv")


def _items(asked: Asked, found: Analysis) -> list[ShownItem]:
    return [show_item(asked.questions[each.version], each) for each in found.items]


def _item(asked: Asked, key: int) -> ShownItem | None:
    """The question; None where nothing is shown of this quiz. 404 for one that the quiz does not ask."""
    if key not in asked.questions:
        raise Http404
    found = asked.analysis()
    figures = next((each for each in found.items if each.version == key), None) if found else None
    return show_item(asked.questions[key], figures) if figures else None


def _plain(value: Any, is_known: bool = True) -> Any:
    """A figure for a spreadsheet; what is not defined is empty, what is not shown says so."""
    return not_shown() if value is None and is_known else "" if value is None else value


def _questions_table(asked: Asked, found: Analysis | None) -> Table:
    head = ["question", "version", "type", "asked", "attempts", "people"]
    yield [*head, "facility_percent", "discrimination", "omitted", "worth_a_look"]
    for item in _items(asked, found) if found else []:
        figures, version = item.figures, item.version
        row = [version.question.code, version.number, version.kind, item.question.stem]
        row += [_plain(value) for value in (figures.attempts, figures.people, item.facility)]
        row += [_plain(item.discrimination, item.facility is None), _plain(item.omitted and item.omitted.count)]
        yield [*row, " ".join(item.looks)]


def _quiz_table(asked: Asked, found: Analysis | None) -> Table:
    yield ["figure", "value", "percent"]
    if found is None:
        return
    figures = found.quiz
    yield from (["attempts", figures.attempts, ""], ["people", figures.people, ""])
    for name in ("mean", "median", "deviation", "error"):
        value = getattr(figures, name)
        yield [name, "", _plain(value if value is None else round(value, 1), figures.mean is None)]
    yield ["alpha", "" if figures.alpha is None else round(figures.alpha, 2), ""]
    for name, cell in [("passed", figures.passed), *((f"from_{cell.key}", cell) for cell in figures.bands)]:
        yield [name, _plain(cell.count), _plain(whole_percent(cell.share))]


def _answers_table(item: ShownItem | None) -> Table:
    yield ["question", "version", "answer", "note", "answers", "percent"]
    for cell in [*item.cells, *([item.omitted] if item.omitted else [])] if item else []:
        start = [item.version.question.code, item.version.number, cell.label, cell.note]
        yield [*start, _plain(cell.count), _plain(cell.percent)]
