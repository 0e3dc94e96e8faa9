"""The pages on which participants find the forms, fill them in, and read what was done about them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.answering import save_answers, send_answers
from ..models import Anonymity, FeedbackForm, Registration, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_build, may_park, may_see_forms, may_see_results, takes_part
from .forms import AnswerForm
from .guard import own_of, with_form
from .opening import why_closed
from .showing import about, listed, pairs_of, promise


@require_safe
@for_those_who(may_see_forms)
def forms(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """All forms: to fill in for who takes part, to edit and to read for who may."""
    own = own_of(request, workshop)
    context = {
        **shared(request, workshop, "workshops:forms"),
        "rows": listed(workshop, own, timezone.now()),
        "own": own,
        "builds": may_build(request.user, workshop),
        "parks": may_park(request.user, workshop),
        "sees_results": may_see_results(request.user, workshop),
    }
    return render(request, "workshops/feedback/forms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_form(takes_part)
def form(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """Fill in a form and send it, once; after that it says so. No message: one would be kept with her session."""
    own = own_of(request, form.workshop)
    answering = AnswerForm(request.POST or None, form=form, answers=_saved_so_far(form, own))
    if request.method == "POST" and answering.is_valid() and _sent(form, own, answering):
        return redirect("workshops:form", form.workshop.code, form.pk)
    return render(request, "workshops/feedback/form.html", _context(request, form, own, answering))


@require_POST
@with_form(takes_part)
def form_save(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """Keep a part of the answers of a form that is not anonymous; htmx gets the sentence alone."""
    own = own_of(request, form.workshop)
    answering = AnswerForm(request.POST, form=form)
    said, tone = _saved(form, own, answering) if answering.is_valid() else (_faults(answering), "bad")
    if request.headers.get("HX-Request"):
        return render(request, "components/notice.html", {"text": said, "tone": tone})
    if not answering.is_valid():
        return render(request, "workshops/feedback/form.html", _context(request, form, own, answering))
    (messages.success if tone == "good" else messages.error)(request, said)
    return redirect("workshops:form", form.workshop.code, form.pk)


@require_safe
@for_those_who(may_see_forms)
def you_said(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What participants said and what was done about it, form by form."""
    rows = [row for row in workshop.forms.select_related("item") if row.said_and_did]
    context = {
        **shared(request, workshop, "workshops:you_said"),
        "rows": [(row, about(row), pairs_of(row)) for row in rows],
    }
    return render(request, "workshops/feedback/you_said.html", context)


def _saved_so_far(form: FeedbackForm, own: Registration) -> dict:
    if form.mode == Anonymity.ANONYMOUS:
        return {}
    row = form.answers.filter(registration=own).first()
    return row.answers if row else {}


def _sent(form: FeedbackForm, own: Registration, answering: AnswerForm) -> bool:
    seen, language = answering.cleaned_data["seen"], get_language()
    try:
        send_answers(form, own, answering.answers(), seen=seen, language=language)
    except Refused as refusal:
        _refuse(form, answering, refusal)
        return False
    return True


def _refuse(form: FeedbackForm, answering: AnswerForm, refusal: Refused) -> None:
    """Say why; where the form was changed meanwhile, she is shown it as it is and sends the mark of that."""
    answering.add_error(None, ValidationError(str(refusal)))
    answering.data = answering.data.copy()
    answering.data["seen"] = answering.initial["seen"]


def _saved(form: FeedbackForm, own: Registration, answering: AnswerForm) -> tuple[str, str]:
    seen, language = answering.cleaned_data["seen"], get_language()
    try:
        row = save_answers(form, own, answering.answers(), seen=seen, language=language)
    except Refused as refusal:
        return str(refusal), "bad"
    local = timezone.localtime(row.saved_at, form.workshop.tz)
    return _("Saved at %(time)s. Send it when you are done.") % {"time": f"{local:%H:%M}"}, "good"


def _faults(answering: AnswerForm) -> str:
    """What is wrong with which answers: the page from which a part is saved by itself is not drawn anew."""
    faults = [f"{answering.fields[name].label}: {errors[0]}" for name, errors in answering.errors.items()]
    return " ".join([_("Not saved: look at what is marked."), *faults])


def _context(request: HttpRequest, form: FeedbackForm, own: Registration, answering: AnswerForm) -> dict:
    return {
        **shared(request, form.workshop, "workshops:forms"),
        "form": form,
        "about": about(form),
        "answering": answering,
        "anonymous": form.mode == Anonymity.ANONYMOUS,
        "promise": promise(form.mode),
        "closed": why_closed(form, at=timezone.now()),
        "sent": form.tickets.filter(registration=own).exists(),
        "pairs": pairs_of(form),
        "draft": f"form-{form.pk}-{request.user.uuid}-{answering.initial['seen']}",
    }
