"""The pages of those who endorse: one plan, and all that wait for her."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.endorsing_plans import endorse_plan, return_plan
from ..models import ActionPlan, Workshop
from ..papers.guard import for_those_who
from ..seats.guard import done, kept
from .finding import commitments_shown, plan_or_404
from .forms import EndorsementForm
from .rules import may_endorse_plan
from .sharing import endorsers_of, plans_visible_to
from .states import ENDORSED_WITHIN, late_to_endorse


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(lambda user, workshop: True)
def endorsement(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """One plan for whoever is asked to endorse it: yes, or back with remarks. Opening it decides nothing."""
    plan = plan_or_404(request, workshop, pk)
    if not may_endorse_plan(request.user, plan):
        raise Http404
    form = EndorsementForm(request.POST or None, initial={"revision": plan.revision})
    if request.method == "POST" and form.is_valid() and _decided(request, plan, form):
        return redirect("workshops:endorse_plan", workshop.code, plan.pk)
    context = {"workshop": workshop, "plan": plan, "form": form}
    context["commitments"] = commitments_shown(plan, request.user)
    context |= {"late": late_to_endorse(plan, timezone.now()), "open": plan.state == plan.State.SENT}
    return render(request, "workshops/commitments/endorse.html", context)


def _decided(request: HttpRequest, plan: ActionPlan, form: EndorsementForm) -> bool:
    values = {"by": request.user, "seen": form.cleaned_data["revision"]}
    if request.POST.get("answer") == "endorse":
        return done(
            request, lambda: endorse_plan(plan, **values), _("The plan is endorsed. Those who wrote it are told.")
        )
    if request.POST.get("answer") == "return":
        values["remarks"] = form.cleaned_data["remarks"]
        return kept(form, lambda: return_plan(plan, **values))
    form.add_error(None, _("Choose one of the two answers."))
    return False


@require_safe
@never_cache
@login_required
def to_endorse(request: HttpRequest) -> HttpResponse:
    """The plans that wait for her, the oldest first."""
    sent = plans_visible_to(request.user).filter(state=ActionPlan.State.SENT)
    sent = sent.exclude(workshop__state__in=[Workshop.State.CANCELLED, Workshop.State.ARCHIVED])
    sent = sent.select_related("workshop", "office", "owner__person").prefetch_related("workshop__texts")
    plans = list(sent.annotate(size=Count("commitments")).order_by("sent_at"))
    asked, now, language = endorsers_of(plans), timezone.now(), get_language()
    waiting = [plan for plan in plans if request.user in asked[plan.pk]]
    for plan in waiting:
        plan.title = plan.workshop.text(language)
        plan.until, plan.late = plan.sent_at + ENDORSED_WITHIN, late_to_endorse(plan, now)
    return render(request, "workshops/commitments/to_endorse.html", {"plans": waiting})
