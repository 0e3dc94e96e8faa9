"""Loads questions from a YAML file into the bank, all or none."""

import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.utils import timezone

from assessments.models import Category, Question, QuestionVersion
from assessments.schemas import problems

LETTERS = "abcdefghij"
LANGUAGES = ("en", "fr", "ar")


class QuestionError(ValueError):
    """A file that cannot be loaded; names the question and the reason."""


@transaction.atomic
def load_questions(
    path: Path, *, bank: str, modules: dict[str, UUID], at: datetime.datetime | None = None
) -> list[Question]:
    """Put each question of the file into the bank as its first ready version, in a drawer for its module.

    A question that is there in these words is left as it is; in other words it gets a new version.
    Raises QuestionError; then nothing is kept.
    """
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    top, _new = Category.objects.get_or_create(name=bank, parent=None)
    return [_load(row, top, modules, at or timezone.now()) for row in rows]


def _load(row: dict[str, Any], top: Category, modules: dict[str, UUID], at: datetime.datetime) -> Question:
    try:
        content = _content(row)
        drawer, _new = Category.objects.get_or_create(name=row["module"], parent=top)
        values = {"category": drawer, "objective": row["objective"], "module_key": modules[row["module"]]}
        kind, points = QuestionVersion.Kind(row["type"]), row.get("points", 1)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise QuestionError(f"Question {row.get('code')}: {error} is missing or wrong.") from error
    if faults := problems(kind, content):
        raise QuestionError(f"Question {row['code']}: {' '.join(faults)}")
    question, _new = Question.objects.update_or_create(code=row["code"], defaults=values)
    newest = question.versions.order_by("-number").first()
    if newest is None or (newest.kind, newest.content, newest.points) != (kind, content, points):
        number = newest.number + 1 if newest else 1
        ready = QuestionVersion.State.READY
        question.versions.create(number=number, kind=kind, content=content, points=points, state=ready, created_at=at)
    return question


def _content(row: dict[str, Any]) -> dict[str, Any]:
    keys = list(LETTERS[: len(row["en"]["choices"])])
    texts = {}
    for language in LANGUAGES:
        if language not in row:
            continue
        said = row[language]
        if len(said["choices"]) != len(keys):
            raise ValueError(f"the number of choices in “{language}”")
        texts[language] = {
            "stem": " ".join(said["stem"].split()),
            "choices": {
                key: {"text": choice["text"].strip(), "feedback": (choice.get("feedback") or "").strip()}
                for key, choice in zip(keys, said["choices"], strict=True)
            },
            "general_feedback": (said.get("general_feedback") or "").strip(),
        }
    return {"choices": keys, "correct": [keys[number] for number in row["correct"]], "texts": texts}
