"""The pages of initiatives: of all offices that one may see, and of one office."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from elearning.people.models import Office, User

from ..actions.initiatives import FIELDS, save_initiative
from ..framing.versioned import day_input
from ..models import Initiative
from ..plans.reading import module_choices
from ..seats.guard import kept
from .forms import line
from .rules import may_edit_initiatives, may_read_initiatives

REVIEWED_WITHIN = datetime.timedelta(days=365)
A_PAGE = 60


class InitiativeForm(forms.Form):
    """Title, stage, who funds it, the tools used, the last review of its risks."""

    title = line(gettext_lazy("Title"), 200)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=Initiative.Stage.choices)
    donor = line(pgettext_lazy("who gives money", "Donor"), 120, required=False)
    modules = forms.MultipleChoiceField(
        label=gettext_lazy("Tools used"), required=False, widget=forms.CheckboxSelectMultiple
    )
    risk_reviewed_on = forms.DateField(label=gettext_lazy("Last risk review"), required=False, widget=day_input())
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_147_483_647, initial=0)

    def __init__(self, *args: Any, modules: list[tuple[str, str]], known: Initiative | None, **kwargs: Any):
        initial = {name: getattr(known, name) for name in (*FIELDS, "revision")} if known else {}
        super().__init__(*args, initial=initial, **kwargs)
        kept_codes = [(code, code.upper()) for code in (known.modules if known else []) if code not in dict(modules)]
        self.fields["modules"].choices = [*modules, *kept_codes]
        if not self.fields["modules"].choices:
            del self.fields["modules"]

    def values(self) -> dict[str, Any]:
        return {"modules": []} | {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}


def _offices(user: User) -> QuerySet[Office]:
    """The offices whose initiatives she may read."""
    posting = user.posting_today
    own = Office.objects.filter(pk=posting.office_id) if posting else Office.objects.none()
    return Office.objects.visible_to(user) | own


def _marked(rows: list[Initiative], today: datetime.date) -> list[Initiative]:
    """Each with `due`: whether it goes on, and its risks were not looked at for twelve months."""
    for row in rows:
        reviewed = row.risk_reviewed_on
        row.due = row.stage != Initiative.Stage.ENDED and (not reviewed or reviewed + REVIEWED_WITHIN < today)
        row.tools = " ".join(code.upper() for code in row.modules)
    return rows


@require_safe
@never_cache
@login_required
def initiatives(request: HttpRequest) -> HttpResponse:
    """What the offices do that she may see, by office, and the offices that have written nothing down."""
    offices = _offices(request.user)
    rows = Initiative.objects.filter(office__in=offices).select_related("office").order_by("office__path", "title")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": _marked(list(page), timezone.localdate()), "page_obj": page}
    context["offices"] = list(offices.order_by("path"))
    return render(request, "workshops/commitments/initiatives.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def of_office(request: HttpRequest, office: str, pk: int | None = None) -> HttpResponse:
    """One office: its initiatives, and for its focal points and headquarters the form for one of them."""
    place = get_object_or_404(Office, code=office)
    edits = may_edit_initiatives(request.user, place)
    if not may_read_initiatives(request.user, place) or not (edits or (pk is None and request.method != "POST")):
        raise Http404
    known = get_object_or_404(place.initiatives, pk=pk) if pk is not None else None
    form = InitiativeForm(request.POST or None, modules=module_choices(request.user), known=known)
    if request.method == "POST" and form.is_valid() and _saved(request, place, known, form):
        messages.success(request, _("Saved."))
        return redirect("workshops:initiatives_of", place.code)
    rows = place.initiatives.select_related("updated_by").order_by("title")
    context = {"office": place, "rows": _marked(list(rows), timezone.localdate())}
    return render(
        request, "workshops/commitments/office.html", context | {"form": form, "known": known, "may_edit": edits}
    )


def _saved(request: HttpRequest, office: Office, known: Initiative | None, form: InitiativeForm) -> bool:
    values, seen = form.values(), form.cleaned_data["revision"]
    return kept(form, lambda: save_initiative(office, values, by=request.user, initiative=known, seen=seen))
