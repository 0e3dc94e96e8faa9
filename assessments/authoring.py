"""The deeds of the bank: writing what a question asks, retiring it, deleting what was never used."""

import datetime
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from .keeping import used_in
from .models import Question, QuestionVersion, Quiz
from .readiness import readied


@dataclass(frozen=True)
class Wording:
    """What a version is to hold."""

    kind: str
    points: Decimal
    content: dict[str, Any]
    state: str
    checked: Collection[str] = ()

    def content_after(self, version: QuestionVersion | None) -> dict[str, Any]:
        """The content with what is not ready in it: translations that nobody wrote anew or `checked`."""
        return readied(self.content, version.content if version else {"texts": {}}, self.checked)

    def adds_to(self, version: QuestionVersion | None) -> bool:
        """Whether it differs from this version: in what it says, or because it makes ready what was not."""
        if version is None:
            return True
        content = self.content_after(version)
        says = (self.kind, self.points, content) != (version.kind, version.points, version.content)
        return says or (self.state != version.state and self.state == QuestionVersion.State.READY)


def newest_of(question: Question) -> QuestionVersion | None:
    """The version that was written last, whatever its state."""
    return question.versions.order_by("-number").first() if question.pk else None


def ready_of(question: Question) -> QuestionVersion | None:
    """The version that is asked from now on; none if the question is a draft only, or retired."""
    return QuestionVersion.objects.latest_ready().filter(question=question).first()


def mark_of(question: Question, newest: QuestionVersion | None) -> str:
    """A mark that differs as soon as anybody changes the question or its newest version."""
    facts: list[Any] = [question.code, question.name, question.category_id, question.objective, question.module_key]
    facts += [question.owner_id, sorted(question.tags.names())]
    if newest:
        facts += [newest.number, newest.kind, newest.state, newest.points, newest.content]
    text = json.dumps(facts, sort_keys=True, default=str)
    return f"{newest.number if newest else 0}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


@transaction.atomic
def write_question(
    question: Question, wording: Wording, *, seen: str, by: User | None, at: datetime.datetime | None = None
) -> QuestionVersion:
    """Save a question and what it asks: a draft is changed in place, all else is kept and gets a further version.

    Raises ValidationError if the question is not what it was when its author saw it (`seen`).
    """
    if question.pk:
        before = Question.objects.select_for_update().get(pk=question.pk)
        if mark_of(before, newest_of(before)) != seen:
            raise ValidationError(
                _(
                    "Somebody changed this question while you wrote. Nothing of yours is saved yet, your text is "
                    "below. Look at the question as it is now; if you save again, yours becomes the newest version."
                ),
                code="changed",
            )
    question.save()
    version = newest_of(question)
    if not wording.adds_to(version):
        return version
    content = wording.content_after(version)
    if version is None or version.state != QuestionVersion.State.DRAFT:
        version = QuestionVersion(question=question, number=version.number + 1 if version else 1)
    version.kind, version.points, version.content = wording.kind, wording.points, content
    version.state, version.created_by, version.created_at = wording.state, by, at or timezone.now()
    version.save()
    log(by, "question.written", question, at=at, version=version.number, state=version.state)
    return version


@transaction.atomic
def retire_question(
    question: Question, *, number: int, by: User | None, at: datetime.datetime | None = None
) -> QuestionVersion:
    """Take the ready version of this number out of use; a further ready version brings the question back."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    version = ready_of(question)
    if version is None or version.number != number:
        raise ValidationError(_("This question was changed or retired meanwhile. Look at it again."))
    version.state = QuestionVersion.State.RETIRED
    version.save(update_fields=["state"])
    log(by, "question.retired", question, at=at, version=number)
    return version


@transaction.atomic
def delete_question(question: Question, *, by: User | None, at: datetime.datetime | None = None) -> None:
    """Delete a question with its versions. Raises ValidationError if a quiz or an attempt uses one of them."""
    list(Quiz.objects.select_for_update().values_list("pk"))  # no quiz is being published while we look
    question = Question.objects.select_for_update().get(pk=question.pk)
    if reason := used_in(question):
        raise ValidationError(reason)
    log(by, "question.deleted", question, at=at, code=question.code)
    question.versions.all().delete()
    question.delete()
