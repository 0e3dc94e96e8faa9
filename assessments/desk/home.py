"""The page from which those in charge of quizzes set out: what waits for them, quiz by quiz."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import AnswerSave, Attempt, Quiz
from ..rules import may_accommodate, may_mark, may_repair, may_see_analysis, may_use_desk
from .guard import only_if


def late_waits_for(user) -> int:
    """How many late answers wait for a decision of this person; 0 for others."""
    waiting = AnswerSave.objects.waiting_for_a_decision().exclude(attempt__person=user)
    return waiting.count() if may_accommodate(user) else 0


@only_if(may_use_desk)
def home(request: HttpRequest) -> HttpResponse:
    """Every published quiz with what waits at it, and the ways on that are open to this person."""
    user = request.user
    quizzes = Quiz.objects.filter(current_version__isnull=False).annotate(
        marked=Count("attempts", filter=Q(attempts__state=Attempt.State.MARKED)),
        waiting=Count("attempts", filter=Q(attempts__waits_for_person=True)),
    )
    context = {
        "quizzes": quizzes,
        "late": late_waits_for(user),
        "may": {
            "mark": may_mark(user),
            "accommodate": may_accommodate(user),
            "repair": may_repair(user),
            "analyse": may_see_analysis(user),
        },
    }
    return render(request, "assessments/desk_home.html", context)
