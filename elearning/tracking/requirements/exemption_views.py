"""The pages of exemptions of one requirement: the list, a new one, taking one back."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.models import User
from workshops.seats.guard import done, kept

from ..models import Exemption, Requirement
from ..pages import shared
from ..rules import may_see_requirements
from .exempting import exempt, withdraw_exemption
from .exemption_forms import ExemptionForm
from .guard import for_those_who
from .reading import line_of

PAGE = "tracking:requirements"
PER_PAGE = 50


def exemptions_visible_to(user: User) -> QuerySet[Exemption]:
    """Those of the people whom she may see; her own are hers to read too."""
    return Exemption.objects.filter(person__in=User.objects.visible_to(user))


@require_safe
@for_those_who(may_see_requirements)
def exemptions(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """Who need not, until when and why; those that were taken back stand below."""
    rows = exemptions_visible_to(request.user).filter(requirement=requirement).select_related("person", "by")
    page = Paginator(rows.order_by("withdrawn_at", "-started_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    lines = [(row, _standing(row, today), row.person_id != request.user.pk) for row in page]
    context = {**shared(request, PAGE), "line": line_of(requirement, today), "lines": lines, "page": page}
    return render(request, "tracking/requirements/exemptions.html", context)


def _standing(row: Exemption, today) -> str:
    if row.withdrawn_at:
        return "withdrawn"
    if row.ended_on and row.ended_on < today:
        return "over"
    return "coming" if row.started_on > today else "holds"


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_see_requirements)
def new(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """Exempt a person: the one that the address names, or one by her address or staff number."""
    person, today = _person(request), timezone.localdate()
    data = request.POST or None
    form = ExemptionForm(data, reader=request.user, person=person, today=today)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        whom = person or values.pop("person")
        if kept(form, lambda: exempt(whom, requirement, by=request.user, **values)):
            return redirect("tracking:exemptions", requirement.code)
    context = {**shared(request, PAGE), "line": line_of(requirement, today), "form": form, "person": person}
    return render(request, "tracking/requirements/exempt.html", context)


def _person(request: HttpRequest) -> User | None:
    """Whom the address names; 404 for one whom this reader may not see, and for herself."""
    if not (named := request.GET.get("person", "")):
        return None
    try:
        person = get_object_or_404(User.objects.visible_to(request.user), uuid=UUID(named))
    except ValueError as fault:
        raise Http404 from fault
    if person == request.user:
        raise Http404
    return person


@require_POST
@for_those_who(may_see_requirements)
def withdraw(request: HttpRequest, requirement: Requirement, pk: int) -> HttpResponse:
    """Take one back."""
    row = get_object_or_404(exemptions_visible_to(request.user), requirement=requirement, pk=pk)
    said = _("The exemption is taken back.")
    done(request, lambda: withdraw_exemption(row, by=request.user), said)
    return redirect("tracking:exemptions", requirement.code)
