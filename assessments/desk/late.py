"""The page on which late answers are decided on."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from elearning.people.postings import zone_of

from .. import actions, papers
from ..models import AnswerSave, QuestionVersion
from ..rules import may_accommodate
from ..showing import show_question
from .forms import LateForm
from .guard import only_if
from .marking import name_of

# How many are shown at once; deciding on them brings up the rest.
MOST = 50


@only_if(may_accommodate)
def late(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first, with both clocks; five queries whatever its number."""
    found = AnswerSave.objects.waiting_for_a_decision().exclude(attempt__person=request.user)
    saves = list(found.select_related("attempt__person", "attempt__quiz_version").order_by("received_at", "pk")[:MOST])
    keys = {save.attempt.paper[save.position]["version"] for save in saves}
    versions = QuestionVersion.objects.in_bulk(keys)
    rows = [
        {
            "save": save,
            "name": name_of(save.attempt),
            "question": _shown(save, versions),
            "form": LateForm(prefix=str(save.pk)),
        }
        for save in saves
    ]
    return render(request, "assessments/desk_late.html", {"rows": rows, "tz": zone_of(request.user)})


def _shown(save: AnswerSave, versions: dict[int, QuestionVersion]):
    question: papers.Asked = save.attempt.paper[save.position]
    return show_question(
        versions[question["version"]],
        question,
        position=save.position,
        answer=save.answer,
        number_language=save.attempt.language,
    )


@only_if(may_accommodate)
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep the decision on one late answer."""
    save = get_object_or_404(AnswerSave.objects.exclude(attempt__person=request.user), pk=uuid)
    form = LateForm(request.POST, prefix=str(uuid))
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_late(save, by=request.user, **form.cleaned_data)
            messages.success(request, _("The decision is kept."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    elif request.method == "POST":
        messages.error(request, _("Choose whether it counts, and give the reason. Nothing was decided."))
    return redirect("assessments:late")
