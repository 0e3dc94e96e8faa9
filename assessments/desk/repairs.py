"""The pages on which a faulty question is repaired: which, how, what it would do, done."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from elearning.people.postings import zone_of

from .. import actions
from ..models import Question, Repair
from ..repairing import changes_of, problems_of
from ..rules import may_repair
from .forms import RepairForm
from .guard import only_if

# How many changed attempts a preview names; it counts them all.
MOST = 200


@only_if(may_repair)
def repair(request: HttpRequest, question: UUID) -> HttpResponse:
    """The form; on POST the preview; with the preview's mark, and the word where it is asked for, it is done."""
    question = get_object_or_404(Question.objects.select_related("category"), uuid=question)
    form = RepairForm(request.POST or None, question=question)
    context = {"question": question, "form": form, "tz": zone_of(request.user)}
    if request.method == "POST" and form.is_valid():
        found = form.instance
        for problem in problems_of(found):
            form.add_error("corrected", problem)
        if form.is_valid():
            context |= _preview(found, form.cleaned_data["revoke"])
            if "apply" in request.POST and _applied(request, found, context):
                return redirect("assessments:repair", question.uuid)
    context["past"] = Repair.objects.filter(faulty__question=question).select_related(
        "faulty__question", "corrected__question", "applied_by"
    )
    return render(request, "assessments/desk_repair.html", context)


def _preview(found: Repair, revoke: bool) -> dict:
    changes = list(changes_of(found))
    consequences = actions.consequences_of(changes, revoke=revoke)
    counts = Counter(each.deed for each in consequences)
    return {
        "preview": True,
        "changes": changes[:MOST],
        "count": len(changes),
        "gains": sum(change.gains for change in changes),
        "loses": sum(change.loses for change in changes),
        "consequences": consequences[:MOST],
        "issued": counts["issue"],
        "kept": counts["keep"],
        "revoked": counts["revoke"],
        "seen": actions.digest_of(changes, consequences),
        "word": word(),
        "revoke": revoke,
    }


def word() -> str:
    """What has to be typed before certificates are taken back."""
    return pgettext("to be typed", "revoke")


def _applied(request: HttpRequest, found: Repair, preview: dict) -> bool:
    """Do it as it was previewed; False where it was refused, and then said."""
    if preview["revoked"] and request.POST.get("word", "").strip().casefold() != word().casefold():
        messages.error(request, _("To take certificates back, type the word “%(word)s”.") % {"word": word()})
        return False
    try:
        revoke = preview["revoke"]
        changed = actions.apply_repair(found, by=request.user, revoke=revoke, seen=request.POST.get("seen", ""))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    done = len(changed)
    messages.success(
        request,
        ngettext(
            "Repaired. %(count)d result was changed, and its person is told.",
            "Repaired. %(count)d results were changed, and their people are told.",
            done,
        )
        % {"count": done},
    )
    return True
