"""The one page of a follow-up: by a signed link without a password, or signed in; and the supervisor's."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from elearning.people.models import User

from ..actions.following_up import OVER, answer_follow_up, give_view
from ..actions.rating import rate, statements, why_not
from ..models import FollowUp, Rating, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..seats.guard import kept
from .answer_forms import AnswerForm, ViewForm
from .limit import too_often
from .links import ANSWER, VIEW, BadLink, read_token
from .rules import may_edit_plan, may_rate
from .states import why_closed


def _follow_ups() -> Any:
    known = FollowUp.objects.select_related("plan__workshop", "plan__office", "plan__owner__person", "supervisor")
    return known.prefetch_related("progress__commitment", "plan__workshop__texts", "plan__follow_ups")


def _by_link(token: str, salt: str) -> tuple[FollowUp, User]:
    """The follow-up that a link opens, and to whom. Raises `BadLink`."""
    key, whom = read_token(token, salt)
    follow_up, person = _follow_ups().filter(uuid=key).first(), User.objects.filter(uuid=whom, is_active=True).first()
    if follow_up and person:
        mine = may_edit_plan(person, follow_up.plan) if salt == ANSWER else follow_up.supervisor_id == person.pk
        if mine:
            return follow_up, person
    raise BadLink(_("This link is not yours any more. Sign in to see what is asked of you."))


def _calm(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "workshops/commitments/no_link.html", {"sentence": sentence}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A follow-up by the link of the mail, in the language of the person. Opening it decides nothing."""
    try:
        follow_up, person = _by_link(token, ANSWER)
    except BadLink as bad:
        return _calm(request, str(bad), 404)
    if request.method == "POST" and too_often(f"answer:{follow_up.pk}"):
        return _calm(request, _("This was saved many times within minutes. Wait ten minutes, then save again."), 429)
    with translation.override(person.language or translation.get_language()):
        context = _context(follow_up) | {"whom": person}
        return _answered(request, follow_up, person, context, ("workshops:follow_up_answer", token))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(lambda user, workshop: True)
def signed_in(request: HttpRequest, workshop: Workshop, uuid: UUID) -> HttpResponse:
    """The same page for those who share the plan, signed in."""
    follow_up = get_object_or_404(_follow_ups(), uuid=uuid, plan__workshop=workshop)
    if not may_edit_plan(request.user, follow_up.plan):
        raise Http404
    context = _context(follow_up) | shared(request, workshop, "workshops:action_plans")
    where = ("workshops:follow_up_own", workshop.code, uuid)
    return _answered(request, follow_up, request.user, context, where)


def _context(follow_up: FollowUp) -> dict[str, Any]:
    plan = follow_up.plan
    workshop = plan.workshop
    workshop.shown = workshop.text(translation.get_language() or settings.LANGUAGE_CODE)
    closed = why_closed(follow_up, plan.follow_ups.all())
    if workshop.state in OVER:
        closed = _("This workshop is %(state)s: its follow-ups are closed.") % {"state": workshop.get_state_display()}
    return {"follow_up": follow_up, "plan": plan, "workshop": workshop, "closed": closed}


def _answered(
    request: HttpRequest, follow_up: FollowUp, person: User, context: dict[str, Any], where: tuple
) -> HttpResponse:
    """The form, and what was kept of it; one POST keeps answers and rating together."""
    asked, rating = _rated(follow_up, person)
    commitments = list(follow_up.plan.commitments.all())
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        follow_up=follow_up, commitments=commitments, statements=asked, rating=rating,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and kept(form, lambda: _keep(follow_up, form, rating, person)):
        return redirect(reverse(where[0], args=where[1:]) + "?saved=1")  # a message would need a session
    context |= {"form": form, "saved": "saved" in request.GET and follow_up.answered_at is not None}
    return render(request, "workshops/commitments/answer.html", context)


def _rated(follow_up: FollowUp, person: User) -> tuple[list, Rating | None]:
    """The statements that are asked with the third follow-up, and what was said of them before."""
    plan = follow_up.plan
    third = follow_up.days == max(FollowUp.DAYS) and plan.office is not None
    if not third or why_not(plan.workshop, Rating.Moment.AFTER) or not may_rate(person, plan.workshop, plan.office):
        return [], None
    known = Rating.objects.filter(workshop=plan.workshop, office=plan.office, moment=Rating.Moment.AFTER)
    return statements(), known.first()


@transaction.atomic
def _keep(follow_up: FollowUp, form: AnswerForm, rating: Rating | None, person: User) -> None:
    answer_follow_up(follow_up, form.answers(), by=person, note=form.cleaned_data["note"])
    if scores := form.scores():
        plan, note = follow_up.plan, rating.note if rating else ""
        rate(plan.workshop, plan.office, Rating.Moment.AFTER, scores, by=person, note=note)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def view_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The supervisor's view, by the link of the mail, once. Opening it decides nothing."""
    try:
        follow_up, person = _by_link(token, VIEW)
    except BadLink as bad:
        return _calm(request, str(bad), 404)
    if request.method == "POST" and too_often(f"view:{follow_up.pk}"):
        return _calm(request, _("This was saved many times within minutes. Wait ten minutes, then save again."), 429)
    with translation.override(person.language or translation.get_language()):
        form = ViewForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            values = {"agrees": form.cleaned_data["agrees"] == "yes", "view": form.cleaned_data["view"]}
            if kept(form, lambda: give_view(follow_up, by=person, **values)):
                return redirect("workshops:follow_up_view", token)
        context = _context(follow_up) | {"form": form, "progress": list(follow_up.progress.all()), "whom": person}
        return render(request, "workshops/commitments/view.html", context)
