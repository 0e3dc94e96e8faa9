"""The pages on which people mark free text: what waits, one attempt, handing back."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elearning.journal.turns import in_turn
from elearning.people.models import User
from elearning.people.postings import zone_of

from .. import actions
from ..kinds import FREE_TEXT
from ..models import AnswerSave, Attempt, Quiz
from ..results import standing_marks
from ..rules import may_mark
from ..showing import ShownQuestion, show_paper
from .forms import MarkForm
from .guard import only_if


@dataclass(frozen=True)
class Waiting:
    """An attempt in the queue: how many marks it has of those that it needs, and whether this person gave hers."""

    attempt: Attempt
    name: str
    given: int
    needed: int
    mine: bool

    @property
    def ready(self) -> bool:
        return self.given >= self.needed


def _waiting(user: User, quiz: Quiz) -> list[Waiting]:
    """What waits at this quiz, the longest first; four queries whatever its number. Nobody marks her own."""
    found = Attempt.objects.filter(quiz=quiz, waits_for_person=True).exclude(person=user)
    attempts = list(found.select_related("person", "quiz_version").order_by("submitted_at", "pk"))
    given: Counter[int] = Counter()
    mine = set()
    for (attempt, _position), by_marker in standing_marks(attempts).items():
        given[attempt] += len(by_marker)
        mine |= {attempt} if user.pk in by_marker else set()
    answers: dict[int, dict[int, list[str]]] = {}
    for save in AnswerSave.objects.filter(attempt__in=attempts).counted():
        answers.setdefault(save.attempt_id, {})[save.position] = save.answer
    return [
        Waiting(each, name_of(each), given[each.pk], _needed(each, answers.get(each.pk, {})), each.pk in mine)
        for each in attempts
    ]


def _needed(attempt: Attempt, answers: dict[int, list[str]]) -> int:
    """How many marks it takes: one for each text that was written, or two."""
    texts = sum(
        question["kind"] == FREE_TEXT and any(part.strip() for part in answers.get(place, []))
        for place, question in enumerate(attempt.paper)
    )
    return texts * (2 if attempt.quiz_version.rule("second_marker") else 1)


def name_of(attempt: Attempt) -> str:
    """Whose attempt it is; only a mark of it where markers are not to know."""
    if attempt.quiz_version.rule("anonymous_marking"):
        return _("Attempt %(mark)s") % {"mark": attempt.uuid.hex[:8]}
    return attempt.person.name


@only_if(may_mark)
def queue(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """What waits to be marked at one quiz."""
    quiz = get_object_or_404(Quiz, uuid=quiz)
    context = {"quiz": quiz, "waiting": _waiting(request.user, quiz), "tz": zone_of(request.user)}
    return render(request, "assessments/desk_marking.html", context)


def _attempt(request: HttpRequest, uuid: UUID) -> Attempt:
    attempt = get_object_or_404(Attempt.objects.select_related("quiz", "quiz_version", "person"), uuid=uuid)
    if attempt.person_id == request.user.pk:
        raise Http404
    return attempt


@only_if(may_mark)
def mark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The texts of one attempt with their rubrics; on POST the marks are kept, and it is handed back if asked."""
    attempt = _attempt(request, uuid)
    if not attempt.waits_for_person:
        messages.info(request, _("This attempt is marked and was handed back."))
        return redirect("assessments:marking", attempt.quiz.uuid)
    forms = [_form(request, attempt, question) for question in show_paper(attempt) if _is_asked(question)]
    valid = [form.is_valid() for form in forms]  # each says what is wrong with it
    if request.method == "POST" and all(valid) and _kept(request, attempt, forms):
        return redirect("assessments:marking", attempt.quiz.uuid)
    context = {"attempt": attempt, "name": name_of(attempt), "forms": forms, "tz": zone_of(request.user)}
    return render(request, "assessments/desk_mark.html", context)


def _is_asked(question: ShownQuestion) -> bool:
    return question.kind == FREE_TEXT and question.answered


def _form(request: HttpRequest, attempt: Attempt, question: ShownQuestion) -> MarkForm:
    given = standing_marks([attempt]).get((attempt.pk, question.position), {}).get(request.user.pk)
    return MarkForm(
        request.POST or None, question=question, given=given, empty_permitted=True, use_required_attribute=False
    )


def _kept(request: HttpRequest, attempt: Attempt, forms: list[MarkForm]) -> bool:
    """Keep the marks that were changed; False where something was refused, and then said."""
    try:
        for form in forms:
            if form.has_changed():
                actions.give_mark(attempt, form.question.position, by=request.user, **form.given())
        if "hand_back" in request.POST:
            actions.hand_back(attempt, by=request.user)
            messages.success(request, _("The marks are kept, and the result was handed back."))
        else:
            messages.success(request, _("The marks are kept. The result is not handed back yet."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    return True


@require_POST
@only_if(may_mark)
def hand_back_all(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """Hand back whatever has all its marks; the rest stays."""
    quiz = get_object_or_404(Quiz, uuid=quiz)
    ready = [each.attempt for each in _waiting(request.user, quiz) if each.ready]
    done = in_turn(ready, lambda attempt: actions.hand_back(attempt, by=request.user).marked_at)
    messages.success(
        request,
        ngettext("%(count)d result was handed back.", "%(count)d results were handed back.", done) % {"count": done},
    )
    return redirect("assessments:marking", quiz.uuid)
