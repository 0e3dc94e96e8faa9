"""The deeds around a question to an author: ask, take back, answer, close."""

import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.actions import Refused
from elearning.people.models import User

from ..languages import address_of
from ..models import AuthorQuestion, ModulePage
from ..responsible import answering, may_answer

MOST_OPEN = 10


@transaction.atomic
def ask(
    person: User, page: ModulePage, *, uuid: UUID, text: str, anchor: str = "", at: datetime.datetime | None = None
) -> AuthorQuestion:
    """Ask whoever answers for the module, and tell them; the same uuid asks once. Raises `Refused`."""
    User.objects.select_for_update().get(pk=person.pk)
    known = AuthorQuestion.objects.filter(uuid=uuid).first()
    if known and known.person_id == person.pk:
        return known
    if known:
        raise Refused(_("This question could not be sent. Open the module anew and ask again."))
    if AuthorQuestion.objects.filter(person=person, answered_at=None).count() >= MOST_OPEN:
        raise Refused(_("Ten of your questions wait for an answer. Wait for one, or take one back."), "text")
    question = AuthorQuestion.objects.create(
        uuid=uuid, person=person, module_key=page.translation_key, language=page.locale.language_code,
        anchor=anchor, text=text, asked_at=at or timezone.now(),
    )  # fmt: skip
    for author in answering(page):
        path = f"{reverse('toolkit:asked')}#q-{uuid}"
        notify(author, "question_asked", key=f"question-asked-{uuid}-{author.pk}", path=path, page=page, asked=question)
    return question


@transaction.atomic
def take_question_back(question: AuthorQuestion) -> bool:
    """Take back one that waits; one that was answered stays. Whether it is gone."""
    waiting = AuthorQuestion.objects.select_for_update().filter(pk=question.pk, answered_at=None)
    return bool(waiting.delete()[0])


@transaction.atomic
def answer(
    question: AuthorQuestion,
    *,
    by: User,
    answer: str = "",
    shown: bool = False,
    closed_why: str = "",
    at: datetime.datetime | None = None,
) -> AuthorQuestion:
    """Answer it, or close it with a reason, once, and tell who asked. Raises `Refused`."""
    if not may_answer(by):
        raise Refused(_("Only authors answer questions."))
    if bool(answer) == bool(closed_why) or (shown and not answer):
        raise Refused(_("Write an answer, or say why there is none: one of the two."), "answer")
    question = AuthorQuestion.objects.select_for_update().get(pk=question.pk)
    if question.answered_at:
        raise Refused(_("Somebody has dealt with this question already."))
    question.answer, question.closed_why, question.shown = answer, closed_why, shown
    question.answered_by, question.answered_at = by, max(at or timezone.now(), question.asked_at)
    question.save(update_fields=["answer", "closed_why", "shown", "answered_by", "answered_at"])
    verb = "toolkit.question_answered" if answer else "toolkit.question_closed"
    log(by, verb, question, at=question.answered_at, reason=closed_why, shown=shown)
    pages = ModulePage.objects.in_language(question.person.language or question.language)
    page = pages.filter(translation_key=question.module_key).select_related("locale").first()
    path = f"{address_of(page, question.person.language or None)}#questions" if page else reverse("toolkit:notes")
    key = f"question-answered-{question.uuid}"
    notify(question.person, "question_answered", key=key, path=path, page=page, asked=question)
    return question


@transaction.atomic
def show_answer(question: AuthorQuestion, *, by: User, shown: bool) -> bool:
    """Show question and answer under the module, or hide them; whether anything changed. Raises `Refused`."""
    if not may_answer(by):
        raise Refused(_("Only authors answer questions."))
    question = AuthorQuestion.objects.select_for_update().get(pk=question.pk)
    if not question.answer or question.shown == shown:
        return False
    question.shown = shown
    question.save(update_fields=["shown"])
    log(by, "toolkit.answer_shown" if shown else "toolkit.answer_hidden", question)
    return True
