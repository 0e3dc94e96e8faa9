"""The pages of letters: who has which, issuing, issuing again, reading one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.letters import MOST_AT_ONCE, issue_letter, issue_letters, reissue_letter, reissue_letters, without_letter
from ..actions.travelling import NOT_TO_COME
from ..models import Letter, Workshop
from ..pages import anyone, shared
from ..rules import may_see_travel
from .downloads import pdf_answer
from .forms import LettersForm
from .guard import for_those_who
from .letters import outdated, signatory_of
from .lists import coming
from .pdf import letter_pdf

PEOPLE = ("registration__person", "registration__office", "registration__partner", "replaced_by")


@require_safe
@for_those_who(may_see_travel)
def letters(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """All letters, the newest first, those that no longer hold marked, and the form to issue what is missing."""
    return _page(request, workshop, LettersForm())


@require_POST
@for_those_who(may_see_travel)
def issue(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Issue a letter to one person, or to all who have none."""
    form = LettersForm(request.POST)
    if not form.is_valid() or not _issued(request, workshop, form):
        return _page(request, workshop, form)
    return redirect("workshops:letters", workshop.code)


@require_POST
@for_those_who(may_see_travel)
def reissue(request: HttpRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Write one letter again as things are now."""
    try:
        new = reissue_letter(get_object_or_404(workshop.letters, number=number), by=request.user)
        messages.success(request, _("Letter %(number)s was issued in its place.") % {"number": new})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:letters", workshop.code)


@require_POST
@for_those_who(may_see_travel)
def reissue_outdated(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Write again each letter that no longer holds, at most so many in one go; calling it again goes on."""
    old = [each for each in _letters(workshop) if each.outdated and each.may_be_reissued][:MOST_AT_ONCE]
    try:
        many = reissue_letters(workshop, old, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(many)s letter was issued again.", "%(many)s letters were issued again.", many)
        messages.success(request, said % {"many": many})
    return redirect("workshops:letters", workshop.code)


@require_safe
@for_those_who(anyone)
def letter(request: HttpRequest, workshop: Workshop, number: int) -> HttpResponse:
    """One letter as PDF, for her to whom it was written and those who see all."""
    found = get_object_or_404(workshop.letters.select_related(*PEOPLE, "workshop"), number=number)
    if found.registration.person_id != request.user.pk and not may_see_travel(request.user, workshop):
        raise Http404
    return pdf_answer(letter_pdf(found), f"{workshop.code}-{number:03}")


def _issued(request: HttpRequest, workshop: Workshop, form: LettersForm) -> bool:
    try:
        return _written(request, workshop, form)
    except Refused as refusal:
        form.add_error(None, ValidationError(str(refusal)))
        return False


def _written(request: HttpRequest, workshop: Workshop, form: LettersForm) -> bool:
    data = form.cleaned_data
    if data["number"]:
        registration = coming(workshop).select_related("workshop").filter(number=data["number"]).first()
        if registration is None:
            form.add_error("number", _("Nobody who takes part has this number. Look it up among the participants."))
            return False
        made = issue_letter(registration, data["kind"], by=request.user, language=data["language"])
        messages.success(request, _("Letter %(number)s is there.") % {"number": made})
        return True
    many = issue_letters(workshop, data["kind"], by=request.user, language=data["language"])
    said = ngettext("%(many)s letter was issued.", "%(many)s letters were issued.", many) % {"many": many}
    left = without_letter(workshop, data["kind"]).count()
    rest = ngettext(
        "%(left)s is still to be issued: do it again.", "%(left)s are still to be issued: do it again.", left
    )
    messages.success(request, f"{said} {rest % {'left': left}}" if left else said)
    return True


def _letters(workshop: Workshop) -> list[Letter]:
    found = list(workshop.letters.select_related(*PEOPLE))
    writes = workshop.state not in NOT_TO_COME
    for each in found:
        each.workshop = workshop
        each.outdated = outdated(each)
        comes = writes and each.registration.state in each.registration.TAKING_PART
        each.may_be_reissued = comes and not each.replaced_by_id
    return found


def _page(request: HttpRequest, workshop: Workshop, form: LettersForm) -> HttpResponse:
    found = _letters(workshop)
    context = {
        **shared(request, workshop, "workshops:letters"),
        "form": form,
        "letters": found,
        "writes": workshop.state not in NOT_TO_COME,
        "outdated": sum(bool(each.outdated and each.may_be_reissued) for each in found),
        "missing": [(label, without_letter(workshop, kind).count()) for kind, label in Letter.Kind.choices],
        "signatory": signatory_of(workshop),
    }
    return render(request, "workshops/papers/letters.html", context)
