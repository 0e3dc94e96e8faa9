"""What quizzes hold about a person: what goes with an erasure, what her copy shows, how long it stays."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.keeping_data.erasing import Goes
from elearning.people.keeping_data.parts import Part, part, row_of, shown_fields
from elearning.people.keeping_data.table import HEADQUARTERS, REGISTRAR, Kind, delete_some, register
from elearning.people.merging.moving import rows
from elearning.people.models import User
from elearning.people.signals import erasing, held_about

from .kinds import FREE_TEXT
from .models import Accommodation, AnswerSave, Attempt, GivenMark, LateDecision, PaperScore, Remark

NOT_OF_HERS = {"paper", "marks", "context_key", "check_at"}  # questions with their right answers are not written out


@receiver(erasing)
def forget_answers(sender, *, people: list[int], goes: Goes, **kwargs) -> dict[str, int]:
    """What she wrote in her own words goes; points, score and whether she passed stay as they are."""
    goes.keep("attempts: questions, choices, points, score", "records rest on them")
    texts = 0
    for attempt in rows(Attempt).filter(person__in=people).only("pk", "paper", "marks"):
        free = [place for place, asked in enumerate(attempt.paper) if asked.get("kind") == FREE_TEXT]
        if free:
            texts += rows(AnswerSave).filter(attempt=attempt.pk, position__in=free).update(answer=[])
            marks = [{**mark, "answer": []} if place in free else mark for place, mark in enumerate(attempt.marks)]
            rows(Attempt).filter(pk=attempt.pk).update(marks=marks)
            rows(GivenMark).filter(attempt=attempt.pk).update(comment="")
    goes.hide_in(rows(AnswerSave).filter(attempt__person__in=people))
    goes.hide_in(rows(Attempt).filter(person__in=people))
    reasons = Accommodation.objects.filter(person__in=people).update(reason="–")
    late = LateDecision.objects.filter(answer__attempt__person__in=people)
    return {"answers in her own words": texts, "reasons of allowances": reasons, "late answers": goes.hide_in(late)}


@receiver(held_about)
def my_attempts(sender, *, person: User, **kwargs) -> list[Part]:
    """Her attempts with what she answered; whether an answer is right is not told where a quiz does not tell it."""
    attempts = list(Attempt.objects.filter(person=person).select_related("quiz"))
    fields = [each for each in shown_fields(Attempt) if each.name not in NOT_OF_HERS]
    told = [{str(_("quiz")): str(each.quiz), **row_of(each, fields), **_answered(each)} for each in attempts]
    left_out = _("The questions, the right answers and the names of those who marked are left out.")
    tables = tuple(model._meta.label_lower for model in (Attempt, AnswerSave, GivenMark, Remark))
    return [
        Part(_("Your attempts at quizzes"), tables, told, left_out=left_out),
        part(_("What you were allowed"), Accommodation.objects.filter(person=person)),
        part(_("Your results on paper"), PaperScore.objects.filter(person=person)),
    ]


def _answered(attempt: Attempt) -> dict[str, Any]:
    """Her own words and what markers wrote to her about them; of choices only when each was made, since their signs
    say nothing without the paper.
    """
    free = {place for place, asked in enumerate(attempt.paper) if asked.get("kind") == FREE_TEXT}
    saves = list(attempt.saves.order_by("sequence", "received_at"))
    words = {str(save.position + 1): save.answer for save in saves if save.position in free}
    times = {str(save.position + 1): save.received_at.isoformat(timespec="seconds") for save in saves}
    marked = attempt.given_marks.exclude(comment="") if attempt.state == Attempt.State.MARKED else ()
    comments = [f"{each.position + 1}: {each.comment}" for each in marked]
    said = {str(_("in your words")): words, str(GivenMark._meta.get_field("comment").verbose_name): comments}
    return {str(_("answered at")): times} | {name: value for name, value in said.items() if value}


def clear_saves(moment: datetime.datetime, most: int) -> int:
    """Of attempts that are marked or abandoned: saves that a later one replaced; those that count stay for ever."""
    over = Attempt.objects.filter(state__in=["marked", "abandoned"], started_at__lte=moment, submitted_at__lte=moment)
    later = AnswerSave.objects.filter(
        attempt=OuterRef("attempt"), position=OuterRef("position"), sequence__gt=OuterRef("sequence"), late=False
    )
    replaced = rows(AnswerSave).filter(Exists(later), attempt__in=over, late=False)
    return delete_some(replaced.exclude(pk__in=LateDecision.objects.values("answer")), most)


register(
    Kind(
        "attempts",
        gettext_lazy("Attempts at quizzes, with the answers that count"),
        gettext_lazy("the attempt ended"),
        REGISTRAR,
        gettext_lazy("what was written in one's own words goes with an erasure; the result stays"),
        gettext_lazy("records rest on them, and a faulty question must be put right for all"),
    ),
    Kind(
        "saves",
        gettext_lazy("Answers that a later one replaced, of attempts that ended"),
        gettext_lazy("the attempt was handed in"),
        HEADQUARTERS,
        gettext_lazy("they are deleted; the answers that count stay"),
        gettext_lazy("a complaint about a lost answer can be looked into"),
        1095,
        clear_saves,
    ),
)
