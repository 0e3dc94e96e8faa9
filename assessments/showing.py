"""What the pages show of a paper: each question in the reader's language, with her answer and its marking."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from . import marking
from .models import Attempt, QuestionVersion


@dataclass(frozen=True)
class ShownChoice:
    """One choice; `right` says whether it is a right one (shown after marking only)."""

    key: str
    text: str
    feedback: str
    chosen: bool
    right: bool

    @property
    def tone(self) -> str:
        """How the result shows it: a right choice is good, a wrong one that was made is bad."""
        return "good" if self.right else "bad" if self.chosen else ""


@dataclass(frozen=True)
class ShownQuestion:
    """One question of the paper; positions count from 0."""

    position: int
    stem: str
    language: str
    many: bool
    choices: list[ShownChoice]
    saved_at: datetime.datetime | None
    earned: Decimal
    points: Decimal
    general_feedback: str

    @property
    def number(self) -> int:
        return self.position + 1

    @property
    def answered(self) -> bool:
        return any(choice.chosen for choice in self.choices)

    @property
    def right(self) -> bool:
        return self.earned == self.points


def show_paper(attempt: Attempt) -> list[ShownQuestion]:
    """The questions in the order of the paper; two queries whatever their number."""
    versions = QuestionVersion.objects.in_bulk([question["version"] for question in attempt.paper])
    saves = {save.position: save for save in attempt.saves.counted()}
    return [
        _show(place, question, versions[question["version"]], saves.get(place))
        for place, question in enumerate(attempt.paper)
    ]


def _show(place: int, question: dict, version: QuestionVersion, save) -> ShownQuestion:
    texts, language = version.text_in(get_language())
    answer = save.answer if save else []
    points, correct = Decimal(question["points"]), version.content["correct"]
    return ShownQuestion(
        position=place,
        stem=texts["stem"],
        language=language,
        many=question["kind"] == marking.MULTIPLE,
        choices=[
            ShownChoice(
                key=key,
                text=texts["choices"][key]["text"],
                feedback=texts["choices"][key].get("feedback", ""),
                chosen=key in answer,
                right=key in correct,
            )
            for key in question["choices"]
        ],
        saved_at=save.received_at if save else None,
        earned=marking.mark(question["kind"], correct, answer, points),
        points=points,
        general_feedback=texts.get("general_feedback", ""),
    )
