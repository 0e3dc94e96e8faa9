"""Reads the attempts at one version of a quiz for an analysis: four queries, and no model object for an attempt."""

from collections.abc import Iterator

from ..models import Attempt, QuestionVersion, QuizVersion
from .choosing import Light, Which, choose
from .gathering import Row
from .items import Facts
from .whole import Analysis, analyse

CHUNK = 500


def versions_asked(version: QuizVersion) -> dict[int, QuestionVersion]:
    """The versions of questions that this version of the quiz may ask, in its order."""
    keys = [key for section in version.sections for key in section["questions"]]
    found = QuestionVersion.objects.select_related("question").in_bulk(keys)
    return {key: found[key] for key in keys}


def analysis_of(version: QuizVersion, which: Which, asked: dict[int, QuestionVersion]) -> Analysis | None:
    """The analysis; None where its figures would tell of fewer than five people."""
    marked = Attempt.objects.filter(quiz_version=version, state=Attempt.State.MARKED)
    fields = ("pk", "person", "context_kind", "context_key", "percent")
    light = marked.order_by("started_at", "pk").values_list(*fields)
    chosen = choose(
        which, [Light(pk, who, (kind, key), said) for pk, who, kind, key, said in light], version.rule("counts")
    )
    if not chosen:
        return None
    facts = {key: Facts(each.kind, each.content) for key, each in asked.items()}
    return analyse(_rows(marked, chosen), facts)


def _rows(marked, chosen: set[int]) -> Iterator[Row]:
    fields = ("pk", "person", "language", "percent", "passed", "paper", "marks")
    for pk, person, language, percent, passed, paper, marks in (
        marked.order_by().values_list(*fields).iterator(chunk_size=CHUNK)
    ):
        if pk in chosen:
            yield Row(person, language, float(percent), bool(passed), paper, marks)
