"""The pages of an attempt: the paper, its saves, the submission, the result."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from elearning.people.postings import zone_of

from . import actions
from .allowances import allowance_of
from .forms import answers_of_device, answers_of_page
from .models import Attempt, Picture
from .results import comments_on, counted_of, result_of
from .resuming import keep_for_later
from .review import Level, level_of
from .saving import save_answers
from .showing import Refused, show_paper
from .signals import attempt_context

TOO_LATE = gettext_lazy(
    "This quiz was over when your last answers reached us. They are kept. Those that were given in time, by the clock "
    "of your device, wait for a person who decides whether they count."
)


def _own(request: HttpRequest, uuid: UUID) -> Attempt:
    attempts = Attempt.objects.owned_by(request.user).select_related("quiz_version")
    return get_object_or_404(attempts.annotate(newest=Max("saves__sequence")), uuid=uuid)


def _closed(attempt: Attempt) -> HttpResponse | None:
    """To the result if the attempt is over; one whose time ran out is closed now, whether the sweeper lives or not."""
    attempt = actions.settle(attempt)
    if attempt.is_open:
        return None
    actions.mark(attempt)
    return redirect("assessments:result", attempt.uuid)


def _shown(request: HttpRequest, attempt: Attempt) -> dict:
    return {"attempt": attempt, "tz": zone_of(request.user), "now": timezone.now()}


def _way_back(attempt: Attempt, request: HttpRequest) -> dict | None:
    answers = attempt_context.send(Attempt, kind=attempt.context_kind, key=attempt.context_key, user=request.user)
    return next((answer for _receiver, answer in answers if answer), None)


@never_cache  # who comes by Back sees what is kept now, and after signing out nothing
def attempt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The paper; a post keeps the page and goes on to the submission or stays; also where she was signed out."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            keep_for_later(request, uuid)
        return redirect_to_login(request.path)
    attempt = _own(request, uuid)
    refused = _keep_page(request, attempt) if request.method == "POST" else {}
    if over := _closed(attempt):
        return over
    if request.method == "POST" and not refused:
        if "submit" in request.POST:
            return redirect("assessments:submit", uuid)
        messages.success(request, _("Your answers are saved."))
        return redirect("assessments:attempt", uuid)
    questions = show_paper(attempt, refused=refused)
    context = {"questions": questions, "level": _level_during(attempt), "back": _way_back(attempt, request)}
    return render(request, "assessments/attempt.html", context | _shown(request, attempt))


def _keep_page(request: HttpRequest, attempt: Attempt) -> dict[int, Refused]:
    """Keep what a posted page gives, also where it comes too late to count; returns what could not be kept."""
    given = answers_of_page(attempt, request.POST)
    receipts = save_answers(attempt, given)
    if any(receipt.late for receipt in receipts):
        messages.warning(request, TOO_LATE)
    refused = {
        each.position: Refused(each.answer, receipt.refused)
        for each, receipt in zip(given, receipts, strict=True)
        if receipt.refused
    }
    for fault in {each.fault for each in refused.values()}:
        messages.error(request, fault)
    return refused


@require_POST
def save(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Keep a batch of answers from a device, with a receipt for each."""
    if not request.user.is_authenticated:
        return JsonResponse({"fault": _("You are signed out. Sign in again; your answers stay here.")}, status=401)
    attempt = _own(request, uuid)
    try:
        receipts = save_answers(attempt, answers_of_device(request.body))
    except ValidationError as fault:
        return JsonResponse({"fault": " ".join(fault.messages)}, status=400)
    still_open = actions.settle(attempt).is_open
    return JsonResponse({"open": still_open, "receipts": [vars(receipt) for receipt in receipts]})


@never_cache
@login_required
def submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what is not answered; on POST close the attempt and mark it."""
    attempt = _own(request, uuid)
    if over := _closed(attempt):
        return over
    if request.method == "POST":
        submitted = actions.submit(attempt)
        actions.mark(submitted)  # its own transaction: should it fail, the task or the tick marks later
        return redirect("assessments:result", uuid)
    questions = show_paper(attempt)
    open_ones = [question for question in questions if not question.whole]
    context = {"open": open_ones, "answered": len(questions) - len(open_ones), "total": len(questions)}
    return render(request, "assessments/submit.html", context | _shown(request, attempt))


@never_cache
@login_required
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """In practice, where the quiz says so: how the answers given so far would be marked. Nothing is decided by it."""
    attempt = _own(request, uuid)
    if over := _closed(attempt):
        return over
    level = _level_during(attempt)
    if not level.score:
        return redirect("assessments:attempt", uuid)
    found = result_of(attempt)
    questions = show_paper(attempt, earned=found.earned) if level.marks else []
    context = {"level": level, "found": found, "total": len(attempt.paper), "back": _way_back(attempt, request)}
    context["questions"] = [question for question in questions if question.answered]
    return render(request, "assessments/check.html", context | _shown(request, attempt))


@never_cache
@login_required
def result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What may be shown now of what was right, what was not, and why; and the way on."""
    attempt = actions.settle(_own(request, uuid))
    if attempt.is_open:
        return redirect("assessments:attempt", uuid)
    attempt = actions.mark(attempt)
    level = _level(attempt)
    context = {
        "level": level,
        "questions": show_paper(attempt, comments=comments_on(attempt)) if level.marks else [],
        "counted": counted_of(attempt),
        "back": _way_back(attempt, request),
    }
    return render(request, "assessments/result.html", context | _shown(request, attempt))


def _level_during(attempt: Attempt) -> Level:
    return Level(attempt.quiz_version.rule("feedback_during"))


def _level(attempt: Attempt) -> Level:
    another = Attempt.objects.filter(person=attempt.person_id, quiz=attempt.quiz_id).open().exclude(pk=attempt.pk)
    closes_at = allowance_of(attempt.person_id, attempt.quiz_version).closes_at
    return level_of(attempt, timezone.now(), closes_at=closes_at, another_is_open=another.exists())


@login_required
def picture(request: HttpRequest, sha256: str) -> FileResponse:
    """A picture of a question. Its name is the hash of its bytes: who has not seen the question cannot ask for it."""
    found = get_object_or_404(Picture, sha256=sha256)
    answer = FileResponse(found.file.open(), content_type=found.content_type)
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@login_required
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where signing in again within the page of a quiz ends: js/behaviours/quiz-signin.js then closes the frame."""
    return render(request, "assessments/signed_in.html")
