"""What the pages show of a paper: each question in the reader's language, with her answer and its marking."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from . import papers
from .kinds import MULTIPLE, OF_CHOICES
from .models import Attempt, QuestionVersion
from .parts import Part, Said, ShownChoice, choices_of, parts_of, rubric_of, said_of, stem_of
from .texts import shown


@dataclass(frozen=True)
class Refused:
    """An answer that was posted and not kept."""

    answer: list[str]
    fault: str


@dataclass(frozen=True)
class ShownQuestion:
    """One question of the paper; positions count from 0. `earned` is None while nobody has marked it."""

    position: int
    kind: str
    paper: papers.Asked
    stem: str
    pieces: list[tuple[str, Part | None]]
    language: str
    html: bool
    choices: list[ShownChoice]
    parts: list[Part]
    answer: list[str]
    saved_at: datetime.datetime | None
    earned: Decimal | None
    points: Decimal
    general_feedback: str
    said: Said = field(default_factory=Said)
    comments: list[str] = field(default_factory=list)
    rubric: list[tuple[str, str, Decimal]] = field(default_factory=list)
    kept: list[str] | None = None
    fault: str = ""
    wanted: str = ""

    @property
    def instead(self) -> str:
        """Said to a reader who gets it in another language than hers; nothing if it is hers."""
        if self.wanted in ("", self.language):
            return ""
        languages = {"wanted": _name_of(self.wanted), "shown": _name_of(self.language)}
        return _("This question is not yet in %(wanted)s: shown in %(shown)s.") % languages

    @property
    def number(self) -> int:
        return self.position + 1

    @property
    def many(self) -> bool:
        return self.kind == MULTIPLE

    @property
    def of_choices(self) -> bool:
        return self.kind in OF_CHOICES

    @property
    def text(self) -> str:
        """The answer to a question that is answered by one text."""
        return self.answer[0] if self.answer and not self.of_choices and not self.parts else ""

    @property
    def longest(self) -> int:
        return papers.LONGEST.get(self.kind, 0)

    @property
    def was(self) -> str:
        """The answer that is kept, for the form that posts the page: what differs from this was given anew."""
        return json.dumps(self.answer if self.kept is None else self.kept)

    @property
    def answered(self) -> bool:
        return not papers.is_empty(self.paper, self.answer)

    @property
    def whole(self) -> bool:
        """Whether no part of it is open."""
        return papers.is_whole(self.paper, self.answer)

    @property
    def right(self) -> bool:
        return self.earned is not None and self.earned >= self.points

    @property
    def partly(self) -> bool:
        return self.earned is not None and 0 < self.earned < self.points


def show_paper(
    attempt: Attempt,
    *,
    comments: Mapping[int, list[str]] | None = None,
    refused: Mapping[int, Refused] | None = None,
    earned: Sequence[Decimal | None] = (),
) -> list[ShownQuestion]:
    """The questions in the order of the paper; two queries whatever their number.

    `earned` are the points of each before an attempt is marked; after it, those that it keeps are shown.
    What was `refused` is shown in its field with the reason, so that it can be mended and need not be typed again.
    """
    versions = QuestionVersion.objects.in_bulk([question["version"] for question in attempt.paper])
    saves = {save.position: save for save in attempt.saves.counted()}
    points = list(earned) or [Decimal(mark["earned"]) for mark in attempt.marks]
    found = []
    for place, question in enumerate(attempt.paper):
        save, bad = saves.get(place), (refused or {}).get(place)
        kept = save.answer if save else []
        shown_one = show_question(
            versions[question["version"]],
            question,
            position=place,
            answer=bad.answer if bad else kept,
            saved_at=save.received_at if save else None,
            earned=points[place] if points else None,
            number_language=attempt.language,
        )
        said = (comments or {}).get(place, [])
        found.append(replace(shown_one, comments=said, kept=kept, fault=bad.fault if bad else ""))
    return found


def show_question(
    version: QuestionVersion,
    question: papers.Asked,
    *,
    position: int = 0,
    answer: list[str],
    saved_at: datetime.datetime | None = None,
    earned: Decimal | None = None,
    language: str | None = None,
    number_language: str = "en",
) -> ShownQuestion:
    """One question as it stands on a paper, in the reader's language or another; it may still have gaps."""
    wanted = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
    texts, language = version.text_in(wanted)
    parts = parts_of(version, question, texts, answer, number_language)
    stem, pieces = stem_of(texts, parts, version.kind)
    return ShownQuestion(
        position=position,
        kind=version.kind,
        paper=question,
        stem=stem,
        pieces=pieces,
        language=language,
        html=texts.get("format") == "html",
        choices=choices_of(version.content, question, texts, answer),
        parts=parts,
        answer=answer,
        saved_at=saved_at,
        earned=earned,
        points=Decimal(question["points"]),
        general_feedback=shown(texts.get("general_feedback", ""), texts),
        said=said_of(version, texts, answer, number_language),
        rubric=rubric_of(version.content, texts),
        wanted=wanted,
    )


def _name_of(code: str) -> str:
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:  # a question may be written in a language that Django does not know
        return code
