"""The pages on which people practise: the quizzes that anybody may try, and the beginning of one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from elearning.people.postings import zone_of

from .actions import start_attempt
from .models import Attempt, QuestionVersion, Quiz, QuizVersion
from .models.quiz import Purpose
from .readiness import language_for

# The context of an attempt that belongs to nothing but practice; the key is the quiz.
CONTEXT = "practice"
# What was answered without a network is an attempt of its own: the one that is open here goes on.
OFFLINE = ":offline"


def offered() -> QuerySet[Quiz]:
    """The quizzes for practice of which a version is in force."""
    published = Quiz.objects.filter(current_version__rules__purpose=Purpose.PRACTICE)
    return published.select_related("current_version")


@login_required
def practice(request: HttpRequest) -> HttpResponse:
    """All of them."""
    return render(request, "assessments/practice.html", {"quizzes": offered()})


@never_cache
@login_required
def start(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """What a quiz asks for, and what she has done in it; on POST an attempt begins, or goes on."""
    quiz = get_object_or_404(offered(), uuid=quiz)
    place = {"context_kind": CONTEXT, "context_key": str(quiz.uuid)}
    if request.method == "POST":
        try:
            attempt = start_attempt(request.user, quiz.current_version, language=get_language(), **place)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("assessments:start", quiz.uuid)
        return redirect("assessments:attempt", attempt.uuid)
    keys = [str(quiz.uuid), f"{quiz.uuid}{OFFLINE}"]
    mine = Attempt.objects.owned_by(request.user).filter(quiz=quiz, context_kind=CONTEXT, context_key__in=keys)
    context = {"quiz": quiz, "version": quiz.current_version, "attempts": mine, "tz": zone_of(request.user)}
    context["instead"] = asked_instead(quiz.current_version, get_language())
    return render(request, "assessments/start.html", context)


def asked_instead(version: QuizVersion, language: str) -> str:
    """In which language the quiz is asked where no question of it is ready in this one; nothing where some are."""
    keys = [pk for section in version.sections for pk in section["questions"]]
    contents = QuestionVersion.objects.filter(pk__in=keys).values_list("content", flat=True)
    found = sorted({language_for(content, language) for content in contents})
    return "" if not found or language.split("-")[0] in found else found[0]
