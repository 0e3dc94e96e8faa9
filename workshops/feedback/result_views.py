"""The pages on which a form is read: figures, names where the mode allows it, and the reply to those who answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.fields import localized_with_language
from elearning.people.actions.refusal import Refused

from ..actions.feedback import reply, show_names
from ..actions.revision import why_sealed
from ..models import Anonymity, FeedbackForm
from ..pages import shared
from ..rules import may_build, may_park, may_see_names_of_answers, may_see_results
from .forms import ReplyFormSet, field_of
from .guard import with_form
from .opening import is_over
from .reading import results_of
from .showing import about, pairs_of, promise, shown_figure


@require_safe
@with_form(may_see_results)
def form_results(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """Bars, counts, means and words, as far as the mode allows them to this reader."""
    found = results_of(form, exact=may_see_names_of_answers(request.user, form.workshop))
    context = {
        **shared(request, form.workshop, "workshops:forms"),
        "form": form,
        "about": about(form),
        "promise": promise(form.mode),
        "found": found,
        "figures": [shown_figure(figure) for figure in found.figures],
        "over": is_over(form, at=timezone.now()),
        "named": form.mode == Anonymity.NAMED,
        "sees_names": _sees_names(request, form) and found.sent,
        "parks": may_park(request.user, form.workshop),
        "pairs": pairs_of(form),
    }
    return render(request, "workshops/feedback/results.html", context)


@require_POST
@with_form(may_see_results)
def form_names(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """The answers by name; a POST, since each showing is written down."""
    if not _sees_names(request, form):
        raise Http404
    rows = [(row.registration, _told(form, row.answers)) for row in show_names(form, by=request.user)]
    context = {**shared(request, form.workshop, "workshops:forms"), "form": form, "rows": rows}
    return render(request, "workshops/feedback/names.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_form(may_park)
def form_reply(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """You said, we did: pairs, in the languages of the site; an empty pair is taken away."""
    rows = ReplyFormSet(request.POST or None, initial=form.said_and_did, prefix="pair")
    refused = ""
    if request.method == "POST" and rows.is_valid():
        try:
            reply(form, [row for row in _pairs(rows) if row["said"] or row["did"]], by=request.user)
            messages.success(request, _("Saved. Participants see it now."))
            return redirect("workshops:form_reply", form.workshop.code, form.pk)
        except Refused as refusal:
            refused = str(refusal)
    context = {
        **shared(request, form.workshop, "workshops:forms"),
        "form": form, "about": about(form), "rows": rows, "refused": refused, "sealed": why_sealed(form.workshop),
    }  # fmt: skip
    return render(request, "workshops/feedback/reply.html", context)


def _pairs(rows: ReplyFormSet) -> list[dict]:
    return [{name: row.cleaned_data.get(name) or {} for name in ("said", "did")} for row in rows]


def _sees_names(request: HttpRequest, form: FeedbackForm) -> bool:
    if form.mode == Anonymity.NAMED:
        return may_build(request.user, form.workshop)
    return form.mode == Anonymity.CONFIDENTIAL and may_see_names_of_answers(request.user, form.workshop)


def _told(form: FeedbackForm, answers: dict) -> list[tuple[str, str, str]]:
    """Each question with its language and what she answered, in words."""
    told = []
    for question in form.questions:
        value = answers.get(question["key"], "–")
        if value != "–" and question["kind"] != "text":
            value = dict(field_of(question).choices)[value]
        told.append((*localized_with_language(question["texts"]), value))
    return told
